package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.kernel.VectorKernel;
import io.github.discovery4j.core.kernel.VectorKernels;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.ItemAttributes;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** A filter over numbered rows, made by {@link AttributeColumns#compile}. */
interface RowFilter {

    /** Passes nothing. */
    RowFilter NONE = new RowFilter() {
        @Override
        public boolean test(int row) {
            return false;
        }

        @Override
        public BitSet select(int rows) {
            return new BitSet();
        }
    };

    /** Tells whether a row passes. */
    boolean test(int row);

    /** Returns which of the first rows pass; its cardinality is how many. The caller may change it. */
    default BitSet select(int rows) {
        BitSet set = new BitSet(rows);
        for (int row = 0; row < rows; row++) {
            if (test(row)) {
                set.set(row);
            }
        }
        return set;
    }

    /** Tells whether {@link #select} has to look at every row. */
    default boolean scans() {
        return false;
    }

    /** Tells how many rows {@link #select} looks at in about the time that one {@link #test} takes. */
    default int rowsATest() {
        return 1;
    }

    /** Takes rows that do not pass out of a set: one by one where that is less than a look at every row. */
    default void narrow(BitSet set, int rows) {
        if (scans() && set.cardinality() <= rows / rowsATest()) {
            for (int row = set.nextSetBit(0); row >= 0; row = set.nextSetBit(row + 1)) {
                if (!test(row)) {
                    set.clear(row);
                }
            }
        } else {
            set.and(select(rows));
        }
    }

    /** Passes what all parts pass, the quick ones asked first. */
    static RowFilter all(List<RowFilter> parts) {
        List<RowFilter> sorted = parts.stream()
                .sorted((one, other) -> Boolean.compare(one.scans(), other.scans()))
                .toList();
        return new RowFilter() {
            @Override
            public boolean test(int row) {
                for (RowFilter part : sorted) {
                    if (!part.test(row)) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            public BitSet select(int rows) {
                BitSet set = new BitSet(rows);
                set.set(0, rows);
                for (RowFilter part : sorted) {
                    part.narrow(set, rows);
                }
                return set;
            }

            @Override
            public boolean scans() {
                return !sorted.isEmpty() && sorted.getFirst().scans();
            }
        };
    }

    /** Passes what one part or more passes. */
    static RowFilter any(List<RowFilter> parts) {
        return new RowFilter() {
            @Override
            public boolean test(int row) {
                for (RowFilter part : parts) {
                    if (part.test(row)) {
                        return true;
                    }
                }
                return false;
            }

            @Override
            public BitSet select(int rows) {
                BitSet set = new BitSet(rows);
                parts.forEach(part -> set.or(part.select(rows)));
                return set;
            }

            @Override
            public boolean scans() {
                return parts.stream().anyMatch(RowFilter::scans);
            }
        };
    }

    /** Passes what the part does not. */
    static RowFilter not(RowFilter part) {
        return new RowFilter() {
            @Override
            public boolean test(int row) {
                return !part.test(row);
            }

            @Override
            public BitSet select(int rows) {
                BitSet set = part.select(rows);
                set.flip(0, rows);
                return set;
            }

            @Override
            public boolean scans() {
                return part.scans();
            }

            @Override
            public int rowsATest() {
                return part.rowsATest();
            }
        };
    }

    /** Passes numbers in a closed interval. */
    record InRange(NumberColumn numbers, Filter.Range range) implements RowFilter {

        private static final VectorKernel KERNEL = VectorKernels.fastest();

        @Override
        public boolean test(int row) {
            double number = numbers.get(row);
            return number >= range.min() && number <= range.max();
        }

        @Override
        public BitSet select(int rows) {
            double[] values = numbers.values();
            int count = Math.min(rows, Math.min(numbers.count(), values.length));
            long[] bits = new long[(count + Long.SIZE - 1) / Long.SIZE];
            KERNEL.within(values, count, range.min(), range.max(), bits);
            return BitSet.valueOf(bits);
        }

        @Override
        public boolean scans() {
            return true;
        }

        @Override
        public int rowsATest() {
            return 8;
        }
    }

    /** Passes places within a distance; asks the filter itself, after a look at the latitude. */
    record Nearby(NumberColumn latitudes, NumberColumn longitudes, Filter.Near near) implements RowFilter {

        private static final double LEAST_KILOMETRES_A_DEGREE = 111.19;
        // More than rounding can take from a distance.
        private static final double SPARE_DEGREES = 1e-4;

        @Override
        public boolean test(int row) {
            double latitude = latitudes.get(row);
            return !tooFarNorthOrSouth(latitude) && near.test("", new Place(near, latitude, longitudes.get(row)));
        }

        /** No way is shorter than the one along the meridian; what is no latitude goes to the filter. */
        private boolean tooFarNorthOrSouth(double latitude) {
            return Math.abs(latitude) <= 90
                    && Math.abs(latitude - near.latitude()) - SPARE_DEGREES
                            > near.kilometres() / LEAST_KILOMETRES_A_DEGREE;
        }

        @Override
        public boolean scans() {
            return true;
        }
    }

    /** The attributes of one place. */
    record Place(Filter.Near near, double latitude, double longitude) implements ItemAttributes {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return Set.of();
        }

        @Override
        public double number(String itemId, String attribute) {
            return attribute.equals(near.latitudeAttribute()) ? latitude : longitude;
        }
    }
}
