package io.github.discovery4j.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TabTableTest {

    @Test
    void readsEveryLineButTheFirst() {
        assertThat(TabTable.rows("genres.tsv", "id", "english", "spanish"))
                .startsWith(List.of("adventure", "adventure", "aventuras"));
    }

    @Test
    void missingResourceIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TabTable.rows("absent.tsv", "id"))
                .withMessageContaining("absent.tsv")
                .withMessageContaining("not found");
    }

    @Test
    void unexpectedColumnsAreRefusedWithFileAndLine() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TabTable.rows("genres.tsv", "id", "french"))
                .withMessageContaining("[id, french]")
                .withMessageContaining("[id, english, spanish]")
                .withMessageContaining("genres.tsv, line 1");
    }

    @Test
    void unevenLineIsRefusedWithItsNumber() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TabTable.rows("uneven.tsv", "id", "name"))
                .withMessageContaining("uneven.tsv, line 3");
    }
}
