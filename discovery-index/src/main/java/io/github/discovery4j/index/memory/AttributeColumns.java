package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.VectorIndexSettings.AttributeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What filters may ask about numbered rows: labels as sets of rows, numbers as columns.
 *
 * <p>A compiled filter answers for one row, or for all rows at once, and always as {@link Filter#test} would for the
 * attributes that were set: a leaf is false where its attribute is missing.
 *
 * <p><b>Cost:</b> 8 bytes a row for each number that occurs; for a label the smaller of 4 bytes an occurrence and a bit a
 * row. <b>Threads:</b> one writer at a time. A reader may ask about rows that were set before it was told of them (through
 * a volatile field, say) and compiles its filter after that.
 */
final class AttributeColumns {

    private final Map<String, LabelColumn> labels = new HashMap<>();
    private final Map<String, NumberColumn> numbers = new HashMap<>();

    /** Creates columns for the attributes that an index declares. */
    AttributeColumns(Map<String, AttributeKind> declared) {
        declared.forEach((attribute, kind) -> {
            switch (kind) {
                case LABELS -> labels.put(attribute, new LabelColumn());
                case NUMBER -> numbers.put(attribute, new NumberColumn());
            }
        });
    }

    /** Notes the attributes of a row that has none yet; only declared ones. */
    void set(int row, EntryAttributes attributes) {
        attributes.labels().forEach((attribute, all) -> labels(attribute).add(row, all));
        attributes.numbers().forEach((attribute, value) -> numbers(attribute).set(row, value));
    }

    /** Forgets the attributes of a row. */
    void clear(int row) {
        labels.values().forEach(column -> column.remove(row));
        numbers.values().forEach(column -> column.set(row, Double.NaN));
    }

    /** Returns the filter over these rows; an attribute that is not declared is missing everywhere. */
    RowFilter compile(Filter filter) {
        return switch (filter) {
            case Filter.Equal(String attribute, String label) ->
                labels(attribute).rows(label);
            case Filter.In in ->
                RowFilter.any(
                        in.labels().stream().map(labels(in.attribute())::rows).toList());
            case Filter.Range range -> new RowFilter.InRange(numbers(range.attribute()), range);
            case Filter.Near near ->
                new RowFilter.Nearby(numbers(near.latitudeAttribute()), numbers(near.longitudeAttribute()), near);
            case Filter.And(List<Filter> parts) ->
                RowFilter.all(parts.stream().map(this::compile).toList());
            case Filter.Or(List<Filter> parts) ->
                RowFilter.any(parts.stream().map(this::compile).toList());
            case Filter.Not(Filter part) -> RowFilter.not(compile(part));
        };
    }

    private LabelColumn labels(String attribute) {
        LabelColumn column = labels.get(attribute);
        return column == null ? new LabelColumn() : column;
    }

    private NumberColumn numbers(String attribute) {
        NumberColumn column = numbers.get(attribute);
        return column == null ? new NumberColumn() : column;
    }

    /** Estimates the bytes that the columns take. */
    long bytes() {
        return labels.values().stream().mapToLong(LabelColumn::bytes).sum()
                + numbers.values().stream().mapToLong(NumberColumn::bytes).sum();
    }
}
