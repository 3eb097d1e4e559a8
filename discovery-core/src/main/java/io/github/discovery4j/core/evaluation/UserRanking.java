package io.github.discovery4j.core.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Lets a model rank the catalogue for every user of a split, on several threads.
 *
 * <p>A user's list depends on that user's scores alone and has a place of its own, so the result does not depend on which
 * thread made it.
 */
final class UserRanking {

    private final String run;
    private final PreparedSplit split;
    private final ScoringModel model;
    private final int depth;
    private final List<Measure> ofScores;
    private final List<String> keptKeys;
    private final RankedList[] lists;

    private UserRanking(String run, PreparedSplit split, ScoringModel model, int depth, List<Measure> measures) {
        this.run = run;
        this.split = split;
        this.model = model;
        this.depth = Math.min(depth, split.itemCount());
        this.ofScores = measures.stream().filter(Measure::needsAllScores).toList();
        this.keptKeys = ofScores.stream().map(Measure::key).toList();
        this.lists = new RankedList[split.userCount()];
    }

    /**
     * Ranks.
     *
     * @param run names the model and the seed in error messages
     * @param measures those of all scores are computed here
     */
    static Rankings of(
            String run, PreparedSplit split, ScoringModel model, int depth, List<Measure> measures, int threads) {
        UserRanking ranking = new UserRanking(run, split, model, depth, measures);
        Tasks.run(threads, split.userCount(), run, ranking::worker);
        return new Rankings(split.itemCount(), Arrays.asList(ranking.lists));
    }

    /** Ranks for one user after the other, with scratch of its own. */
    private IntConsumer worker() {
        double[] scores = new double[split.itemCount()];
        TopItems top = split.top(depth);
        UserScores all = split.userScores();
        return user -> {
            Arrays.fill(scores, Double.NaN);
            model.score(split.userOrdinal(user), scores);
            split.rank(user, scores, top, run);
            lists[user] = RankedList.of(
                    split.userOrdinal(user), top.drain(), split.relevant(user), keptKeys, measured(user, scores, all));
        };
    }

    private double[] measured(int user, double[] scores, UserScores all) {
        double[] values = new double[ofScores.size()];
        if (values.length > 0) {
            split.collect(user, scores, all);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = ofScores.get(i).of(all);
        }
        return values;
    }
}
