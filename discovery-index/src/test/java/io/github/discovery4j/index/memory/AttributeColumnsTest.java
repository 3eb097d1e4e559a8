package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AttributeColumnsTest {

    private static final VectorIndexSettings SETTINGS =
            VectorIndexSettings.of("people", 1).labels("language", "community").numbers("age", "lat", "lon");

    @Property(tries = 150)
    void answersAsTheFilterItself(@ForAll Random random, @ForAll @IntRange(max = 700) int count) {
        AttributeColumns columns = new AttributeColumns(SETTINGS.attributes());
        List<EntryAttributes> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(attributes(random));
            columns.set(row, rows.get(row));
        }
        for (int row = 0; row < count; row++) {
            if (random.nextInt(20) == 0) {
                columns.clear(row);
                rows.set(row, EntryAttributes.NONE);
            }
        }
        for (int i = 0; i < 20; i++) {
            Filter filter = filter(random, 3);
            RowFilter compiled = columns.compile(filter);
            int first = random.nextInt(count + 1);
            BitSet selected = compiled.select(first);
            assertThat(selected.length()).isLessThanOrEqualTo(first);
            for (int row = 0; row < count; row++) {
                boolean passes = filter.test("", new OfRow(rows.get(row)));
                assertThat(compiled.test(row)).as("%s, row %d", filter, row).isEqualTo(passes);
                if (row < first) {
                    assertThat(selected.get(row)).as("%s, row %d", filter, row).isEqualTo(passes);
                }
            }
        }
    }

    @Example
    void aMissingAttributeFailsTheLeafAndPassesItsNegation() {
        AttributeColumns columns = new AttributeColumns(SETTINGS.attributes());
        columns.set(0, EntryAttributes.NONE);
        columns.set(1, EntryAttributes.NONE.label("language", "es").number("age", 30));
        for (Filter leaf : List.of(Filter.equal("language", "es"), Filter.range("age", 0, 99))) {
            assertThat(columns.compile(leaf).select(2)).isEqualTo(BitSet.valueOf(new long[] {2}));
            assertThat(columns.compile(Filter.not(leaf)).select(2)).isEqualTo(BitSet.valueOf(new long[] {1}));
        }
        assertThat(columns.compile(Filter.equal("never declared", "x")).test(1)).isFalse();
        assertThat(columns.compile(Filter.range("never declared", 0, 1)).test(1))
                .isFalse();
    }

    @Example
    void whatIsSetLaterShowsOnlyToThoseWhoAskForIt() {
        AttributeColumns columns = new AttributeColumns(SETTINGS.attributes());
        columns.set(0, EntryAttributes.NONE.label("language", "es"));
        RowFilter spanish = columns.compile(Filter.equal("language", "es"));
        for (int row = 1; row < 5_000; row++) {
            columns.set(row, EntryAttributes.NONE.label("language", "es").label("community", "c" + row));
        }
        assertThat(spanish.select(1).cardinality()).isEqualTo(1);
        assertThat(spanish.select(5_000).cardinality()).isEqualTo(5_000);
        assertThat(columns.bytes()).as("rare labels take little").isLessThan(5_000 * 200);
    }

    @Property(tries = 200)
    void aSetOfRowsHoldsWhatWasAddedAndNotRemoved(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 3000) int range) {
        RowSet tested = new RowSet();
        BitSet oracle = new BitSet();
        for (int i = 0; i < 300; i++) {
            int row = random.nextInt(range);
            if (random.nextInt(4) == 0) {
                tested.remove(row);
                oracle.clear(row);
            } else {
                tested.add(row);
                oracle.set(row);
            }
        }
        assertThat(tested.select(range)).isEqualTo(oracle);
        for (int row = 0; row < range; row++) {
            assertThat(tested.test(row)).isEqualTo(oracle.get(row));
        }
    }

    private record OfRow(EntryAttributes attributes) implements ItemAttributes {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return attributes.labels().getOrDefault(attribute, Set.of());
        }

        @Override
        public double number(String itemId, String attribute) {
            return attributes.numbers().getOrDefault(attribute, Double.NaN);
        }
    }

    private static EntryAttributes attributes(Random random) {
        EntryAttributes attributes = EntryAttributes.NONE;
        for (String language : List.of("en", "es", "中文")) {
            attributes = random.nextInt(3) == 0 ? attributes.label("language", language) : attributes;
        }
        attributes = random.nextBoolean() ? attributes.label("community", "c" + random.nextInt(90)) : attributes;
        attributes = random.nextBoolean() ? attributes.number("age", random.nextInt(60) - 10) : attributes;
        attributes = random.nextInt(3) == 0 ? attributes : attributes.number("lat", degrees(random, 90));
        return random.nextInt(4) == 0 ? attributes : attributes.number("lon", degrees(random, 180));
    }

    /** Sometimes a pole or the line where days change, sometimes no degrees at all. */
    private static double degrees(Random random, double most) {
        return switch (random.nextInt(6)) {
            case 0 -> most;
            case 1 -> -most;
            case 2 -> random.nextDouble() * 2_000 - 1_000;
            default -> (random.nextDouble() * 2 - 1) * most;
        };
    }

    private static Filter filter(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0 -> Filter.equal("language", List.of("en", "es", "中文", "xx").get(random.nextInt(4)));
            case 1 -> Filter.in("community", "c1", "c2", "c" + random.nextInt(90), "nowhere");
            case 2 ->
                Filter.range("age", random.nextInt(40) - 10, random.nextBoolean() ? Double.POSITIVE_INFINITY : 40);
            case 3 ->
                new Filter.Near(
                        "lat",
                        "lon",
                        Math.clamp(degrees(random, 90), -90, 90),
                        Math.clamp(degrees(random, 180), -180, 180),
                        random.nextBoolean() ? random.nextInt(21_000) : random.nextDouble());
            case 4 -> Filter.not(filter(random, depth - 1));
            case 5 -> Filter.and(filter(random, depth - 1), filter(random, depth - 1));
            case 6 -> Filter.or(filter(random, depth - 1), filter(random, depth - 1));
            default -> random.nextBoolean() ? Filter.and() : Filter.or();
        };
    }
}
