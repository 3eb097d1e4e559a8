package io.github.discovery4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columnsAlignByWhatATerminalShows() {
        TextTable table = new TextTable("lr");
        table.row("title", "score");
        table.row("砂の惑星", "1");
        table.row("cafe\u0301", "12");
        table.note("a note across");
        assertThat(printed(table)).isEqualToNormalizingNewlines("""
                  title     score
                  砂の惑星      1
                  cafe\u0301         12
                      a note across
                """);
    }

    @Test
    void anEmptyTableIsEmpty() {
        assertThat(printed(new TextTable("lll"))).isEmpty();
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> new TextTable("ll").row("one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 cells, had 1");
    }

    @Test
    void controlAndReorderingCharactersAreShownNotObeyed() {
        assertThat(Text.printable("a\nb\u001Bc\u202Ed\u2028e\uD800")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD");
        assertThat(Text.printable("Ünïcode 🎬 नमस्ते")).isEqualTo("Ünïcode 🎬 नमस्ते");
    }

    @Test
    void widthCountsCells() {
        assertThat(Text.width("abc")).isEqualTo(3);
        assertThat(Text.width("한글")).isEqualTo(4);
        assertThat(Text.width("🎬")).isEqualTo(2);
        assertThat(Text.width("e\u0301")).isEqualTo(1);
        assertThat(Text.width("")).isZero();
    }

    private static String printed(TextTable table) {
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out));
        return out.toString();
    }
}
