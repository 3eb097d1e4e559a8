package io.github.discovery4j.rank.harassment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextFeaturesTest {

    @Property
    void anyTextIsReadAndAscends(@ForAll @StringLength(max = 300) String text) {
        for (int[] window : TextFeatures.windows(text)) {
            assertThat(window).isNotEmpty().isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void whatSaysNothingHasNoWindow() {
        for (String text :
                List.of("", " \n\t", "...!?,;", "\u200f\u200e", "https://example.org/x", "@somebody", "\0")) {
            assertThat(TextFeatures.windows(text))
                    .as("a text that says nothing")
                    .isEmpty();
        }
        for (String text : List.of("a", "7", "🙂", "אין", "لا", "不", "ñ", "💩💩")) {
            assertThat(TextFeatures.windows(text)).hasSize(1);
        }
    }

    @Test
    void formsOfTheSameTextAreTheSame() {
        assertThat(features("Ｆｏｏ BAR")).isEqualTo(features("foo  bar!"));
        assertThat(features("e\u0301t\u00e9")).isEqualTo(features("\u00e9te\u0301"));
        assertThat(features("nooooooo")).isEqualTo(features("nooo")).isNotEqualTo(features("no"));
        assertThat(features("hi @ana see https://a.b/c")).isEqualTo(features("hi @ben see www.d.e"));
        assertThat(features("שלום עולם")).isNotEqualTo(features("עולם שלום"));
    }

    @Test
    void handlesAndAddressesOfPagesAreLeftOutInWhateverForm() {
        for (String page : List.of(
                "HTTPS://x.com/JohnSmith", "Www.x.com/john", "Http://X.com/j", "ｈｔｔｐｓ：／／x.com/john", "ＷＷＷ.x.com/j")) {
            assertThat(features("hi " + page + " you")).isEqualTo(features("hi you"));
        }
        for (String handle : List.of("@John", "\uFF20john", "\uFE6Bjohn", "@ｊｏｈｎ", "@Jose\u0301", "@אנה")) {
            assertThat(features("hi " + handle + " you")).isEqualTo(features("hi you"));
        }
    }

    @Test
    void aLongTextIsReadInWindowsThatOverlap() {
        String filler = "the weather is fine today and so on ".repeat(60);
        List<int[]> windows = TextFeatures.windows(filler + "zyxwvu " + filler);
        assertThat(windows.size()).isGreaterThan(3);
        int rare = features("zyxwvu")[0];
        assertThat(windows.stream().filter(window -> Arrays.binarySearch(window, rare) >= 0))
                .isNotEmpty();
    }

    @Test
    void ofAVeryLongTextTheBeginningIsRead() {
        String text = "🙂".repeat(10) + "abc ".repeat(100_000);
        assertThat(TextFeatures.windows(text))
                .hasSizeLessThanOrEqualTo(
                        1 + TextFeatures.MOST_CHARACTERS / (TextFeatures.WINDOW - TextFeatures.OVERLAP));
    }

    private static int[] features(String text) {
        return TextFeatures.windows(text).getFirst();
    }
}
