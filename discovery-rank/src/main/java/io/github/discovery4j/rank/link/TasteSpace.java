package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.Interactions;

/**
 * Where people's likes put them: for each person a unit row, and for each item what a like of it adds.
 *
 * @param people n rows of length 1; 0 for people without likes
 * @param items m rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TasteSpace(double[][] people, double[][] items) {

    /** Directions that carry less than this share of the strongest are rounding. */
    private static final double LEAST_SHARE = 1e-9;

    /** With M ≈ U Σ Vᵀ, items are the rows of V, scaled by rarity, and people M V = U Σ, made unit length. */
    static TasteSpace of(Interactions likes, int dimension, long seed) {
        TasteOperator operator = TasteOperator.of(likes);
        Spectrum.Pairs pairs = Spectrum.of(operator, dimension, seed);
        double[][] items = operator.toItems(pairs.vectors());
        double[][] people = pairs.vectors();
        double[] ofPeople = new double[pairs.values().length];
        double[] ofItems = new double[pairs.values().length];
        for (int i = 0; i < ofPeople.length; i++) {
            double value = pairs.values()[i];
            boolean carries = value > LEAST_SHARE * pairs.values()[0] && value > 0;
            ofPeople[i] = carries ? Math.sqrt(value) : 0;
            ofItems[i] = carries ? 1 / Math.sqrt(value) : 0;
        }
        for (double[] row : people) {
            multiply(row, ofPeople);
            Dense.normalise(row);
        }
        for (int item = 0; item < items.length; item++) {
            multiply(items[item], ofItems);
            Dense.scale(items[item], operator.rarity(item));
        }
        return new TasteSpace(people, items);
    }

    static void multiply(double[] row, double[] by) {
        for (int i = 0; i < row.length; i++) {
            row[i] *= by[i];
        }
    }
}
