package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterTest {

    /** One item's attributes; the id does not matter. */
    private record Item(Map<String, Set<String>> labels, Map<String, Double> numbers) implements ItemAttributes {
        @Override
        public Set<String> names() {
            Set<String> names = new HashSet<>(labels.keySet());
            names.addAll(numbers.keySet());
            return names;
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return labels.getOrDefault(attribute, Set.of());
        }

        @Override
        public double number(String itemId, String attribute) {
            return numbers.getOrDefault(attribute, Double.NaN);
        }
    }

    private static final Item BILINGUAL_ADULT = new Item(Map.of("language", Set.of("es", "en")), Map.of("age", 30.0));
    private static final Item UNKNOWN = new Item(Map.of(), Map.of());

    @Example
    void anyPassesEverything() {
        assertThat(passes(Filter.any(), BILINGUAL_ADULT)).isTrue();
        assertThat(passes(Filter.any(), UNKNOWN)).isTrue();
        assertThat(Filter.any()).isEqualTo(Filter.and()).isSameAs(Filter.any());
    }

    @Example
    void equalAsksForOneLabel() {
        assertThat(passes(Filter.equal("language", "es"), BILINGUAL_ADULT)).isTrue();
        assertThat(passes(Filter.equal("language", "fr"), BILINGUAL_ADULT)).isFalse();
    }

    @Example
    void inAsksForOneOfSeveralLabels() {
        assertThat(passes(Filter.in("language", "fr", "es"), BILINGUAL_ADULT)).isTrue();
        assertThat(passes(Filter.in("language", "fr", "de"), BILINGUAL_ADULT)).isFalse();
        assertThat(passes(Filter.in("language"), BILINGUAL_ADULT)).isFalse();
    }

    @Example
    void aLabelNamedTwiceCountsOnce() {
        assertThat(Filter.in("language", "es", "es")).isEqualTo(Filter.in("language", "es"));
    }

    @Example
    void rangeIsClosedAtBothEnds() {
        assertThat(passes(Filter.range("age", 30, 30), BILINGUAL_ADULT)).isTrue();
        assertThat(passes(Filter.range("age", 18, 29.9), BILINGUAL_ADULT)).isFalse();
        assertThat(passes(Filter.range("age", 30.1, 99), BILINGUAL_ADULT)).isFalse();
        assertThat(passes(Filter.range("age", 18, Double.POSITIVE_INFINITY), BILINGUAL_ADULT))
                .isTrue();
        assertThat(passes(Filter.range("age", Double.NEGATIVE_INFINITY, 30), BILINGUAL_ADULT))
                .isTrue();
    }

    @Example
    void aLeafIsFalseForAnItemWithoutTheAttributeAndItsNegationTrue() {
        for (Filter leaf : List.of(
                Filter.equal("language", "es"),
                Filter.in("language", "es", "en"),
                Filter.range("age", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                new Filter.Near("lat", "lon", 0, 0, 1e9))) {
            assertThat(passes(leaf, UNKNOWN)).isFalse();
            assertThat(passes(Filter.not(leaf), UNKNOWN)).isTrue();
        }
        Item halfAPlace = new Item(Map.of(), Map.of("lat", 0.0));
        assertThat(passes(new Filter.Near("lat", "lon", 0, 0, 1e9), halfAPlace)).isFalse();
    }

    @Example
    void orOfNothingPassesNothing() {
        assertThat(passes(Filter.or(), BILINGUAL_ADULT)).isFalse();
    }

    @Example
    void boundsThatCannotBeMetAreRefused() {
        assertThatThrownBy(() -> Filter.range("age", 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("age")
                .hasMessageContaining("[2.0, 1.0]");
        assertThatThrownBy(() -> Filter.range("age", Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Filter.range("age", 1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        double[][] wrong = {
            {90.1, 0, 1},
            {-90.1, 0, 1},
            {0, 180.1, 1},
            {0, -180.1, 1},
            {0, 0, -1},
            {Double.NaN, 0, 1},
            {0, Double.NaN, 1},
            {0, 0, Double.NaN}
        };
        for (double[] near : wrong) {
            assertThatThrownBy(() -> new Filter.Near("lat", "lon", near[0], near[1], near[2]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("latitude in [-90, 90]");
        }
    }

    @Example
    void namesEveryAttributeThatItReads() {
        Filter all = Filter.and(
                Filter.or(Filter.equal("a", "x"), Filter.in("b", "x", "y")),
                Filter.not(Filter.range("c", 0, 1)),
                new Filter.Near("lat", "lon", 0, 0, 1));
        assertThat(all.attributes()).containsExactly("a", "b", "c", "lat", "lon");
        assertThat(Filter.any().attributes()).isEmpty();
    }

    @Example
    void partsAndLabelsAreCopied() {
        Set<String> labels = new HashSet<>(Set.of("es"));
        Filter.In in = new Filter.In("language", labels);
        labels.clear();
        assertThat(in.labels()).containsExactly("es");
    }

    @Property(tries = 500)
    void deMorgansLawsHold(
            @ForAll("filters") Filter a, @ForAll("filters") Filter b, @ForAll("items") ItemAttributes item) {
        assertThat(passes(Filter.not(Filter.and(a, b)), item))
                .isEqualTo(passes(Filter.or(Filter.not(a), Filter.not(b)), item));
        assertThat(passes(Filter.not(Filter.or(a, b)), item))
                .isEqualTo(passes(Filter.and(Filter.not(a), Filter.not(b)), item));
    }

    @Property(tries = 500)
    void isTwoValuedLogic(
            @ForAll("filters") Filter a, @ForAll("filters") Filter b, @ForAll("items") ItemAttributes item) {
        assertThat(passes(Filter.and(a, b), item)).isEqualTo(passes(a, item) && passes(b, item));
        assertThat(passes(Filter.or(a, b), item)).isEqualTo(passes(a, item) || passes(b, item));
        assertThat(passes(Filter.not(a), item)).isNotEqualTo(passes(a, item));
    }

    @Property(tries = 200)
    void readsNoAttributeThatItDoesNotName(@ForAll("filters") Filter filter, @ForAll("items") ItemAttributes item) {
        ItemAttributes guarded = new ItemAttributes() {
            @Override
            public Set<String> names() {
                return item.names();
            }

            @Override
            public Set<String> labels(String itemId, String attribute) {
                assertThat(filter.attributes()).contains(attribute);
                return item.labels(itemId, attribute);
            }

            @Override
            public double number(String itemId, String attribute) {
                assertThat(filter.attributes()).contains(attribute);
                return item.number(itemId, attribute);
            }
        };
        assertThat(passes(filter, guarded)).isEqualTo(passes(filter, item));
    }

    @Provide
    Arbitrary<Filter> filters() {
        Arbitrary<String> attribute = Arbitraries.of("a", "b");
        Arbitrary<String> label = Arbitraries.of("x", "y", "z");
        Arbitrary<Filter> leaf = Arbitraries.oneOf(
                Combinators.combine(attribute, label).as(Filter::equal),
                Combinators.combine(attribute, label.set().ofMaxSize(3)).as(Filter.In::new),
                Combinators.combine(
                                attribute,
                                Arbitraries.doubles().between(-2, 0),
                                Arbitraries.doubles().between(0, 2))
                        .as(Filter::range),
                Combinators.combine(
                                Arbitraries.doubles().between(-90, 90),
                                Arbitraries.doubles().between(-180, 180))
                        .as((lat, lon) -> new Filter.Near("a", "b", lat, lon, 5_000)));
        return Arbitraries.lazyOf(
                () -> leaf,
                () -> leaf,
                () -> filters().map(Filter::not),
                () -> filters().list().ofMaxSize(3).map(Filter.And::new),
                () -> filters().list().ofMaxSize(3).map(Filter.Or::new));
    }

    @Provide
    Arbitrary<ItemAttributes> items() {
        Arbitrary<Set<String>> labels = Arbitraries.of("x", "y", "z").set().ofMaxSize(2);
        Arbitrary<Double> number = Arbitraries.oneOf(
                Arbitraries.just(Double.NaN), Arbitraries.doubles().between(-3, 3));
        return Combinators.combine(labels, labels, number, number).as((la, lb, na, nb) -> {
            Map<String, Double> numbers = new HashMap<>();
            numbers.put("a", na);
            numbers.put("b", nb);
            return new Item(Map.of("a", la, "b", lb), numbers);
        });
    }

    private static boolean passes(Filter filter, ItemAttributes attributes) {
        return filter.test("item", attributes);
    }
}
