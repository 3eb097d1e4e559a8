package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.DuplicatePolicy;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import java.util.ArrayList;
import java.util.List;

/**
 * The task of finding hidden ties between people, in the shape that an {@link Evaluator} takes: people are its users and its
 * items.
 *
 * {@snippet :
 * LinkPrediction links = LinkPrediction.of(data.ties(), data.interactions(), 0.2);
 * EvaluationReport report = Evaluator.builder()
 *         .protocol(links.protocol())
 *         .model("adamic-adar", links.trainer(LinkModels.adamicAdar()))
 *         .build()
 *         .evaluate(links.pairs());
 * }
 *
 * <p>A share of the ties is hidden: the first {@code rint(share * n)} in the order that
 * {@code numpy.random.default_rng(seed).permutation(n)} gives them. For each person with a hidden tie all people are ranked
 * but themselves and those whom they are known to be tied to. A hidden friendship is sought from both sides; a directed tie
 * from the one who made it. Counts in the report are of such pairs.
 *
 * <p><b>Cost:</b> people x people scores a seed and model. <b>Threads:</b> immutable, safe.
 */
public final class LinkPrediction {

    /** Which share of the ties is hidden by {@code links-80-20}. */
    public static final double DEFAULT_HIDDEN = 0.2;

    private final Ties ties;
    private final Interactions interactions;
    private final double hiddenShare;
    /** Everyone with themselves, then each tie as one pair, or two if it holds both ways. */
    private final Interactions pairs;

    private LinkPrediction(Ties ties, Interactions interactions, double hiddenShare) {
        this.ties = ties;
        this.interactions = interactions;
        this.hiddenShare = hiddenShare;
        this.pairs = pairs(ties);
    }

    /**
     * States the task.
     *
     * @param ties who is tied to whom
     * @param interactions what people did with items, possibly nothing; models may use it
     * @param hiddenShare of the ties, in (0, 1)
     * @return the task, over everyone who has a tie or an interaction
     * @throws IllegalArgumentException if the share is out of its range or there are no ties
     */
    public static LinkPrediction of(Ties ties, Interactions interactions, double hiddenShare) {
        Shares.require("hiddenShare", hiddenShare);
        if (ties.size() == 0) {
            throw new IllegalArgumentException(
                    "there must be ties between people to find, were none; give data with friendships or follows");
        }
        IdMap people = ties.users().plus(interactions.users());
        return new LinkPrediction(ties.over(people), interactions.over(people, interactions.items()), hiddenShare);
    }

    private static Interactions pairs(Ties ties) {
        IdMap people = ties.users();
        Interactions.Builder builder = Interactions.builder().duplicates(DuplicatePolicy.KEEP_ALL);
        for (int person = 0; person < people.size(); person++) {
            builder.add(people.idOf(person), people.idOf(person));
        }
        for (int tie = 0; tie < ties.size(); tie++) {
            String from = people.idOf(ties.fromOrdinal(tie));
            String to = people.idOf(ties.toOrdinal(tie));
            builder.add(from, to, ties.weight(tie));
            if (!ties.directed()) {
                builder.add(to, from, ties.weight(tie));
            }
        }
        return builder.build();
    }

    /** {@return what to evaluate by {@link #protocol}: pairs of people, everyone with themselves among them} */
    public Interactions pairs() {
        return pairs;
    }

    /** {@return the protocol, which splits {@link #pairs}: standard metrics and AUC, k = 10} */
    public Protocol protocol() {
        List<Metric> metrics = new ArrayList<>(Metrics.standard());
        metrics.add(Metrics.AUC);
        long hidden = Math.round(100 * hiddenShare);
        return new Protocol("links-" + (100 - hidden) + "-" + hidden, splitter(), metrics, List.of(10));
    }

    /**
     * Adapts a model of ties for an evaluator.
     *
     * @param model learns from the ties that are not hidden
     * @return its trainer, for the seeds of {@link #protocol}
     */
    public ModelTrainer trainer(LinkTrainer model) {
        return (train, seed) -> {
            boolean[] hidden = hidden(seed);
            return model.train(ties.subset(tie -> !hidden[tie]), interactions, seed);
        };
    }

    private Splitter splitter() {
        return new Splitter() {
            @Override
            public TrainTest split(Interactions toSplit, long seed) {
                return splitPairs(toSplit, seed);
            }

            @Override
            public String description() {
                return hiddenShare + " of the ties hidden at random, all people ranked but oneself and known ties, "
                        + (ties.directed()
                                ? "a tie is sought from the one who made it"
                                : "a friendship is sought from both sides");
            }
        };
    }

    private TrainTest splitPairs(Interactions toSplit, long seed) {
        if (!pairs.equals(toSplit)) {
            throw new IllegalArgumentException(
                    "a link protocol must split its own pairs of people, was given " + toSplit + "; evaluate pairs()");
        }
        boolean[] hidden = hidden(seed);
        int people = ties.users().size();
        int sides = ties.directed() ? 1 : 2;
        Interactions train = pairs.subset(pair -> pair >= people && !hidden[(pair - people) / sides]);
        return new TrainTest(
                train,
                pairs.subset(pair -> pair >= people && hidden[(pair - people) / sides]),
                train,
                pairs.subset(pair -> pair < people || !hidden[(pair - people) / sides]));
    }

    private boolean[] hidden(long seed) {
        int[] order = NumpyPermutation.of(seed, ties.size());
        boolean[] hidden = new boolean[order.length];
        int count = (int) Math.rint(hiddenShare * order.length);
        for (int place = 0; place < count; place++) {
            hidden[order[place]] = true;
        }
        return hidden;
    }
}
