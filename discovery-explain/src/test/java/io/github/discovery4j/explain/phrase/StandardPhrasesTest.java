package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the standard book says, word for word. */
class StandardPhrasesTest {

    private static final PhraseBook BOOK = PhraseBook.standard();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shared_interests   | 1    | 1 shared interest            | 1 interés en común
            shared_interests   | 2    | 2 shared interests           | 2 intereses en común
            shared_interests   | 1234 | 1234 shared interests        | 1234 intereses en común
            jaccard_interests  | 0.2  | Interests in common          | Intereses en común
            overlap_languages  | 1    | A language in common         | Un idioma en común
            shared_languages   | 1    | 1 language in common         | 1 idioma en común
            shared_languages   | 2    | 2 languages in common        | 2 idiomas en común
            shared_communities | 1    | 1 community in common        | 1 comunidad en común
            shared_communities | 2    | 2 communities in common      | 2 comunidades en común
            shared_favourites  | 1    | 1 favourite in common        | 1 favorito en común
            shared_favourites  | 2    | 2 favourites in common       | 2 favoritos en común
            shared_follows     | 1    | 1 person you both follow     | 1 cuenta seguida en común
            shared_follows     | 2    | 2 people you both follow     | 2 cuentas seguidas en común
            cosine_taste       | 0.3  | Tastes like yours            | Gustos parecidos a los tuyos
            cosine_genres      | 0.9  | In genres you like           | De géneros que te gustan
            cf_score           | 0.1  | Goes with what you like      | Va con lo que te gusta
            popularity         | 0.5  | Popular with people here     | Popular en esta comunidad
            activity           | 0.1  | Active here                  | Con actividad por aquí
            nearby             | 0.1  | Near you                     | Cerca de ti
            """)
    void withoutNames(String feature, float value, String english, String spanish) {
        assertThat(say(feature, value)).isEqualTo(Map.of("en", english, "es", spanish));
        assertThat(phrase(feature).condition().holds(value, 1)).isTrue();
        assertThat(phrase(feature).condition().holds(value, -1)).isFalse();
        assertThat(phrase(feature).condition().holds(0, 1)).isFalse();
        assertThat(phrase(feature).condition().holds(Float.NaN, 1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shared_interests   | You both like jazz             | Interés en común: jazz
            jaccard_interests  | You both like jazz             | Interés en común: jazz
            overlap_languages  | You both speak jazz            | Idioma en común: jazz
            shared_languages   | You both speak jazz            | Idioma en común: jazz
            shared_communities | You are both in jazz           | Comunidad en común: jazz
            shared_favourites  | A favourite you share: jazz    | Favorito en común: jazz
            shared_follows     | You both follow jazz           | Cuenta seguida en común: jazz
            cosine_genres      | In genres you like: jazz       | De un género que te gusta: jazz
            cf_score           | Because you liked jazz         | Porque te gustó jazz
            """)
    void withOneName(String feature, String english, String spanish) {
        assertThat(say(feature, 1, "jazz")).isEqualTo(Map.of("en", english, "es", spanish));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shared_interests   | You both like jazz and ink          | Intereses en común: jazz e ink
            shared_languages   | You both speak jazz and ink         | Idiomas en común: jazz e ink
            shared_communities | You are both in jazz and ink        | Comunidades en común: jazz e ink
            shared_favourites  | Favourites you share: jazz and ink  | Favoritos en común: jazz e ink
            shared_follows     | You both follow jazz and ink        | Cuentas seguidas en común: jazz e ink
            cosine_genres      | In genres you like: jazz and ink    | De géneros que te gustan: jazz e ink
            cf_score           | Because you liked jazz and ink      | Porque te gustaron jazz e ink
            """)
    void withSeveralNames(String feature, String english, String spanish) {
        assertThat(say(feature, 2, "jazz", "ink")).isEqualTo(Map.of("en", english, "es", spanish));
    }

    @Test
    void featuresThatSayTheSameHaveOneCode() {
        assertThat(phrase("jaccard_interests").code())
                .isEqualTo(phrase("shared_interests").code());
        assertThat(phrase("overlap_languages").code())
                .isEqualTo(phrase("shared_languages").code());
    }

    @Test
    void littleLikenessOrPopularityIsNotSpokenOf() {
        assertThat(phrase("cosine_taste").condition().holds(0.29f, 1)).isFalse();
        assertThat(phrase("cosine_genres").condition().holds(0.29f, 1)).isFalse();
        assertThat(phrase("popularity").condition().holds(0.49f, 1)).isFalse();
    }

    @Test
    void aNumberThatIsNotWholeIsNotCounted() {
        assertThat(phrase("shared_interests").say(0.5f, language -> List.of())).isEmpty();
        assertThat(say("shared_interests", 0.5f, "jazz")).containsEntry("en", "You both like jazz");
    }

    @Test
    void aNameCannotActAsAPlaceholder() {
        assertThat(say("shared_interests", 3, "{names}", "{count}"))
                .containsEntry("en", "You both like {names} and {count}");
    }

    @Test
    void theFallbackPromisesNothing() {
        assertThat(BOOK.fallback()).isEqualTo(Map.of("en", "Suggested for you", "es", "Sugerencia para ti"));
    }

    private static Phrase phrase(String feature) {
        return BOOK.phrase(feature).orElseThrow();
    }

    private static Map<String, String> say(String feature, float value, String... names) {
        return phrase(feature).say(value, language -> List.of(names)).orElseThrow();
    }
}
