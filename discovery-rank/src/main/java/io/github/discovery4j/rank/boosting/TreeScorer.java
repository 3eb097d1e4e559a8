package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.rank.boosting.kernel.LeafKernel;
import io.github.discovery4j.rank.boosting.kernel.LeafKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scores rows with an ensemble's trees, batch first.
 *
 * <p>Where the JVM runs with {@code --add-modules jdk.incubator.vector} and no tree has more than 64 leaves, all nodes of a tree
 * are compared with as many rows as registers hold. Else, and for single rows, each row is binned once over the distinct thresholds
 * of all trees; then every node is one comparison of whole numbers, eight rows at a time, or one row in four trees at a time.
 *
 * <p><b>Exactness:</b> raw scores have the bits that LightGBM's have on the same {@code double} rows: leaves are added tree by
 * tree, starting from 0, on either way. <b>Shapes:</b> n rows x d features, n x o scores, o = {@link TreeEnsemble#outputs}.
 * <b>Cost:</b> by registers O(leaves) a tree, divided by the rows that one holds; else a row is binned in O(d log cuts) and takes
 * O(depth) a tree. No allocation a row.
 * <b>Threads:</b> immutable; a {@link Session} belongs to one thread.
 */
public final class TreeScorer {

    /** Rows of a block: their bins stay in the processor's nearest cache. */
    private static final int BLOCK = 64;

    private final TreeEnsemble ensemble;
    private final RowBins bins;
    private final TreeWalk walk;
    private final @Nullable LeafMasks masks;
    private final int[] ownPlaces;

    private TreeScorer(TreeEnsemble ensemble, @Nullable LeafKernel kernel) {
        this.ensemble = ensemble;
        NodeQuestions questions = new NodeQuestions(ensemble);
        this.bins = new RowBins(ensemble, questions);
        this.walk = new TreeWalk(ensemble, bins);
        this.masks = kernel != null && LeafMasks.fit(ensemble) ? new LeafMasks(ensemble, questions, kernel) : null;
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
        return of(ensemble, LeafKernels.fastest());
    }

    /** Prepares trees for scoring by a kernel, or by walks alone. */
    static TreeScorer of(TreeEnsemble ensemble, @Nullable LeafKernel kernel) {
        return new TreeScorer(ensemble, kernel);
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

    /** Says where the values of a row begin, having put them there. */
    private interface RowFeed {
        int offset(int row);
    }

    /** The buffers of one thread; a call allocates nothing a row. */
    public final class Session {

        private final int rowsAtOnce;
        private int[] block = {};
        private LeafMasks.@Nullable Block masked;
        private double[] tableRow = {};

        private Session(int rowsAtOnce) {
            this.rowsAtOnce = rowsAtOnce;
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
            score(rowCount, rows, row -> row * width, ownPlaces, scores);
        }

        /** Scores a table's rows, whose columns stand where the places say. */
        void score(FeatureTable table, int[] places, double[] scores) {
            if (tableRow.length < table.schema().size()) {
                tableRow = new double[table.schema().size()];
            }
            double[] values = tableRow;
            RowFeed feed = row -> {
                table.copyRow(row, values);
                return 0;
            };
            score(table.rows(), values, feed, places, scores);
        }

        private void score(int rowCount, double[] values, RowFeed feed, int[] places, double[] scores) {
            prepare(rowCount, scores);
            int from = masks == null ? 0 : addMasked(masks, rowCount, values, feed, places, scores);
            addWalked(from, rowCount, values, feed, places, scores);
            average(rowCount, scores);
        }

        /** Returns how many rows were worth it. */
        private int addMasked(
                LeafMasks masks, int rowCount, double[] values, RowFeed feed, int[] places, double[] scores) {
            int from = 0;
            while (rowCount - from >= LeafMasks.ROWS_WORTHWHILE) {
                LeafMasks.Block rows = masked == null ? masks.block() : masked;
                masked = rows;
                int count = Math.min(masks.rows(), rowCount - from);
                for (int row = 0; row < count; row++) {
                    rows.put(row, values, feed.offset(from + row), places);
                }
                rows.add(count, scores, from * ensemble.outputs());
                from += count;
            }
            return from;
        }

        private void addWalked(int first, int rowCount, double[] values, RowFeed feed, int[] places, double[] scores) {
            if (first < rowCount && block.length == 0) {
                // Leaves look at column 0, be there one or not.
                block = new int[Math.max(1, Math.multiplyExact(bins.columns(), rowsAtOnce))];
            }
            for (int from = first; from < rowCount; from += rowsAtOnce) {
                int count = Math.min(rowsAtOnce, rowCount - from);
                for (int row = 0; row < count; row++) {
                    bins.put(values, feed.offset(from + row), places, block, row * bins.columns());
                }
                walk.add(block, bins.columns(), count, scores, from * ensemble.outputs());
            }
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
