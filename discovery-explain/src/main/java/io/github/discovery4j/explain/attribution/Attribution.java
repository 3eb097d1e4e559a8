package io.github.discovery4j.explain.attribution;

import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the scores of a slate apart into what each feature added, by the structure that the ranker tells.
 *
 * <ul>
 *   <li><b>Linear</b>: exact, against the request's candidates ({@link LinearContributions}).
 *   <li><b>Trees</b>: exact, against the rows that they were trained on ({@link TreeContributions}).
 *   <li><b>Sums</b>: those of the parts, each times its weight.
 *   <li><b>Cascades</b>: each item by the phase that scored it.
 *   <li><b>Both directions fused</b>: each exactly on its own margin; the viewer's is what is explained, the other is {@link
 *       SlateContributions#backward}.
 *   <li><b>Opaque</b>, and a cascade or fusion within a sum: not at all, unless {@link #sampling} was asked for ({@link SampledContributions}).
 * </ul>
 *
 * <p>Where any part cannot be explained nothing is: half an explanation could name the wrong reason.
 *
 * <p><b>Cost:</b> linear O(n d) for n candidates and d columns; trees their cost for each item, all items together, and once
 * for each ensemble its tables, which are kept for the latest {@value #KEPT}. <b>Threads:</b> safe.
 */
public final class Attribution {

    private static final int KEPT = 8;

    private final Optional<Sampling> sampling;

    // Ensembles have no equals of their own: each is looked up as the object it is.
    private final Map<TreeEnsemble, TreeContributions> prepared = new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TreeEnsemble, TreeContributions> eldest) {
            return size() > KEPT;
        }
    };

    private Attribution(Optional<Sampling> sampling) {
        this.sampling = sampling;
    }

    /**
     * Explains what can be explained exactly.
     *
     * @return an attribution that leaves opaque rankers alone
     */
    public static Attribution exact() {
        return new Attribution(Optional.empty());
    }

    /**
     * Explains opaque rankers too, by sampling.
     *
     * @param sampling how much
     * @return an attribution that is exact wherever it can be
     */
    public static Attribution sampling(Sampling sampling) {
        return new Attribution(Optional.of(sampling));
    }

    /**
     * Explains a slate.
     *
     * @param chosen its items
     * @return one row of contributions an item, in the slate's order; empty when any part of the ranker cannot be explained
     * @throws IllegalArgumentException if the ranker's structure names a column that the table does not have, or a weight
     *     that is not finite
     */
    public Optional<SlateContributions> of(ChosenItems chosen) {
        int[] rows = new int[chosen.size()];
        for (int position = 0; position < rows.length; position++) {
            rows[position] = chosen.row(position);
        }
        return of(chosen.ranker(), chosen.scored().batch(), rows);
    }

    /**
     * Explains rows of a batch.
     *
     * @param ranker what scored it
     * @param batch all candidates
     * @param rows which to explain, in {@code [0, batch.size())}
     * @return one row of contributions each, in that order; empty when any part of the ranker cannot be explained
     * @throws IllegalArgumentException if the ranker's structure names a column that the table does not have, or a weight
     *     that is not finite
     */
    public Optional<SlateContributions> of(Ranker ranker, RankingBatch batch, int[] rows) {
        SlateContributions.Builder into = new SlateContributions.Builder(
                rows.length, batch.features().schema().size());
        int[] all = new int[rows.length];
        Arrays.setAll(all, position -> position);
        return new Walk(batch, rows, into).addWhole(ranker, all) ? Optional.of(into.build()) : Optional.empty();
    }

    private TreeContributions prepared(TreeEnsemble ensemble) {
        synchronized (prepared) {
            return prepared.computeIfAbsent(ensemble, TreeContributions::of);
        }
    }

    /** One batch; adds a ranker's parts, each times its factor, to some of the positions. */
    private final class Walk {
        private final RankingBatch batch;
        private final int[] rows;
        private final SlateContributions.Builder into;

        Walk(RankingBatch batch, int[] rows, SlateContributions.Builder into) {
            this.batch = batch;
            this.rows = rows;
            this.into = into;
        }

        /** Adds a ranker that is no part of a sum: it may go through two phases or fuse two directions. */
        boolean addWhole(Ranker ranker, int[] positions) {
            return switch (ranker.structure(batch.context())) {
                case RankerStructure.Cascade cascade -> addCascade(ranker, cascade, positions);
                case RankerStructure.Fusion fusion -> addFusion(fusion, positions);
                default -> add(ranker, 1, positions);
            };
        }

        /** Every item is explained by the phase that scored it. */
        private boolean addCascade(Ranker ranker, RankerStructure.Cascade cascade, int[] positions) {
            double[] scores = new double[batch.size()];
            Arrays.fill(scores, Double.NaN);
            ranker.score(batch, scores);
            double lowest = cascade.lowestOfSecond(scores);
            int[] second = Arrays.stream(positions)
                    .filter(position -> scores[rows[position]] >= lowest)
                    .toArray();
            int[] first = Arrays.stream(positions)
                    .filter(position -> scores[rows[position]] < lowest)
                    .toArray();
            boolean explained = (second.length == 0 || addWhole(cascade.second(), second))
                    && (first.length == 0 || addWhole(cascade.first(), first));
            if (first.length > 0 && second.length > 0) {
                into.forgetDirections();
            }
            return explained;
        }

        /** What is phrased is the viewer's direction; the other is kept apart. */
        private boolean addFusion(RankerStructure.Fusion fusion, int[] positions) {
            if (positions.length == rows.length && batch.reverseFeatures().isPresent()) {
                of(fusion.backward(), batch.reversed(), rows).ifPresent(into::backward);
            }
            return addWhole(fusion.forward(), positions);
        }

        /** Returns false when a part cannot be explained. */
        private boolean add(Ranker ranker, double factor, int[] positions) {
            return switch (ranker.structure(batch.context())) {
                case RankerStructure.Linear linear -> addLinear(linear, factor, positions);
                case RankerStructure.Trees(var ensemble) -> addTrees(ensemble, factor, positions);
                case RankerStructure.Sum(var terms) -> {
                    boolean explained = true;
                    for (int i = 0; i < terms.size() && explained; i++) {
                        explained =
                                add(terms.get(i).ranker(), factor * terms.get(i).weight(), positions);
                    }
                    yield explained;
                }
                case RankerStructure.Opaque() -> addSampled(ranker, factor, positions);
                // Within a sum their scores are not sums of what features add.
                case RankerStructure.Cascade cascade -> addSampled(ranker, factor, positions);
                case RankerStructure.Fusion fusion -> addSampled(ranker, factor, positions);
            };
        }

        private boolean addLinear(RankerStructure.Linear linear, double factor, int[] positions) {
            LinearContributions contributions =
                    LinearContributions.of(linear, batch.features()).orElseThrow();
            double[] values = new double[into.columns()];
            for (int position : positions) {
                contributions.copyRow(rows[position], values);
                for (int column = 0; column < values.length; column++) {
                    into.add(position, column, factor * values[column]);
                }
                into.addBaseline(position, factor * contributions.baseline());
            }
            for (int column = 0; column < values.length; column++) {
                into.addWeight(column, factor * contributions.weight(column));
            }
            return true;
        }

        private boolean addTrees(TreeEnsemble ensemble, double factor, int[] positions) {
            if (!ensemble.covered()) {
                return false;
            }
            TreeContributions trees = prepared(ensemble);
            int features = ensemble.features().size();
            int[] columns = new int[features];
            for (int feature = 0; feature < features; feature++) {
                columns[feature] =
                        batch.features().schema().indexOf(ensemble.features().get(feature));
                into.addWeight(columns[feature], Double.NaN);
            }
            double[] contributions = new double[positions.length * trees.width()];
            trees.session().contributions(values(columns, positions), positions.length, contributions);
            for (int i = 0; i < positions.length; i++) {
                int from = i * trees.width();
                for (int feature = 0; feature < features; feature++) {
                    into.add(positions[i], columns[feature], factor * contributions[from + feature]);
                }
                into.addBaseline(positions[i], factor * contributions[from + features]);
            }
            return true;
        }

        private double[] values(int[] columns, int[] positions) {
            double[] values = new double[positions.length * columns.length];
            double[] row = new double[into.columns()];
            for (int i = 0; i < positions.length; i++) {
                batch.features().copyRow(rows[positions[i]], row);
                for (int feature = 0; feature < columns.length; feature++) {
                    values[i * columns.length + feature] = row[columns[feature]];
                }
            }
            return values;
        }

        private boolean addSampled(Ranker ranker, double factor, int[] positions) {
            return sampling.isPresent()
                    && ranker.pointwise()
                    && new SampledContributions(ranker, batch, sampling.get()).add(rows, positions, factor, into);
        }
    }
}
