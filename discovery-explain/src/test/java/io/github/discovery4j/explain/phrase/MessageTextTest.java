package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.util.ULocale;
import io.github.discovery4j.explain.phrase.MessageText.Kind;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MessageTextTest {

    private static final Map<String, Kind> ARGUMENTS =
            Map.of("value", Kind.NUMBER, "names", Kind.TEXT, "gender", Kind.CHOICE);

    @Test
    void pluralsFollowTheLanguage() {
        MessageText polish = text("{value, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}", "pl");
        assertThat(IntStream.of(1, 2, 5, 22).mapToObj(value -> polish.say(Map.of("value", (long) value))))
                .containsExactly("1 plik", "2 pliki", "5 plików", "22 pliki");
        assertThat(polish.say(Map.of("value", 1.5))).isEqualTo("1,5 pliku");
        assertThat(polish.counted()).containsExactly("value");
    }

    @Test
    void genderIsSelectedBy() {
        MessageText spanish =
                text("{gender, select, feminine {Conectada} masculine {Conectado} other {En línea}}", "es");
        assertThat(spanish.say(Map.of("gender", "feminine"))).isEqualTo("Conectada");
        assertThat(spanish.say(Map.of("gender", "other"))).isEqualTo("En línea");
        assertThat(spanish.say(Map.of("gender", "any other"))).isEqualTo("En línea");
    }

    @Test
    void numbersAreWrittenAsTheLanguageDoes() {
        Map<String, Double> values = Map.of("value", 12345.5);
        assertThat(text("{value}", "en").say(values)).isEqualTo("12,345.5");
        assertThat(text("{value, number}", "es").say(values)).isEqualTo("12.345,5");
        assertThat(text("{value, number, percent}", "es").say(Map.of("value", 0.25)))
                .matches("25\\h%");
    }

    @Test
    void oneApostropheIsOne() {
        assertThat(text("You're on {value}", "en").say(Map.of("value", 1L))).isEqualTo("You're on 1");
    }

    @Property
    void aNameStandsAsItIs(@ForAll String name) {
        assertThat(text("Like {names}: {value, plural, one {{names} #} other {{names}}}", "en")
                        .say(Map.of("names", name, "value", 1L)))
                .isEqualTo("Like " + name + ": " + name + " 1");
    }

    @Property
    void anyPatternIsReadOrRefusedWithWords(@ForAll @StringLength(max = 30) String junk) {
        String pattern = junk.length() % 2 == 0 ? junk : "{value, " + junk + "}";
        try {
            MessageText.of(pattern, ULocale.ENGLISH, ARGUMENTS)
                    .say(Map.of("value", 1L, "names", "x", "gender", "other"));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void oneMessageServesManyThreads() {
        MessageText text = text("{value, plural, one {# {names}} other {# {names}s}}", "en");
        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .filter(i -> !text.say(Map.of("value", (long) i, "names", "n" + i))
                                .endsWith(i == 1 ? " n1" : " n" + i + "s")))
                .isEmpty();
    }

    @Test
    void anOrdinalFormOfAnotherLanguageIsRefused() {
        assertThat(text("{value, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}", "en")
                        .say(Map.of("value", 22L)))
                .isEqualTo("22nd");
        assertThatThrownBy(() -> text("{value, selectordinal, few {#} other {#}}", "es"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"few\" does not exist in es, there are [");
    }

    @Test
    void aChoiceIsRefusedAsItKnowsNoPlurals() {
        assertThatThrownBy(() -> text("{value, choice, 0#a|1#b}", "en"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("argument must stand as {value}, {value, number}");
    }

    private static MessageText text(String pattern, String language) {
        return MessageText.of(pattern, ULocale.forLanguageTag(language), ARGUMENTS);
    }
}
