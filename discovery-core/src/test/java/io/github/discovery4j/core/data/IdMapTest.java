package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IdMapTest {

    @Property
    void everyIdComesBackFromItsOrdinal(@ForAll @Size(max = 30) List<@NotEmpty String> ids) {
        IdMap map = IdMap.of(ids);

        List<String> distinct = List.copyOf(new LinkedHashSet<>(ids));
        assertThat(map.size()).isEqualTo(distinct.size());
        for (int ordinal = 0; ordinal < distinct.size(); ordinal++) {
            assertThat(map.idOf(ordinal)).isEqualTo(distinct.get(ordinal));
            assertThat(map.ordinalOf(distinct.get(ordinal))).isEqualTo(ordinal);
        }
    }

    @Test
    void anUnknownIdIsAbsent() {
        assertThat(IdMap.of(List.of("a")).ordinalOf("A")).isEqualTo(IdMap.ABSENT);
    }

    @Test
    void anOrdinalOutsideTheMapIsRefusedWithItsRange() {
        IdMap map = IdMap.of(List.of("a", "b"));

        assertThatThrownBy(() -> map.idOf(2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("[0, 2), was 2");
        assertThatThrownBy(() -> map.idOf(IdMap.ABSENT)).hasMessageContaining("was -1");
    }

    @Test
    void anEmptyIdIsRefused() {
        assertThatThrownBy(() -> IdMap.of(List.of("a", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was empty");
    }

    @Test
    void aBuilderIsUsedOnce() {
        IdMap.Builder builder = IdMap.builder();
        builder.add("a");
        builder.build();

        assertThatThrownBy(() -> builder.add("b")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void plusAppendsWhatIsNewAndMovesNothing() {
        IdMap joined = IdMap.of(List.of("a", "b")).plus(IdMap.of(List.of("c", "b")));

        assertThat(joined).isEqualTo(IdMap.of(List.of("a", "b", "c")));
    }

    @Test
    void ranksFollowCodePointsNotUtf16Units() {
        // U+FB01 is below U+1F600 as a code point, above it as a UTF-16 unit.
        IdMap map = IdMap.of(List.of("\uD83D\uDE00", "\uFB01", "b", "10", "9"));

        assertThat(map.codePointRanks()).containsExactly(4, 3, 2, 0, 1);
    }

    @Test
    void itsTextHoldsNoId() {
        assertThat(IdMap.of(List.of("ana")).toString()).doesNotContain("ana");
    }
}
