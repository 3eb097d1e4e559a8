package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.explain.phrase.Phrase.Condition;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** A phrase and the columns of a schema that it speaks of. <b>Threads:</b> immutable. */
final class PlacedPhrase {

    private final Phrase phrase;
    private final int[] columns;
    private final List<Condition> conditions;

    private PlacedPhrase(Phrase phrase, int[] columns) {
        this.phrase = phrase;
        this.columns = columns;
        this.conditions = List.copyOf(phrase.when().values());
    }

    /**
     * Looks a phrase's features up; empty when one is not there. Values of a categorical column are codes: high and low mean
     * nothing, so nothing is said of them.
     */
    static Optional<PlacedPhrase> of(Phrase phrase, FeatureSchema schema) {
        for (String feature : phrase.when().keySet()) {
            if (!schema.contains(feature)
                    || schema.columns().get(schema.indexOf(feature)).categorical()) {
                return Optional.empty();
            }
        }
        return Optional.of(new PlacedPhrase(
                phrase,
                phrase.when().keySet().stream().mapToInt(schema::indexOf).toArray()));
    }

    Phrase phrase() {
        return phrase;
    }

    /** Returns the declarations of the columns that the phrase speaks of. */
    List<FeatureColumn> declared(FeatureSchema schema) {
        return Arrays.stream(columns).mapToObj(schema.columns()::get).toList();
    }

    /** Tells whether the phrase speaks of one of these columns. */
    boolean speaksOf(BitSet others) {
        return Arrays.stream(columns).anyMatch(others::get);
    }

    /** Adds the columns that the phrase speaks of. */
    void markIn(BitSet all) {
        Arrays.stream(columns).forEach(all::set);
    }

    /**
     * Returns the phrase as a reason for a row's score, or empty when it is not true of the row, or raised nothing.
     *
     * @param added what each column added to the score
     * @param weight each column's weight; NaN where its effect has no single direction
     */
    Optional<Case> of(FeatureTable features, int row, double[] added, IntToDoubleFunction weight) {
        double sum = 0;
        int strongest = columns[0];
        for (int i = 0; i < columns.length; i++) {
            int column = columns[i];
            Condition condition = conditions.get(i);
            if ((condition.helped() && !(added[column] > 0))
                    || !condition.holds(features.get(row, column), weight.applyAsDouble(column))) {
                return Optional.empty();
            }
            sum += added[column];
            strongest = added[column] > added[strongest] ? column : strongest;
        }
        return sum > 0 ? Optional.of(new Case(this, sum, strongest)) : Optional.empty();
    }

    /**
     * A phrase that is true of a row and helped it.
     *
     * @param placed the phrase
     * @param added what its features added to the score
     * @param strongest the column that added most
     */
    record Case(PlacedPhrase placed, double added, int strongest) {

        /** The first to be tried first: by priority, then what added most, then what says more, then the earlier column. */
        static final Comparator<Case> ORDER = Comparator.comparingInt((Case each) -> -each.placed.phrase.priority())
                .thenComparingDouble(each -> -each.added)
                .thenComparingInt(each -> -each.placed.columns.length)
                .thenComparingInt(each -> each.placed.columns[0]);
    }
}
