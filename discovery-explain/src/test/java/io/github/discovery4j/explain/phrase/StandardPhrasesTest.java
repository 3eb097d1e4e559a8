package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.affinity.AffinityFeatures;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.explain.phrase.Phrase.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the standard book says, word for word. */
class StandardPhrasesTest {

    private static final PhraseBook BOOK = PhraseBook.standard();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shared_interests   | 1    | 1 shared interest            | 1 interés en común
            shared_interests   | 2    | 2 shared interests           | 2 intereses en común
            shared_interests   | 1234 | 1,234 shared interests       | 1.234 intereses en común
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
            shared_hobbies     | 2    | 2 shared interests           | 2 intereses en común
            jaccard_communities | 0.1 | Communities in common        | Comunidades en común
            same_language      | 1    | A language in common         | Un idioma en común
            mutual_follow      | 1    | You follow each other        | Seguimiento mutuo
            friends_of_friends | 1    | Followed by 1 person you follow | 1 persona que sigues también sigue esta cuenta
            friends_of_friends | 3    | Followed by 3 people you follow | 3 personas que sigues también siguen esta cuenta
            cosine_taste_vector | 0.3 | Tastes like yours            | Gustos parecidos a los tuyos
            cosine_music_genre_vect | 0.5 | A taste in music like yours | Un gusto musical parecido al tuyo
            cosine_profile     | 0.5  | A profile like yours         | Un perfil parecido al tuyo
            trait_overlap      | 0.3  | Traits in common             | Rasgos en común
            trait_overlap_weighted | 0.3 | Traits in common          | Rasgos en común
            intent_match       | 0.5  | Looking for the same as you  | Busca lo mismo que tú
            overlap_intents    | 1    | Looking for the same as you  | Busca lo mismo que tú
            complementary_skills | 0.5 | They offer what you look for | Ofrece lo que buscas
            skills_you_offer   | 0.5  | You offer what they look for | Ofreces lo que busca
            online_hours_overlap | 0.5 | Often online when you are   | Suele conectarse a las mismas horas que tú
            cosine_typical_online_hours | 0.7 | Often online when you are | Suele conectarse a las mismas horas que tú
            activity_recency   | 0.5  | Active of late               | Con actividad reciente
            similar_action_recency | 0.5 | Has lately done what you often do | Hace poco hizo lo que tú sueles hacer
            reply_ratio        | 0.7  | Usually replies              | Suele responder
            locale_match       | 0.5  | Uses the same language as you | Usa el mismo idioma que tú
            similar_score      | 0.1  | Goes with what you like      | Va con lo que te gusta
            recency            | 0.5  | New                          | Novedad
            """)
    void withoutNames(String feature, float value, String english, String spanish) {
        assertThat(say(feature, value)).isEqualTo(Map.of("en", english, "es", spanish));
        Condition condition = condition(feature);
        assertThat(condition.holds(value, 1)).isTrue();
        assertThat(condition.holds(value, Double.NaN)).isTrue();
        assertThat(condition.holds(value, -1)).isFalse();
        assertThat(condition.holds(0, 1)).isFalse();
        assertThat(condition.holds(Float.NaN, 1)).isFalse();
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
            friends_of_friends | Followed by jazz               | jazz sigue esta cuenta
            trait_overlap      | Like you: jazz                 | Como tú: jazz
            intent_match       | You are both looking for jazz  | Busca lo mismo que tú: jazz
            complementary_skills | They offer jazz, you look for it | Ofrece jazz, que es lo que buscas
            skills_you_offer   | You offer jazz, they look for it | Ofreces jazz, que es lo que busca
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
            friends_of_friends | Followed by jazz and ink            | jazz e ink siguen esta cuenta
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

    @ParameterizedTest
    @CsvSource({
        "cosine_taste, 0.29",
        "cosine_genres, 0.29",
        "popularity, 0.49",
        "reply_ratio, 0.69",
        "locale_match, 0.33",
        "online_hours_overlap, 0.49",
        "mutual_follow, 0"
    })
    void aLittleIsNotSpokenOf(String feature, float value) {
        assertThat(condition(feature).holds(value, 1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0   | Near you            | Cerca de ti
            15  | Near you            | Cerca de ti
            16  | About 20 km away    | A unos 20 km de ti
            44  | About 40 km away    | A unos 40 km de ti
            200 | About 200 km away   | A unos 200 km de ti
            """)
    void distancesAreRounded(float kilometres, String english, String spanish) {
        Phrase first = about("distance_km")
                .filter(phrase -> condition(phrase).holds(kilometres, -1))
                .findFirst()
                .orElseThrow();
        assertThat(say(first, kilometres, List.of())).isEqualTo(Map.of("en", english, "es", spanish));
    }

    @Test
    void aDistanceThatNobodyWouldCallNearIsNotSpokenOf() {
        assertThat(about("distance_km")).noneMatch(phrase -> condition(phrase).holds(201, -1));
        assertThat(about("distance_km")).noneMatch(phrase -> condition(phrase).holds(Float.NaN, -1));
    }

    @Test
    void aNewAccountIsSpokenOfWhereThatHelps() {
        assertThat(say("account_age_days", 3)).isEqualTo(Map.of("en", "New here", "es", "Acaba de llegar"));
        assertThat(condition("account_age_days").holds(30, -1)).isTrue();
        assertThat(condition("account_age_days").holds(31, -1)).isFalse();
        assertThat(condition("account_age_days").holds(3, 1)).isFalse();
    }

    @Test
    void nightIsSaidOfHoursTogetherAtNight() {
        Phrase night = about("night_overlap").findFirst().orElseThrow();
        assertThat(night.when().keySet()).containsExactly("online_hours_overlap", "night_overlap");
        assertThat(night.code()).isEqualTo("online_hours");
        assertThat(say(night, 0.6f, List.of()))
                .isEqualTo(Map.of("en", "Active at night, like you", "es", "Con actividad de noche, como tú"));
    }

    @Test
    void aNumberThatIsNotWholeIsNotCounted() {
        assertThat(phrase("shared_interests").say(filling(0.5f, List.of()))).isEmpty();
        assertThat(say("shared_interests", 0.5f, "jazz")).containsEntry("en", "You both like jazz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{names}",
                "{count}",
                "{0}",
                "'{names}'",
                "#",
                "{",
                "}",
                "'",
                "''",
                "{value, plural, other {#}}",
                "|"
            })
    void aNameIsNeverReadAsAPattern(String name) {
        for (String feature : List.of("shared_interests", "shared_favourites", "friends_of_friends", "cf_score")) {
            assertThat(say(feature, 3, name, "b").get("en")).endsWith(name + " and b");
            assertThat(say(feature, 3, name, "b").get("es")).contains(name + " y b");
        }
    }

    @Test
    void theFallbackPromisesNothing() {
        assertThat(BOOK.fallback()).isEqualTo(Map.of("en", "Suggested for you", "es", "Sugerencia para ti"));
    }

    @Test
    void everyFeatureOfTheSpecificationThatMayBeSaidHasAPhraseAndNoOther() {
        for (FeatureDefinition feature :
                AffinityFeatures.manifest().registry("pair").definitions()) {
            assertThat(BOOK.features().contains(feature.name()))
                    .as(feature.name())
                    .isEqualTo(feature.sayable());
        }
        assertThat(BOOK.features()).doesNotContain("harassment_score", "exposure_count");
    }

    private static Stream<Phrase> about(String feature) {
        return BOOK.phrases().stream().filter(phrase -> phrase.when().containsKey(feature));
    }

    private static Phrase phrase(String feature) {
        return about(feature)
                .filter(phrase -> phrase.when().size() == 1)
                .findFirst()
                .orElseThrow();
    }

    private static Condition condition(String feature) {
        return condition(phrase(feature));
    }

    private static Condition condition(Phrase phrase) {
        return phrase.when().values().iterator().next();
    }

    private static Map<String, String> say(String feature, float value, String... names) {
        return say(phrase(feature), value, List.of(names));
    }

    private static Map<String, String> say(Phrase phrase, float value, List<String> names) {
        return phrase.say(filling(value, names)).orElseThrow();
    }

    private static Phrase.Filling filling(float value, List<String> names) {
        return new Phrase.Filling() {
            @Override
            public float value(String feature) {
                return value;
            }

            @Override
            public List<String> names(Locale language) {
                return names;
            }

            @Override
            public String gender(Locale language) {
                return PhraseGender.OTHER;
            }
        };
    }
}
