package io.github.discovery4j.core.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a model rank the catalogue for every user of a split, on several threads.
 *
 * <p>A user's list depends on that user's scores alone and has a place of its own, so the result does not depend on which
 * thread made it.
 */
final class UserRanking {

    /** Users that a thread takes at a time: enough to make the shared counter cheap. */
    private static final int BLOCK = 16;

    private final String run;
    private final PreparedSplit split;
    private final ScoringModel model;
    private final int depth;
    private final RankedList[] lists;
    private final AtomicInteger nextUser = new AtomicInteger();

    private UserRanking(String run, PreparedSplit split, ScoringModel model, int depth) {
        this.run = run;
        this.split = split;
        this.model = model;
        this.depth = Math.min(depth, split.train().items().size());
        this.lists = new RankedList[split.userCount()];
    }

    /**
     * Ranks.
     *
     * @param run names the model and the seed in error messages
     */
    static Rankings of(String run, PreparedSplit split, ScoringModel model, int depth, int threads) {
        UserRanking ranking = new UserRanking(run, split, model, depth);
        if (threads == 1) {
            ranking.work();
        } else {
            ranking.workOn(threads);
        }
        return new Rankings(split.train().items().size(), Arrays.asList(ranking.lists));
    }

    private void workOn(int threads) {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(this::work));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (InterruptedException e) {
            nextUser.set(lists.length);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the evaluation was interrupted; run it again", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("scoring failed (" + run + ")", e.getCause());
        }
    }

    private void work() {
        double[] scores = new double[split.train().items().size()];
        TopItems top = split.top(depth);
        try {
            for (int from = nextUser.getAndAdd(BLOCK); from < lists.length; from = nextUser.getAndAdd(BLOCK)) {
                for (int user = from; user < Math.min(from + BLOCK, lists.length); user++) {
                    Arrays.fill(scores, Double.NaN);
                    model.score(split.userOrdinal(user), scores);
                    lists[user] = split.rank(user, scores, top, run);
                }
            }
        } catch (RuntimeException | Error e) {
            nextUser.set(lists.length);
            throw e;
        }
    }
}
