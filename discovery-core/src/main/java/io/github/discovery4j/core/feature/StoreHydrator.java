package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.FeatureHydrator;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fills the columns of a view from the rows of a store.
 *
 * <p>The rows of a batch are read in one go. A request's are read as they are now, those of training as of the moment of
 * each pair. Consent is asked with the reading. <b>Cost:</b> no allocation a cell.
 */
final class StoreHydrator implements FeatureHydrator {

    /** Computes one column of one row as of a moment in milliseconds; NaN for a missing value. */
    @FunctionalInterface
    interface Cell {
        float value(FeatureRow subject, FeatureRow object, long moment);
    }

    /** Reads the row of every subject and object of a batch. */
    @FunctionalInterface
    private interface BatchReader {
        void read(PairBatch pairs, Rows subjects, Rows objects);
    }

    /**
     * The rows of one side of a batch, with what a reader must leave out. A row that loses something is not copied where only
     * its numbers are read.
     */
    static final class Rows {
        /** No moment: the rows have lost already what may not be read. */
        private static final long VISIBLE = Long.MIN_VALUE;

        /** Floats that one line of the processor's cache holds. */
        private static final int CACHE_LINE = 16;

        private final FeatureRow[] rows;
        private final long[] masks;
        private long now = VISIBLE;
        private int lastVisible = -1;

        @SuppressWarnings("UnusedVariable") // written, so that the compiler does not leave the loads out
        private float touched;

        private @Nullable FeatureRow visible;

        Rows(int size) {
            this.rows = new FeatureRow[size];
            this.masks = new long[size];
        }

        int size() {
            return rows.length;
        }

        FeatureRow get(int place) {
            return rows[place];
        }

        /** Says at which moment raw rows are read; without it all rows are visible ones. */
        void readAt(long moment) {
            now = moment;
        }

        /**
         * Reads one number of every cache line of every row. The loads do not wait for one another, as those of the loop that
         * copies rows do.
         */
        void touch() {
            float[][] numbers = new float[rows.length][];
            for (int place = 0; place < rows.length; place++) {
                numbers[place] = rows[place].numbers();
            }
            float sum = 0;
            for (float[] values : numbers) {
                for (int i = 0; i < values.length; i += CACHE_LINE) {
                    sum += values[i];
                }
            }
            touched = sum;
        }

        /**
         * Reads what else the columns are worked out from, round by round: the arrays of the rows, their elements, and one value of
         * every cache line of those. One row that all places share needs none of it.
         */
        void touch(int[] vectorSlots, int[] labelSlots) {
            int different = 1;
            while (different < rows.length && rows[different] == rows[0]) {
                different++;
            }
            if (different >= rows.length) {
                return;
            }
            float sum = 0;
            for (FeatureRow row : rows) {
                sum += row.sizes();
            }
            for (int slot : labelSlots) {
                for (FeatureRow row : rows) {
                    sum += row.labels(slot).size();
                }
            }
            for (int slot : vectorSlots) {
                for (FeatureRow row : rows) {
                    float[] vector = row.vector(slot);
                    for (int i = 0; i < vector.length; i += CACHE_LINE) {
                        sum += vector[i];
                    }
                }
            }
            touched += sum;
        }

        void setRaw(int place, FeatureRow row) {
            rows[place] = row;
        }

        /** Says which groups consent masks in a raw row. */
        void mask(int place, long mask) {
            masks[place] = mask;
        }

        /** Sets a row that has lost already what may not be read. */
        void setVisible(int place, FeatureRow row) {
            rows[place] = row;
            masks[place] = row.masked();
        }

        /** Returns whether all of a row may be read. */
        boolean whole(int place) {
            return masks[place] == 0 && now < rows[place].expiry();
        }

        boolean masks(int place, FeatureRegistry.Feature feature) {
            return (masks[place] >>> feature.group() & 1) != 0;
        }

        boolean hides(int place, FeatureRegistry.Feature feature) {
            return masks(place, feature) || rows[place].expired(feature, now);
        }

        /** Returns what may be read of a row; one that stays the same from place to place is copied once. */
        FeatureRow visible(int place) {
            if (now == VISIBLE) {
                return rows[place];
            }
            FeatureRow known = visible;
            if (known == null || rows[place] != rows[lastVisible] || masks[place] != masks[lastVisible]) {
                known = rows[place].visible(masks[place], now);
                visible = known;
                lastVisible = place;
            }
            return known;
        }
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
    private final int[] vectorSlots;
    private final int[] labelSlots;

    StoreHydrator(
            FeatureStore store,
            int columnCount,
            List<NumberColumn> ofSubject,
            List<NumberColumn> ofObject,
            List<CellColumn> cells,
            Collection<FeatureRegistry.Feature> ofCells) {
        this.reader = store instanceof InMemoryFeatureStore memory
                ? memory::read
                : (pairs, subjects, objects) -> read(store, pairs, subjects, objects);
        this.columnCount = columnCount;
        this.ofSubject = new Numbers(ofSubject);
        this.ofObject = new Numbers(ofObject);
        this.cells = cells.toArray(CellColumn[]::new);
        this.vectorSlots = slots(ofCells, FeatureDefinition.Kind.VECTOR);
        this.labelSlots = slots(ofCells, FeatureDefinition.Kind.LABELS);
    }

    private static int[] slots(Collection<FeatureRegistry.Feature> features, FeatureDefinition.Kind kind) {
        return features.stream()
                .filter(feature -> feature.definition().kind() == kind)
                .mapToInt(FeatureRegistry.Feature::slot)
                .distinct()
                .toArray();
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        int size = pairs.size();
        Rows subjects = new Rows(size);
        Rows objects = new Rows(size);
        reader.read(pairs, subjects, objects);
        objects.touch();
        if (cells.length > 0) {
            objects.touch(vectorSlots, labelSlots);
            subjects.touch(vectorSlots, labelSlots);
        }
        float[] values = new float[columnCount];
        for (int row = 0; row < size; row++) {
            ofSubject.copy(subjects, row, values);
            ofObject.copy(objects, row, values);
            if (cells.length > 0) {
                FeatureRow subject = subjects.visible(row);
                FeatureRow object = objects.visible(row);
                long moment = pairs.asOf(row).toEpochMilli();
                for (CellColumn cell : cells) {
                    values[cell.column()] = cell.cell().value(subject, object, moment);
                }
            }
            columns.setRow(row, values);
        }
    }

    /** Copies numbers into columns in one loop, without a call a cell. */
    private static final class Numbers {
        /** Numbers that follow one another in rows as in columns are copied as one run: column, slot and length of each. */
        private final int[] runs;

        private final NumberColumn[] all;
        private final NumberColumn[] withDefault;

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
            this.all = numbers.toArray(NumberColumn[]::new);
            this.withDefault = numbers.stream()
                    .filter(number -> !Float.isNaN(number.ifMissing()))
                    .toArray(NumberColumn[]::new);
        }

        void copy(Rows rows, int place, float[] values) {
            float[] numbers = rows.get(place).numbers();
            for (int run = 0; run < runs.length; run += 3) {
                System.arraycopy(numbers, runs[run + 1], values, runs[run], runs[run + 2]);
            }
            if (!rows.whole(place)) {
                for (NumberColumn number : all) {
                    if (rows.hides(place, number.feature())) {
                        values[number.column()] = Float.NaN;
                    }
                }
            }
            for (NumberColumn number : withDefault) {
                if (Float.isNaN(values[number.column()]) && !rows.masks(place, number.feature())) {
                    values[number.column()] = number.ifMissing();
                }
            }
        }
    }

    /** Reads through the store's public face. */
    private static void read(FeatureStore store, PairBatch pairs, Rows subjects, Rows objects) {
        Map<Wanted, Integer> places = new HashMap<>();
        List<Wanted> wanted = new ArrayList<>();
        int[] subjectPlaces = new int[subjects.size()];
        int[] objectPlaces = new int[objects.size()];
        boolean present = pairs.present();
        for (int row = 0; row < subjects.size(); row++) {
            Instant asOf = present ? Instant.EPOCH : pairs.asOf(row);
            subjectPlaces[row] = place(new Wanted(pairs.subjectId(row), asOf), places, wanted);
            objectPlaces[row] = place(new Wanted(pairs.objectId(row), asOf), places, wanted);
        }
        List<String> ids = wanted.stream().map(Wanted::id).toList();
        List<FeatureRow> rows = present
                ? store.rows(ids)
                : store.rows(ids, wanted.stream().map(Wanted::asOf).toList());
        for (int row = 0; row < subjects.size(); row++) {
            subjects.setVisible(row, rows.get(subjectPlaces[row]));
            objects.setVisible(row, rows.get(objectPlaces[row]));
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
