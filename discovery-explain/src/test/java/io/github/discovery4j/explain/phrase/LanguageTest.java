package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jazz                    | jazz                       | jazz
            jazz;film               | jazz and film              | jazz y film
            jazz;film;tea           | jazz, film and tea         | jazz, film y tea
            jazz;film;tea;chess     | jazz, film, tea and 1 more | jazz, film, tea y 1 más
            jazz;film;tea;chess;go  | jazz, film, tea and 2 more | jazz, film, tea y 2 más
            """)
    void listsNames(String names, String english, String spanish) {
        assertThat(Language.ENGLISH.list(split(names))).isEqualTo(english);
        assertThat(Language.SPANISH.list(split(names))).isEqualTo(spanish);
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
        assertThat(Language.SPANISH.list(List.of("español", name))).isEqualTo("español " + conjunction + " " + name);
        assertThat(Language.ENGLISH.list(List.of("español", name))).isEqualTo("español and " + name);
    }

    @Test
    void onlyTheLastNameChangesTheConjunction() {
        assertThat(Language.SPANISH.list(List.of("inglés", "italiano", "ruso"))).isEqualTo("inglés, italiano y ruso");
        assertThat(Language.SPANISH.list(List.of("ruso", "chino", "inglés", "irlandés")))
                .isEqualTo("ruso, chino, inglés y 1 más");
    }

    @Test
    void namesFromRightToLeftAreIsolatedFromTheSentence() {
        assertThat(Language.ENGLISH.list(List.of("שחמט", "موسيقى", "jazz")))
                .isEqualTo("\u2068שחמט\u2069, \u2068موسيقى\u2069 and jazz");
        assertThat(Language.SPANISH.list(List.of("jazz", "موسيقى"))).isEqualTo("jazz y \u2068موسيقى\u2069");
    }

    private static List<String> split(String names) {
        return Arrays.asList(names.split(";"));
    }
}
