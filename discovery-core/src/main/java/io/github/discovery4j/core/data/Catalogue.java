package io.github.discovery4j.core.data;

import io.github.discovery4j.core.model.IdOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The records of a data set's items or users, by id.
 *
 * <p>A catalogue and the interactions may each know ids that the other lacks. <b>Threads:</b> immutable, safe to share.
 */
public final class Catalogue {

    /** Knows nobody and nothing: for formats that carry interactions only. */
    public static final Catalogue EMPTY = new Catalogue(Map.of());

    private final Map<String, CatalogueRecord> records;

    private Catalogue(Map<String, CatalogueRecord> records) {
        this.records = records;
    }

    /**
     * Collects records, in their order.
     *
     * @param records each id once
     * @return their catalogue
     * @throws IllegalArgumentException if an id comes twice
     */
    public static Catalogue of(Collection<CatalogueRecord> records) {
        Map<String, CatalogueRecord> byId = LinkedHashMap.newLinkedHashMap(records.size());
        int position = 0;
        for (CatalogueRecord record : records) {
            if (byId.putIfAbsent(record.id(), record) != null) {
                throw new IllegalArgumentException("each id must come once, record " + position
                        + " (counted from 0) has an earlier one's; merge the two");
            }
            position++;
        }
        return new Catalogue(byId);
    }

    /** {@return how many records there are} */
    public int size() {
        return records.size();
    }

    /** {@return all records, in the order added, unmodifiable} */
    public Collection<CatalogueRecord> records() {
        return Collections.unmodifiableCollection(records.values());
    }

    /**
     * Looks a record up.
     *
     * @param id any string
     * @return its record, if there is one
     */
    public Optional<CatalogueRecord> find(String id) {
        return Optional.ofNullable(records.get(id));
    }

    /**
     * Returns a name to show for any id, known or not.
     *
     * @param id any string
     * @return its title, or the id itself when there is no record
     */
    public String titleOf(String id) {
        CatalogueRecord record = records.get(id);
        return record == null ? id : record.title();
    }

    /**
     * Lists what an attribute can be.
     *
     * @param attribute any name
     * @return each value once, sorted by code point
     */
    public List<String> distinctValues(String attribute) {
        TreeSet<String> values = new TreeSet<>(IdOrder.CODE_POINTS);
        for (CatalogueRecord record : records.values()) {
            values.addAll(record.values(attribute));
        }
        return new ArrayList<>(values);
    }

    /**
     * Writes an attribute as vectors: 1 where a record has the value, else 0. Genre vectors are made this way.
     *
     * <p><b>Shapes:</b> one row an id of {@code ids}, by ordinal; one column a value of {@link #distinctValues}. Ids
     * without a record get zeros.
     *
     * @param attribute any name
     * @param ids whose rows are wanted
     * @return a new matrix
     */
    public float[][] indicators(String attribute, IdMap ids) {
        IdMap columns = IdMap.of(distinctValues(attribute));
        float[][] rows = new float[ids.size()][columns.size()];
        for (int ordinal = 0; ordinal < rows.length; ordinal++) {
            CatalogueRecord record = records.get(ids.idOf(ordinal));
            if (record != null) {
                for (String value : record.values(attribute)) {
                    rows[ordinal][columns.ordinalOf(value)] = 1;
                }
            }
        }
        return rows;
    }
}
