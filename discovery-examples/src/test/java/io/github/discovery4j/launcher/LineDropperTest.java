package io.github.discovery4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class LineDropperTest {
    @Example
    void theLineIsDroppedWhereverItStandsButOnlyOnce() {
        assertThat(passed("ab", "x\nab\nab\ny")).isEqualTo("x\nab\ny");
        assertThat(passed("ab", "ab\r\nx")).isEqualTo("x");
    }

    @Example
    void aLineThatOnlyBeginsOrEndsLikeItStays() {
        assertThat(passed("ab", "abc\nxab\na\nab")).isEqualTo("abc\nxab\na\nab");
    }

    @Property
    void everythingElseStaysAsItIs(
            @ForAll @Chars({'a', 'b', '\n'}) @CharRange(from = 'x', to = 'y') @StringLength(max = 30) String text) {
        String padded = "\n" + text + "\n";
        String expected = padded.contains("\nab\n")
                ? padded.substring(0, padded.indexOf("\nab\n") + 1) + padded.substring(padded.indexOf("\nab\n") + 4)
                : padded;
        assertThat(passed("ab", padded)).isEqualTo(expected);
    }

    private static String passed(String unwanted, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LineDropper(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        unwanted)
                .run();
        return out.toString(StandardCharsets.UTF_8);
    }
}
