package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IdOrderTest {

    /** Well-formed ids, many with a common beginning, around the places where UTF-16 order goes wrong. */
    @Provide
    Arbitrary<String> ids() {
        Arbitrary<Integer> codePoint = Arbitraries.oneOf(
                Arbitraries.of(
                        (int) 'a', (int) 'b', 0x7FF, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x103FF, 0x1F600, 0x10FFFF),
                Arbitraries.integers().between(1, 0xD7FF),
                Arbitraries.integers().between(0xE000, Character.MAX_CODE_POINT));
        return codePoint.list().ofMaxSize(4).map(points -> {
            StringBuilder id = new StringBuilder();
            points.forEach(id::appendCodePoint);
            return id.toString();
        });
    }

    @Property(tries = 2_000)
    void isTheOrderOfCodePoints(@ForAll("ids") String a, @ForAll("ids") String b) {
        int expected = Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
        assertThat(Integer.signum(IdOrder.CODE_POINTS.compare(a, b))).isEqualTo(Integer.signum(expected));
    }

    @Property(tries = 500)
    void isATotalOrderWhateverTheString(@ForAll String a, @ForAll String b, @ForAll String c) {
        List<String> sorted =
                List.of(a, b, c).stream().sorted(IdOrder.CODE_POINTS).toList();
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = i; j < sorted.size(); j++) {
                int forth = IdOrder.CODE_POINTS.compare(sorted.get(i), sorted.get(j));
                assertThat(forth).isLessThanOrEqualTo(0);
                assertThat(Integer.signum(IdOrder.CODE_POINTS.compare(sorted.get(j), sorted.get(i))))
                        .isEqualTo(-Integer.signum(forth));
                assertThat(forth == 0).isEqualTo(sorted.get(i).equals(sorted.get(j)));
            }
        }
    }

    @Example
    void aSupplementaryCharacterComesAfterThePrivateUseArea() {
        assertThat(IdOrder.CODE_POINTS.compare("\uD83D\uDE00", "\uE000")).isPositive();
        assertThat("\uD83D\uDE00".compareTo("\uE000"))
                .as("which UTF-16 order gets wrong")
                .isNegative();
    }

    @Example
    void aPrefixComesFirst() {
        assertThat(IdOrder.CODE_POINTS.compare("item1", "item10")).isNegative();
        assertThat(IdOrder.CODE_POINTS.compare("", "a")).isNegative();
    }
}
