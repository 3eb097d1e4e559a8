package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final CatalogueRecord ALIEN =
            new CatalogueRecord("1", "Alien", Map.of("genre", List.of("Horror", "Sci-Fi")));
    private static final CatalogueRecord AIRPLANE =
            new CatalogueRecord("2", "Airplane!", Map.of("genre", List.of("Comedy")));

    @Test
    void titlesFallBackToTheId() {
        Catalogue catalogue = Catalogue.of(List.of(ALIEN));

        assertThat(catalogue.titleOf("1")).isEqualTo("Alien");
        assertThat(catalogue.titleOf("9")).isEqualTo("9");
        assertThat(catalogue.find("9")).isEmpty();
    }

    @Test
    void indicatorsHaveAColumnForEachValue() {
        Catalogue catalogue = Catalogue.of(List.of(ALIEN, AIRPLANE));
        IdMap ids = IdMap.of(List.of("2", "unknown", "1"));

        assertThat(catalogue.distinctValues("genre")).containsExactly("Comedy", "Horror", "Sci-Fi");
        assertThat(catalogue.indicators("genre", ids)).isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 0, 0}, {0, 1, 1}});
        assertThat(catalogue.indicators("year", ids)).isDeepEqualTo(new float[3][0]);
    }

    @Test
    void anIdComesOnce() {
        assertThatThrownBy(() -> Catalogue.of(List.of(ALIEN, AIRPLANE, ALIEN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("record 2");
    }

    @Test
    void recordsCannotBeChanged() {
        assertThatThrownBy(() -> Catalogue.of(List.of(ALIEN)).records().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ALIEN.values("genre").clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
