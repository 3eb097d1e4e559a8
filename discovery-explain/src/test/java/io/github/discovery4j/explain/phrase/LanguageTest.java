package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.ULocale;
import io.github.discovery4j.explain.phrase.MessageText.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    private static final Language ENGLISH = language("en", "en-GB", "{count} more");
    private static final Language SPANISH = language("es", "es", "{count} más");

    private static Language language(String tag, String rules, String rest) {
        ULocale locale = ULocale.forLanguageTag(rules);
        return new Language(
                Locale.forLanguageTag(tag), locale, MessageText.of(rest, locale, Map.of("count", Kind.NUMBER)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jazz                    | jazz                       | jazz
            jazz;film               | jazz and film              | jazz y film
            jazz;film;tea           | jazz, film and tea         | jazz, film y tea
            jazz;film;tea;chess     | jazz, film, tea and 1 more | jazz, film, tea y 1 más
            jazz;film;tea;chess;go  | jazz, film, tea and 2 more | jazz, film, tea y 2 más
            """)
    void listsNames(String names, String english, String spanish) {
        assertThat(ENGLISH.list(split(names))).isEqualTo(english);
        assertThat(SPANISH.list(split(names))).isEqualTo(spanish);
    }

    @ParameterizedTest
    @CsvSource({
        "inglés, e",
        "Irene, e",
        "ícaro, e",
        "ÍTACA, e",
        "historia, e",
        "Hípica, e",
        "hindi, e",
        "i, e",
        "'«Ibiza»', e",
        "¿Iré?, e",
        "I\u0301caro, e",
        "hielo, y",
        "hiato, y",
        "iota, y",
        "Ian, y",
        "Iordania, y",
        "hiónica, y",
        "yoga, y",
        "Yves, y",
        "helado, y",
        "h, y",
        "3 idiotas, y",
        "…, y",
        "京都, y",
        "𝓲talic, y"
    })
    void spanishSaysEBeforeTheSoundOfI(String name, String conjunction) {
        assertThat(SPANISH.list(List.of("español", name))).isEqualTo("español " + conjunction + " " + name);
        assertThat(ENGLISH.list(List.of("español", name))).isEqualTo("español and " + name);
    }

    @Test
    void onlyTheLastNameChangesTheConjunction() {
        assertThat(SPANISH.list(List.of("inglés", "italiano", "ruso"))).isEqualTo("inglés, italiano y ruso");
        assertThat(SPANISH.list(List.of("ruso", "chino", "inglés", "irlandés")))
                .isEqualTo("ruso, chino, inglés y 1 más");
    }

    @Test
    void namesFromRightToLeftAreIsolatedFromTheSentence() {
        assertThat(ENGLISH.list(List.of("שחמט", "موسيقى", "jazz")))
                .isEqualTo("\u2068שחמט\u2069, \u2068موسيقى\u2069 and jazz");
        assertThat(SPANISH.list(List.of("jazz", "موسيقى"))).isEqualTo("jazz y \u2068موسيقى\u2069");
    }

    @Test
    void namesInRangesOfPatternsAreData() {
        assertThat(SPANISH.list(List.of("{0}", "'{names}'", "#"))).isEqualTo("{0}, '{names}' y #");
        assertThat(ENGLISH.list(List.of("{0}", "{1}", "''", "#"))).isEqualTo("{0}, {1}, '' and 1 more");
    }

    @Test
    void listsFollowTheRulesOfTheLocale() {
        List<String> names = List.of("a", "b", "c");
        assertThat(language("en", "en-US", "{count}").list(names)).isEqualTo("a, b, and c");
        assertThat(language("pt", "pt", "mais {count}").list(List.of("a", "b", "c", "d")))
                .isEqualTo("a, b, c e mais 1");
        assertThat(language("ar", "ar", "{count}").list(List.of("a", "b"))).isEqualTo("a وb");
    }

    private static List<String> split(String names) {
        return Arrays.asList(names.split(";"));
    }
}
