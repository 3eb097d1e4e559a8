package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.evaluation.ScoringModel;
import java.util.Arrays;

/** Cosine of what people like; defined at {@link LinkModels#taste}. */
final class TasteSimilarity implements ScoringModel {

    private final SparseRows byPerson;
    private final SparseRows byItem;
    private final double[] rarities;
    private final double[] lengths;

    private TasteSimilarity(SparseRows byPerson, SparseRows byItem, double[] rarities, double[] lengths) {
        this.byPerson = byPerson;
        this.byItem = byItem;
        this.rarities = rarities;
        this.lengths = lengths;
    }

    static TasteSimilarity of(Interactions interactions) {
        SparseRows byPerson = interactions.byUser();
        SparseRows byItem = interactions.byItem();
        double[] rarities = rarities(byPerson, byItem);
        double[] lengths = new double[byPerson.rowCount()];
        for (int person = 0; person < lengths.length; person++) {
            double squares = 0;
            for (int entry = byPerson.start(person); entry < byPerson.end(person); entry++) {
                double value = value(byPerson.weight(entry)) * rarities[byPerson.column(entry)];
                squares += value * value;
            }
            lengths[person] = Math.sqrt(squares);
        }
        return new TasteSimilarity(byPerson, byItem, rarities, lengths);
    }

    private static double[] rarities(SparseRows byPerson, SparseRows byItem) {
        int active = 0;
        for (int person = 0; person < byPerson.rowCount(); person++) {
            active += positive(byPerson, person) > 0 ? 1 : 0;
        }
        double[] rarities = new double[byItem.rowCount()];
        for (int item = 0; item < rarities.length; item++) {
            int people = positive(byItem, item);
            rarities[item] = people == 0 ? 0 : StrictMath.log((double) active / people);
        }
        return rarities;
    }

    private static int positive(SparseRows rows, int row) {
        int count = 0;
        for (int entry = rows.start(row); entry < rows.end(row); entry++) {
            count += rows.weight(entry) > 0 ? 1 : 0;
        }
        return count;
    }

    private static double value(float weight) {
        return weight > 0 ? StrictMath.log1p(weight) : 0;
    }

    @Override
    public void score(int person, double[] scores) {
        Arrays.fill(scores, 0);
        for (int entry = byPerson.start(person); entry < byPerson.end(person); entry++) {
            int item = byPerson.column(entry);
            double rarity = rarities[item];
            double own = value(byPerson.weight(entry)) * rarity * rarity;
            for (int liker = byItem.start(item); liker < byItem.end(item); liker++) {
                scores[byItem.column(liker)] += own * value(byItem.weight(liker));
            }
        }
        for (int other = 0; other < scores.length; other++) {
            double lengthsProduct = lengths[person] * lengths[other];
            scores[other] = lengthsProduct == 0 ? 0 : scores[other] / lengthsProduct;
        }
    }
}
