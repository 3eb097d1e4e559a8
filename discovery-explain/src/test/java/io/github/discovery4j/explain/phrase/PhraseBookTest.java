package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.testkit.Batches;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseBookTest {

    private static final String FALLBACK = """
            "fallback": {"en": "For you", "es": "Para ti"}""";

    @Test
    void readsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), withPhrase("""
                {"en": {"plain": "Nice"}, "es": {"plain": "Majo"}}"""));
        PhraseBook book = PhraseBook.load(file);
        assertThat(book.features()).containsExactly("kindness");
        assertThat(book.fallback()).isEqualTo(Map.of("en", "For you", "es", "Para ti"));
    }

    @Test
    void theStandardBookSpeaksOfCommonFeatures() {
        assertThat(PhraseBook.standard().features())
                .containsExactly(
                        "activity",
                        "cf_score",
                        "cosine_genres",
                        "cosine_taste",
                        "jaccard_interests",
                        "nearby",
                        "overlap_languages",
                        "popularity",
                        "shared_communities",
                        "shared_favourites",
                        "shared_follows",
                        "shared_interests",
                        "shared_languages");
    }

    @Test
    void listsFeaturesThatASchemaDoesNotDeclare() {
        PhraseBook book = TestSlates.book("{" + FALLBACK + """
                , "phrases": {
                    "b": {"en": {"plain": "B"}, "es": {"plain": "B"}},
                    "a": {"en": {"plain": "A"}, "es": {"plain": "A"}},
                    "c": {"en": {"plain": "C"}, "es": {"plain": "C"}}}}""");
        assertThat(book.unknownFeatures(Batches.schema("b", "z"))).containsExactly("a", "c");
        assertThat(book.unknownFeatures(Batches.schema("a", "b", "c"))).isEmpty();
    }

    @Test
    void aHostsBookAddsToTheStandardOneAndHoldsOverIt() {
        PhraseBook mine = TestSlates.book("{" + FALLBACK + """
                , "phrases": {
                    "nearby": {"code": "close_by", "en": {"plain": "Close"}, "es": {"plain": "Cerca"}},
                    "kindness": {"en": {"plain": "Kind"}, "es": {"plain": "Amable"}}}}""");
        PhraseBook both = PhraseBook.standard().with(mine);
        assertThat(both.features()).hasSize(14).contains("kindness", "activity");
        assertThat(both.phrase("nearby").map(Phrase::code)).contains("close_by");
        assertThat(both.fallback()).containsEntry("en", "For you");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                         | phrases.kindness          | must be an object, was array
            {"en": {"plain": "A"}}                                     | phrases.kindness          | key "es" is missing
            {"en": {"plain": "A"}, "es": {"plain": "A"}, "fr": {}}     | phrases.kindness          | key "fr" is not known here; there are [en, es] [code, atLeast, atMost]
            {"en": {}, "es": {"plain": "A"}}                           | phrases.kindness.en       | must have "named" or "plain"
            {"en": {"plain": "A", "Named": "B"}, "es": {}}             | phrases.kindness.en       | key "Named" is not known here
            {"en": {"plain": "A"}, "es": {"named": "{names}"}}         | phrases.kindness.         | every language must have the same texts
            {"en": {"plain": " "}, "es": {"plain": "A"}}               | phrases.kindness.en.plain | must be a string that is not blank, was " "
            {"en": {"plain": 7}, "es": {"plain": "A"}}                 | phrases.kindness.en.plain | must be an object, was number
            {"en": {"plain": null}, "es": {"plain": "A"}}              | phrases.kindness.en.plain | must be an object, was null
            {"en": {"plain": {"one": "A"}}, "es": {"plain": "A"}}      | phrases.kindness.en.plain | key "other" is missing
            {"en": {"plain": {"one": "A", "few": "B", "other": "C"}}, "es": {"plain": "A"}} | phrases.kindness.en.plain | key "few" is not known here
            {"en": {"plain": "A {cuont}"}, "es": {"plain": "A"}}       | phrases.kindness.en.plain | no braces but those of {count}, was "A {cuont}"
            {"en": {"plain": "A {count"}, "es": {"plain": "A"}}        | phrases.kindness.en.plain | no braces but those of {count}
            {"en": {"plain": "A {names}"}, "es": {"plain": "A"}}       | phrases.kindness.en.plain | no braces but those of {count}
            {"en": {"plain": "A"}, "es": {"plain": {"one": "A", "other": "B}"}}} | phrases.kindness.es.plain.other | no braces but those of {count}
            {"en": {"named": "A"}, "es": {"named": "{names}"}}         | phrases.kindness.en.named | must have a place for {names}
            {"en": {"named": {"one": "{names}", "other": "A"}}, "es": {"named": "{names}"}} | phrases.kindness.en.named | must have a place for {names}
            {"atLeast": "1", "en": {"plain": "A"}, "es": {"plain": "A"}} | phrases.kindness.atLeast | must be a finite number, was "1"
            {"atMost": 1e400, "en": {"plain": "A"}, "es": {"plain": "A"}} | phrases.kindness.atMost | must be a finite number
            {"atLeast": 1, "atMost": 2, "en": {"plain": "A"}, "es": {"plain": "A"}} | phrases.kindness | remove "atLeast" or "atMost"
            {"code": "Kind!", "en": {"plain": "A"}, "es": {"plain": "A"}} | phrases.kindness       | code must match
            """)
    void aPhraseThatBreaksARuleIsRefusedWithFileAndKey(String phrase, String place, String problem) {
        assertThatThrownBy(() -> TestSlates.book(withPhrase(phrase)))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageContaining("phrase book \"test.json\", at " + place)
                .hasMessageContaining(problem);
    }

    @Test
    void aBookWithoutATrueFallbackInBothLanguagesIsRefused() {
        assertThatThrownBy(() -> TestSlates.book("{\"phrases\": {}}"))
                .isInstanceOf(PhraseBookException.class)
                .hasMessage("key \"fallback\" is missing; add it (phrase book \"test.json\", at top level)");
        assertThatThrownBy(() -> TestSlates.book("{\"phrases\": {}, \"fallback\": {\"en\": \"For you\"}}"))
                .isInstanceOf(PhraseBookException.class)
                .hasMessage("key \"es\" is missing; add it (phrase book \"test.json\", at fallback)");
        assertThatThrownBy(() -> TestSlates.book(
                        "{\"phrases\": {}, \"fallback\": {\"en\": \"For {names}\", \"es\": \"Para ti\"}}"))
                .isInstanceOf(PhraseBookException.class)
                .hasMessage(
                        "text must have no braces, was \"For {names}\" (phrase book \"test.json\", at fallback.en)");
    }

    @Test
    void brokenJsonIsRefusedWithItsLine() {
        assertThatThrownBy(() -> TestSlates.book("{\n  \"fallback\": oops\n}"))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageContaining("must be valid JSON")
                .hasMessageContaining("at line 2, column");
        for (String broken : List.of("", "[]", "{} {}", "{\"phrases\": {}, \"phrases\": {}}", "[".repeat(50))) {
            assertThatThrownBy(() -> TestSlates.book(broken)).isInstanceOf(PhraseBookException.class);
        }
    }

    @Test
    void aBookThatIsTooLargeIsRefused() {
        String padding = " ".repeat(2 << 20);
        assertThatThrownBy(() -> TestSlates.book("{" + padding + FALLBACK + ", \"phrases\": {}}"))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageContaining("test.json");
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> PhraseBook.load(folder.resolve("none.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.json")
                .hasCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theCallersStreamStaysOpen() throws IOException {
        class Watched extends ByteArrayInputStream {
            private boolean closed;

            Watched(String text) {
                super(text.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void close() {
                closed = true;
            }
        }
        Watched stream = new Watched("{" + FALLBACK + ", \"phrases\": {}}");
        assertThat(PhraseBook.read("stream", stream).features()).isEmpty();
        assertThat(stream.closed).isFalse();
    }

    private static String withPhrase(String phrase) {
        return "{" + FALLBACK + ", \"phrases\": {\"kindness\": " + phrase + "}}";
    }
}
