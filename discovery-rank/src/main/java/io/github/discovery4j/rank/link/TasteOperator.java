package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import java.util.Arrays;

/**
 * How alike people's likes are: M Mᵀ, where M has a unit row for each person, of √weight · ln(people / people who like the
 * item). Likes are interactions with a weight above 0. Eigenvalues are 0 or more.
 *
 * <p>The root is that of the share that an item has in what a person likes, as length does not count: it keeps one item
 * played for ever from being all that is seen. <b>Cost:</b> 4 flops a like and column.
 */
final class TasteOperator implements SymmetricOperator {

    private final SparseRows likes;
    private final double[] rarities;
    private final double[] lengths;
    private double[][] items = new double[0][];

    private TasteOperator(SparseRows likes, double[] rarities, double[] lengths) {
        this.likes = likes;
        this.rarities = rarities;
        this.lengths = lengths;
    }

    static TasteOperator of(Interactions interactions) {
        SparseRows likes = interactions.byUser();
        double[] rarities = rarities(likes);
        double[] lengths = new double[likes.rowCount()];
        for (int person = 0; person < lengths.length; person++) {
            double squares = 0;
            for (int entry = likes.start(person); entry < likes.end(person); entry++) {
                double value = strength(likes.weight(entry)) * rarities[likes.column(entry)];
                squares += value * value;
            }
            lengths[person] = squares > 0 ? 1 / Math.sqrt(squares) : 0;
        }
        return new TasteOperator(likes, rarities, lengths);
    }

    private static double[] rarities(SparseRows likes) {
        int[] likers = new int[likes.columnCount()];
        int people = 0;
        for (int person = 0; person < likes.rowCount(); person++) {
            boolean any = false;
            for (int entry = likes.start(person); entry < likes.end(person); entry++) {
                if (likes.weight(entry) > 0) {
                    likers[likes.column(entry)]++;
                    any = true;
                }
            }
            people += any ? 1 : 0;
        }
        double[] rarities = new double[likers.length];
        for (int item = 0; item < likers.length; item++) {
            rarities[item] = likers[item] == 0 ? 0 : StrictMath.log((double) people / likers[item]);
        }
        return rarities;
    }

    /** How much an interaction of a weight counts. */
    static double strength(float weight) {
        return weight > 0 ? Math.sqrt(weight) : 0;
    }

    /** How much a like of an item counts. */
    double rarity(int item) {
        return rarities[item];
    }

    @Override
    public int size() {
        return lengths.length;
    }

    /** {@inheritDoc} Grows with the largest eigenvalue, so that a step never stretches one direction beyond all others. */
    @Override
    public double shift() {
        return 1 + size() / 10_000.0;
    }

    @Override
    public void apply(double[][] x, double[][] product) {
        double[][] ofItems = toItems(x);
        for (int person = 0; person < product.length; person++) {
            Arrays.fill(product[person], 0);
            for (int entry = likes.start(person); entry < likes.end(person); entry++) {
                Dense.add(value(person, entry), ofItems[likes.column(entry)], product[person], 0);
            }
        }
    }

    /** {@return Mᵀ x, a row an item; overwritten by the next call} */
    double[][] toItems(double[][] x) {
        int columns = x.length == 0 ? 0 : x[0].length;
        if (items.length == 0 || items[0].length != columns) {
            items = new double[rarities.length][columns];
        }
        for (double[] row : items) {
            Arrays.fill(row, 0);
        }
        for (int person = 0; person < x.length; person++) {
            for (int entry = likes.start(person); entry < likes.end(person); entry++) {
                Dense.add(value(person, entry), x[person], items[likes.column(entry)], 0);
            }
        }
        return items;
    }

    private double value(int person, int entry) {
        return lengths[person] * strength(likes.weight(entry)) * rarities[likes.column(entry)];
    }
}
