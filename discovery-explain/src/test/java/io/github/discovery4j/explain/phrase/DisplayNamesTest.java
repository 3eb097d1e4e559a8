package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DisplayNamesTest {

    @Test
    void controlCharactersAndWhiteSpaceBecomeSingleSpaces() {
        assertThat(clean("\t jazz \r\n\u0000\u0085 guitar\u2028\u00a0 ")).containsExactly("jazz guitar");
    }

    @Test
    void invisibleFormattingGoes() {
        assertThat(clean("a\u202Eb\u2066c\u200Fd\uFEFFe\u200Bf\u00ADg")).containsExactly("abcdefg");
    }

    @Test
    void joinersThatSpellEmojiAndPersianStay() {
        assertThat(clean("👩\u200D🚀", "می\u200Cخواهم")).containsExactly("👩\u200D🚀", "می\u200Cخواهم");
    }

    @Test
    void loneSurrogatesGo() {
        assertThat(clean("a\uD83Db", "\uDE00c")).containsExactly("ab", "c");
    }

    @Test
    void anyScriptIsKept() {
        assertThat(clean("Δίσκος", "музыка", "音楽", "संगीत", "موسيقى", "𝄞 music"))
                .containsExactly("Δίσκος", "музыка", "音楽", "संगीत", "موسيقى", "𝄞 music");
    }

    @Test
    void markupIsDataAndLeftToTheRenderer() {
        assertThat(clean("<b>Rock & \"Roll\"</b>")).containsExactly("<b>Rock & \"Roll\"</b>");
    }

    @Test
    void emptyAndRepeatedNamesGo() {
        assertThat(clean("", " \n", "\u200B", "\u200D\u200C", "jazz", "jazz\u0007", " jazz"))
                .containsExactly("jazz");
    }

    @Test
    void longNamesEndInAnEllipsis() {
        assertThat(clean("x".repeat(80))).containsExactly("x".repeat(80));
        assertThat(clean("x".repeat(81))).containsExactly("x".repeat(79) + "…");
        assertThat(clean("x".repeat(78) + " yyyy")).containsExactly("x".repeat(78) + "…");
    }

    @Test
    void aLongNameIsCutBetweenWholeCharacters() {
        String family = "👩\u200D👩\u200D👧";
        assertThat(clean("x".repeat(75) + family + "y")).containsExactly("x".repeat(75) + "…");
        assertThat(clean("x".repeat(78) + "e\u0301z")).containsExactly("x".repeat(78) + "…");
        assertThat(clean("e" + "\u0301".repeat(1000))).containsExactly("e" + "\u0301".repeat(78) + "…");
    }

    @Property
    void whatIsShownIsShortCleanAndStable(@ForAll String name) {
        List<String> once = clean(name);
        assertThat(once).allSatisfy(shown -> {
            assertThat(shown).isEqualTo(shown.strip()).hasSizeBetween(1, DisplayNames.MAX_LENGTH);
            assertThat(shown.codePoints())
                    .noneMatch(character -> Character.isISOControl(character)
                            || Character.getType(character) == Character.SURROGATE
                            || Character.getDirectionality(character)
                                    == Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE);
        });
        assertThat(DisplayNames.clean(once)).isEqualTo(once);
    }

    private static List<String> clean(String... names) {
        return DisplayNames.clean(List.of(names));
    }
}
