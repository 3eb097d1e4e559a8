package io.github.discovery4j.examples.frontier;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.evaluation.ModelTrainer;
import io.github.discovery4j.core.evaluation.ScoringModel;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Selection;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Models whose best candidates a diversifier chooses from; all of them share one training of the model beneath for each seed.
 *
 * <p>An item's score is its place: first what was chosen, then the other candidates as the model beneath ranks them, then the
 * rest of the catalogue, which all tie. Measures at places within the candidates are those of a slate.
 *
 * <p><b>Shapes:</b> the best {@code depth} candidates of each user, kept for as long as this is. <b>Threads:</b> safe. For one
 * evaluation: what was trained is known by its seed.
 */
public final class Reranking {

    /** The best of a user, by falling score. */
    // The arrays are read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Best(List<String> ids, double[] scores, int[] items) {}

    /** Makes a diversifier for one training part. */
    @FunctionalInterface
    public interface Method {

        /**
         * Makes it.
         *
         * @param vectors of the items
         * @param weight of diversity, in [0, 1]
         * @return the diversifier
         */
        Diversifier with(VectorReader vectors, double weight);
    }

    private final ModelTrainer beneath;
    private final int depth;
    private final int k;
    private final ConcurrentHashMap<Long, Trained> trained = new ConcurrentHashMap<>();

    /**
     * Prepares to rerank.
     *
     * @param beneath finds candidates and scores them
     * @param depth how many candidates a diversifier chooses from
     * @param k how many it chooses, at most {@code depth}
     */
    public Reranking(ModelTrainer beneath, int depth, int k) {
        if (k < 1 || k > depth) {
            throw new IllegalArgumentException(
                    "a slate must have 1 place or more, and no more than there are candidates, were %d and %d (options -k, --depth)"
                            .formatted(k, depth));
        }
        this.beneath = beneath;
        this.depth = depth;
        this.k = k;
    }

    /** {@return the model beneath, whose order nobody changes} */
    public ModelTrainer plain() {
        return ModelTrainer.foldingIn((train, histories, seed) -> {
            Trained model = of(train, histories, seed);
            return (user, scores) -> model.place(model.best(user), new int[0], scores);
        });
    }

    /**
     * Returns a model that a diversifier reranks.
     *
     * @param method the diversifier
     * @param vectors learned from the training part, once a seed and call
     * @param weight of diversity, in [0, 1]
     * @return its trainer
     */
    public ModelTrainer by(Method method, Function<Interactions, VectorReader> vectors, double weight) {
        return ModelTrainer.foldingIn((train, histories, seed) -> {
            Trained model = of(train, histories, seed);
            Diversifier diversifier = method.with(model.vectors(vectors), weight);
            return (ScoringModel) (user, scores) -> {
                Best best = model.best(user);
                model.place(best, chosen(diversifier, best), scores);
            };
        });
    }

    private Trained of(Interactions train, Interactions histories, long seed) {
        return trained.computeIfAbsent(seed, key -> new Trained(train, histories, seed));
    }

    private int[] chosen(Diversifier diversifier, Best best) {
        if (best.ids.isEmpty()) {
            return new int[0];
        }
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("viewer").size(k).build(), new IdSpace())
                .build();
        // Ordinals of a new space ascend in the order in which ids come to it.
        int[] ordinals =
                best.ids.stream().mapToInt(id -> context.items().intern(id)).toArray();
        float[] found = new float[ordinals.length];
        Candidates candidates = Candidates.of(ordinals, best.ids.toArray(String[]::new), List.of("model"), found);
        FeatureTable none = FeatureTable.allocate(FeatureSchema.of("none", "1", List.of()), ordinals.length);
        ScoredCandidates scored =
                ScoredCandidates.of(new RankingBatch(context, candidates, none, Optional.empty()), best.scores);
        KeptCandidates kept = KeptCandidates.of(scored, new int[ordinals.length]);
        Selection selection = diversifier.select(kept, k);
        return IntStream.range(0, selection.size())
                .map(position -> kept.row(selection.index(position)))
                .toArray();
    }

    /** One training of the model beneath, and what was worked out of it. */
    private final class Trained {
        private final Interactions train;
        private final ScoringModel model;
        private final SparseRows seen;
        private final ConcurrentHashMap<Integer, Best> byUser = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<Function<Interactions, VectorReader>, VectorReader> byKind =
                new ConcurrentHashMap<>();

        Trained(Interactions train, Interactions histories, long seed) {
            this.train = train;
            this.model = beneath.train(train, histories, seed);
            this.seen = histories.byUser();
        }

        VectorReader vectors(Function<Interactions, VectorReader> kind) {
            return byKind.computeIfAbsent(kind, learn -> learn.apply(train));
        }

        Best best(int user) {
            return byUser.computeIfAbsent(user, this::rank);
        }

        private Best rank(int user) {
            double[] scores = new double[train.items().size()];
            Arrays.fill(scores, Double.NaN);
            model.score(user, scores);
            BitSet met = new BitSet(scores.length);
            for (int entry = seen.start(user); entry < seen.end(user); entry++) {
                met.set(seen.column(entry));
            }
            int[] items = IntStream.range(0, scores.length)
                    .filter(item -> !met.get(item))
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer item) -> -scores[item])
                            .thenComparing(train.items()::idOf, IdOrder.CODE_POINTS))
                    .limit(depth)
                    .mapToInt(Integer::intValue)
                    .toArray();
            return new Best(
                    Arrays.stream(items).mapToObj(train.items()::idOf).toList(),
                    Arrays.stream(items).mapToDouble(item -> scores[item]).toArray(),
                    items);
        }

        /** Turns places into scores: chosen rows, then the other candidates, then all else. */
        void place(Best best, int[] chosen, double[] scores) {
            Arrays.fill(scores, 0);
            for (int rank = 0; rank < best.items.length; rank++) {
                scores[best.items[rank]] = depth - rank;
            }
            for (int position = 0; position < chosen.length; position++) {
                scores[best.items[chosen[position]]] = 2.0 * depth + k - position;
            }
        }
    }
}
