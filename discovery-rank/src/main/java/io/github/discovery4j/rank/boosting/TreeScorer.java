package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.TreeEnsemble;
import java.util.Arrays;

/**
 * Scores rows with an ensemble's trees, batch first.
 *
 * <p>Each row is binned once over the distinct thresholds of all trees; then every node is one comparison of whole numbers.
 * Batches go through the trees in blocks, eight rows at a time, and single rows through four trees at a time.
 *
 * <p><b>Exactness:</b> raw scores have the bits that LightGBM's have on the same {@code double} rows: leaves are added tree by
 * tree, starting from 0. <b>Shapes:</b> n rows x d features, n x o scores, o = {@link TreeEnsemble#outputs}. <b>Cost:</b> a
 * row is binned in O(d log cuts) and takes O(depth) a tree. No allocation a row.
 * <b>Threads:</b> immutable; a {@link Session} belongs to one thread.
 */
public final class TreeScorer {

    /** Rows of a block: their bins stay in the processor's nearest cache. */
    private static final int BLOCK = 64;

    private final TreeEnsemble ensemble;
    private final RowBins bins;
    private final TreeWalk walk;
    private final int[] ownPlaces;

    private TreeScorer(TreeEnsemble ensemble) {
        this.ensemble = ensemble;
        this.bins = new RowBins(ensemble);
        this.walk = new TreeWalk(ensemble, bins);
        this.ownPlaces = new int[ensemble.features().size()];
        Arrays.setAll(ownPlaces, i -> i);
    }

    /**
     * Prepares trees for scoring.
     *
     * @param ensemble the trees
     * @return the scorer
     */
    public static TreeScorer of(TreeEnsemble ensemble) {
        return new TreeScorer(ensemble);
    }

    /** {@return the trees} */
    public TreeEnsemble ensemble() {
        return ensemble;
    }

    /**
     * Scores rows: a session of its own for one call.
     *
     * @param rows row after row, the features in the ensemble's order; NaN and infinite values as {@link
     *     TreeEnsemble#goesLeft} says
     * @param rowCount how many
     * @param scores receives the raw scores, row after row
     * @throws IllegalArgumentException if there are fewer values or places than that
     */
    public void score(double[] rows, int rowCount, double[] scores) {
        session(rowCount).score(rows, rowCount, scores);
    }

    /**
     * Returns a place to work in, to be used for many calls.
     *
     * @return belongs to one thread
     */
    public Session session() {
        return session(BLOCK);
    }

    Session session(int rows) {
        return new Session(Math.min(BLOCK, Math.max(1, rows)));
    }

    /** Bins a row into the block. */
    private interface RowFeed {
        void bin(int row, int at);
    }

    /** The buffers of one thread; a call allocates nothing a row. */
    public final class Session {

        private final int rowsAtOnce;
        private final int[] block;
        private double[] tableRow = new double[0];

        private Session(int rowsAtOnce) {
            this.rowsAtOnce = rowsAtOnce;
            // Leaves look at column 0, be there one or not.
            this.block = new int[Math.max(1, Math.multiplyExact(bins.columns(), rowsAtOnce))];
        }

        /**
         * Scores rows.
         *
         * @param rows row after row, the features in the ensemble's order; NaN and infinite values as {@link
         *     TreeEnsemble#goesLeft} says
         * @param rowCount how many
         * @param scores receives the raw scores, row after row
         * @throws IllegalArgumentException if there are fewer values or places than that
         */
        public void score(double[] rows, int rowCount, double[] scores) {
            int width = ownPlaces.length;
            if (rowCount < 0 || (long) rowCount * width > rows.length) {
                throw new IllegalArgumentException("%d rows of %d features need %d values, were %d"
                        .formatted(rowCount, width, (long) rowCount * width, rows.length));
            }
            score(rowCount, (row, at) -> bins.put(rows, row * width, ownPlaces, block, at), scores);
        }

        /** Scores a table's rows, whose columns stand where the places say. */
        void score(FeatureTable table, int[] places, double[] scores) {
            if (tableRow.length < table.schema().size()) {
                tableRow = new double[table.schema().size()];
            }
            double[] values = tableRow;
            score(
                    table.rows(),
                    (row, at) -> {
                        table.copyRow(row, values);
                        bins.put(values, 0, places, block, at);
                    },
                    scores);
        }

        private void score(int rowCount, RowFeed feed, double[] scores) {
            prepare(rowCount, scores);
            for (int from = 0; from < rowCount; from += rowsAtOnce) {
                int count = Math.min(rowsAtOnce, rowCount - from);
                for (int row = 0; row < count; row++) {
                    feed.bin(from + row, row * bins.columns());
                }
                walk.add(block, bins.columns(), count, scores, from * ensemble.outputs());
            }
            average(rowCount, scores);
        }

        private void prepare(int rows, double[] scores) {
            long places = (long) rows * ensemble.outputs();
            if (places > scores.length) {
                throw new IllegalArgumentException("%d rows of %d scores need %d places, were %d"
                        .formatted(rows, ensemble.outputs(), places, scores.length));
            }
            Arrays.fill(scores, 0, (int) places, 0);
        }

        private void average(int rows, double[] scores) {
            int divisor = ensemble.divisor();
            for (int i = 0; divisor > 1 && i < rows * ensemble.outputs(); i++) {
                scores[i] /= divisor;
            }
        }
    }
}
