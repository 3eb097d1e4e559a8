package io.github.discovery4j.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LetteringTest {

    @Test
    void breaksBetweenWordsAndCutsWhatIsTooLong() {
        assertThat(Lettering.lines("short", 200, 13, 2)).containsExactly("short");
        assertThat(Lettering.lines("a segment of many words", 100, 13, 2))
                .containsExactly("a segment of", "many words");
        assertThat(Lettering.lines("intra_list_distance", 90, 13, 2)).containsExactly("intra_list_", "distance");
        assertThat(Lettering.lines("a segment of many words", 60, 13, 1)).containsExactly("a seg…");
        assertThat(Lettering.lines("", 60, 13, 1)).containsExactly("");
    }

    @Test
    void ideographsTakeMoreRoomAndMarksNone() {
        assertThat(Lettering.width("東京", 10)).isGreaterThan(Lettering.width("ab", 10));
        assertThat(Lettering.width("e\u0301", 10)).isEqualTo(Lettering.width("e", 10));
    }

    @Property
    void linesFitAndNoPairIsSplit(
            @ForAll String text,
            @ForAll @IntRange(min = 40, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 3) int most) {
        List<String> lines = Lettering.lines(text, width, 13, most);
        assertThat(lines).hasSizeBetween(1, most);
        for (String line : lines) {
            assertThat(Lettering.width(line, 13)).isLessThanOrEqualTo(width);
        }
        if (Markup.escape(text).indexOf('\uFFFD') < 0) {
            assertThat(Markup.escape(String.join("", lines))).doesNotContain("\uFFFD");
        }
    }
}
