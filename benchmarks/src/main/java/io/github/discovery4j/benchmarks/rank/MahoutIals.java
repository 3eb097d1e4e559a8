package io.github.discovery4j.benchmarks.rank;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import java.util.Random;
import org.apache.mahout.math.DenseVector;
import org.apache.mahout.math.RandomAccessSparseVector;
import org.apache.mahout.math.SequentialAccessSparseVector;
import org.apache.mahout.math.Vector;
import org.apache.mahout.math.als.ImplicitFeedbackAlternatingLeastSquaresSolver;
import org.apache.mahout.math.map.OpenIntObjectHashMap;

/** The implicit ALS of Mahout 0.13 (exact, double precision), its solver called for each row on one thread as its job does. */
final class MahoutIals {

    private final SparseRows byUser;
    private final SparseRows byItem;
    private final int dimension;
    private OpenIntObjectHashMap<Vector> items;

    /** Draws the first item vectors. */
    MahoutIals(Interactions interactions, int dimension) {
        this.byUser = interactions.byUser();
        this.byItem = interactions.byItem();
        this.dimension = dimension;
        this.items = new OpenIntObjectHashMap<>();
        Random random = new Random(42);
        for (int item = 0; item < byItem.rowCount(); item++) {
            Vector vector = new DenseVector(dimension);
            for (int i = 0; i < dimension; i++) {
                vector.setQuick(i, random.nextGaussian() / dimension);
            }
            items.put(item, vector);
        }
    }

    /** One pass: all users, then all items. Likes weigh 1 + confidence, what was never seen 1. */
    OpenIntObjectHashMap<Vector> epoch(double regularization, double confidence) {
        OpenIntObjectHashMap<Vector> users = solve(byUser, items, regularization, confidence);
        items = solve(byItem, users, regularization, confidence);
        return items;
    }

    private OpenIntObjectHashMap<Vector> solve(
            SparseRows rows, OpenIntObjectHashMap<Vector> others, double regularization, double confidence) {
        var solver =
                new ImplicitFeedbackAlternatingLeastSquaresSolver(dimension, regularization, confidence, others, 1);
        OpenIntObjectHashMap<Vector> solved = new OpenIntObjectHashMap<>(rows.rowCount());
        for (int row = 0; row < rows.rowCount(); row++) {
            Vector ratings = new RandomAccessSparseVector(rows.columnCount(), rows.end(row) - rows.start(row));
            for (int entry = rows.start(row); entry < rows.end(row); entry++) {
                ratings.setQuick(rows.column(entry), 1);
            }
            solved.put(row, solver.solve(new SequentialAccessSparseVector(ratings)));
        }
        return solved;
    }
}
