package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.FeatureHydrator;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Fills the columns of a view from the rows of a store.
 *
 * <p>The rows of a batch are read in one go. A request's are read as they are now, those of training as of the moment of
 * each pair. Consent is asked with the reading. <b>Cost:</b> no allocation a cell.
 */
final class StoreHydrator implements FeatureHydrator {

    /** Computes one column of one row; NaN for a missing value. */
    @FunctionalInterface
    interface Cell {
        float value(FeatureRow subject, FeatureRow object);
    }

    /** Reads the row of every subject and object of a batch. */
    @FunctionalInterface
    private interface BatchReader {
        void read(PairBatch pairs, FeatureRow[] subjects, FeatureRow[] objects);
    }

    /**
     * A column that is one number of one side.
     *
     * @param column its place in the view
     * @param feature the number
     * @param ifMissing what it reads where there is no value; NaN for none
     */
    record NumberColumn(int column, FeatureRegistry.Feature feature, float ifMissing) {}

    /**
     * A column that is computed.
     *
     * @param column its place in the view
     * @param cell computes it
     */
    record CellColumn(int column, Cell cell) {}

    private final BatchReader reader;
    private final int columnCount;
    private final Numbers ofSubject;
    private final Numbers ofObject;
    private final CellColumn[] cells;

    StoreHydrator(
            FeatureStore store,
            int columnCount,
            List<NumberColumn> ofSubject,
            List<NumberColumn> ofObject,
            List<CellColumn> cells) {
        this.reader = store instanceof InMemoryFeatureStore memory
                ? memory::read
                : (pairs, subjects, objects) -> read(store, pairs, subjects, objects);
        this.columnCount = columnCount;
        this.ofSubject = new Numbers(ofSubject);
        this.ofObject = new Numbers(ofObject);
        this.cells = cells.toArray(CellColumn[]::new);
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        int size = pairs.size();
        FeatureRow[] subjects = new FeatureRow[size];
        FeatureRow[] objects = new FeatureRow[size];
        reader.read(pairs, subjects, objects);
        float[] values = new float[columnCount];
        for (int row = 0; row < size; row++) {
            FeatureRow subject = subjects[row];
            FeatureRow object = objects[row];
            ofSubject.copy(subject, values);
            ofObject.copy(object, values);
            for (CellColumn cell : cells) {
                values[cell.column()] = cell.cell().value(subject, object);
            }
            columns.setRow(row, values);
        }
    }

    /** Copies numbers into columns in one loop, without a call a cell. */
    private static final class Numbers {
        /** Numbers that follow one another in rows as in columns are copied as one run: column, slot and length of each. */
        private final int[] runs;

        private final List<NumberColumn> withDefault;

        Numbers(List<NumberColumn> numbers) {
            int[] found = new int[3 * numbers.size()];
            int end = 0;
            for (NumberColumn number : numbers) {
                int slot = number.feature().slot();
                if (end > 0
                        && number.column() == found[end - 3] + found[end - 1]
                        && slot == found[end - 2] + found[end - 1]) {
                    found[end - 1]++;
                } else {
                    found[end++] = number.column();
                    found[end++] = slot;
                    found[end++] = 1;
                }
            }
            this.runs = Arrays.copyOf(found, end);
            this.withDefault = numbers.stream()
                    .filter(number -> !Float.isNaN(number.ifMissing()))
                    .toList();
        }

        void copy(FeatureRow row, float[] values) {
            float[] numbers = row.numbers();
            for (int run = 0; run < runs.length; run += 3) {
                System.arraycopy(numbers, runs[run + 1], values, runs[run], runs[run + 2]);
            }
            for (int i = 0; i < withDefault.size(); i++) {
                NumberColumn number = withDefault.get(i);
                if (Float.isNaN(values[number.column()]) && !row.masks(number.feature())) {
                    values[number.column()] = number.ifMissing();
                }
            }
        }
    }

    /** Reads through the store's public face. */
    private static void read(FeatureStore store, PairBatch pairs, FeatureRow[] subjects, FeatureRow[] objects) {
        Map<Wanted, Integer> places = new HashMap<>();
        List<Wanted> wanted = new ArrayList<>();
        int[] subjectPlaces = new int[subjects.length];
        int[] objectPlaces = new int[objects.length];
        boolean present = pairs.present();
        for (int row = 0; row < subjects.length; row++) {
            Instant asOf = present ? Instant.EPOCH : pairs.asOf(row);
            subjectPlaces[row] = place(new Wanted(pairs.subjectId(row), asOf), places, wanted);
            objectPlaces[row] = place(new Wanted(pairs.objectId(row), asOf), places, wanted);
        }
        List<String> ids = wanted.stream().map(Wanted::id).toList();
        List<FeatureRow> rows = present
                ? store.rows(ids)
                : store.rows(ids, wanted.stream().map(Wanted::asOf).toList());
        for (int row = 0; row < subjects.length; row++) {
            subjects[row] = rows.get(subjectPlaces[row]);
            objects[row] = rows.get(objectPlaces[row]);
        }
    }

    private static int place(Wanted one, Map<Wanted, Integer> places, List<Wanted> wanted) {
        Integer place = places.putIfAbsent(one, wanted.size());
        if (place == null) {
            wanted.add(one);
        }
        return Objects.requireNonNullElse(place, wanted.size() - 1);
    }

    /** A row to read, at a moment. */
    private record Wanted(String id, Instant asOf) {}
}
