package io.github.discovery4j.examples.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventLinesTest {

    /** Gives a few bytes at a time, as a pipe does. */
    private static final class Dripping extends FilterInputStream {
        private final int most;

        Dripping(byte[] bytes, int most) {
            super(new ByteArrayInputStream(bytes));
            this.most = most;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(most, length));
        }
    }

    @Property
    void linesAreThoseOfAnyOtherReader(
            @ForAll @Size(max = 8) List<@IntRange(max = 90) Integer> lengths,
            @ForAll boolean endsWithALineEnd,
            @ForAll boolean looksAhead,
            @ForAll @IntRange(min = 1, max = 200) int dripping)
            throws IOException {
        List<String> expected = lengths.stream().map("x"::repeat).toList();
        String text = String.join("\n", expected) + (endsWithALineEnd && !expected.isEmpty() ? "\n" : "");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        EventLines lines = new EventLines(new Dripping(bytes, dripping), 1_000);
        if (looksAhead) {
            assertThat(lines.beginning()).isEqualTo(bytes);
        }
        List<String> oracle = new ArrayList<>(text.lines().toList());
        assertThat(all(lines)).isEqualTo(oracle);
        assertThat(lines.number()).isEqualTo(oracle.size());
        assertThat(lines.bytes()).isEqualTo(bytes.length);
    }

    @Property(tries = 50)
    void aLongLineIsCutAndTheNextIsWhole(@ForAll @IntRange(min = 1, max = 300_000) int length) throws IOException {
        byte[] bytes = ("y".repeat(length) + "\nnext").getBytes(StandardCharsets.UTF_8);
        List<String> lines = all(new EventLines(new ByteArrayInputStream(bytes), 1_000));
        assertThat(lines).containsExactly("y".repeat(Math.min(1_000, length)), "next");
    }

    @Test
    void nothingHasNoLine() throws IOException {
        assertThat(all(new EventLines(InputStream.nullInputStream(), 10))).isEmpty();
    }

    @Test
    void bytesAtTheBeginningCanBePassedOver() throws IOException {
        EventLines lines = new EventLines(new ByteArrayInputStream("abc\nd".getBytes(StandardCharsets.UTF_8)), 10);
        assertThat(lines.beginning()).hasSize(5);
        lines.skip(2);
        assertThat(all(lines)).containsExactly("c", "d");
    }

    private static List<String> all(EventLines lines) throws IOException {
        List<String> all = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            all.add(new String(line, StandardCharsets.UTF_8));
        }
        return all;
    }
}
