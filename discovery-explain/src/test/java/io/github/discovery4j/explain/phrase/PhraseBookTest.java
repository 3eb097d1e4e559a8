package io.github.discovery4j.explain.phrase;

import static io.github.discovery4j.explain.phrase.TestSlates.mapping;
import static io.github.discovery4j.explain.phrase.TestSlates.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.testkit.Batches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseBookTest {

    private static final String KIND = """
            {"say": "kind", "when": {"kindness": {}}}""";

    @Test
    void readsFiles(@TempDir Path folder) throws IOException {
        PhraseBook book = PhraseBook.load(
                Files.writeString(folder.resolve("mine.json"), mapping(KIND).text()),
                Files.writeString(
                        folder.resolve("en.json"),
                        "\uFEFF" + messages("en", "\"kind\": \"Nice\"").text()));
        assertThat(book.features()).containsExactly("kindness");
        assertThat(book.languages()).containsExactly("en");
        assertThat(book.fallback()).isEqualTo(Map.of("en", "For you"));
    }

    @Test
    void theStandardBookSpeaksOfTheSpecificationsFeatures() {
        assertThat(PhraseBook.standard().features())
                .contains(
                        "cosine_taste",
                        "cosine_profile",
                        "trait_overlap",
                        "mutual_follow",
                        "shared_follows",
                        "friends_of_friends",
                        "activity_recency",
                        "similar_action_recency",
                        "online_hours_overlap",
                        "intent_match",
                        "complementary_skills",
                        "locale_match",
                        "distance_km",
                        "reply_ratio",
                        "account_age_days");
        assertThat(PhraseBook.standard().languages()).containsExactly("en", "es");
    }

    @Test
    void listsFeaturesThatASchemaDoesNotDeclare() {
        PhraseBook book = TestSlates.book("""
                {"say": "one", "when": {"b": {}}},
                {"say": "two", "when": {"c": {}, "a": {}}}""", """
                "one": "B", "two": "A and c\"""");
        assertThat(book.unknownFeatures(Batches.schema("b", "z"))).containsExactly("a", "c");
        assertThat(book.unknownFeatures(Batches.schema("a", "b", "c"))).isEmpty();
    }

    @Test
    void aHostsBookAddsToTheStandardOneAndHoldsOverIt() {
        PhraseBook mine = TestSlates.book("""
                {"say": "close_by", "when": {"nearby": {}}}, {"say": "kind", "when": {"kindness": {}}}""", """
                "close_by": "Close", "kind": "Kind\"""");
        PhraseBook both = PhraseBook.standard().with(mine);
        assertThat(both.features()).contains("kindness", "activity");
        assertThat(both.phrases().stream()
                        .filter(phrase -> phrase.when().containsKey("nearby"))
                        .map(Phrase::code))
                .containsExactly("close_by");
        assertThat(both.fallback()).containsEntry("en", "For you");
        assertThat(both.without("kindness").features()).contains("nearby").doesNotContain("kindness");
    }

    @Test
    void aThirdLanguageIsOneFile() {
        PhraseBook book =
                TestSlates.book(KIND, "\"kind\": \"Kind\"").language(messages("pt-BR", "\"kind\": \"Gentil {value}\""));
        assertThat(book.languages()).containsExactly("en", "es", "pt-BR");
        assertThat(book.fallback()).containsOnlyKeys("en", "es", "pt-BR");
        assertThatThrownBy(() -> book.language(messages("es", "\"kind\": \"Majo\"")))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageContaining("language \"es\" must have one file");
    }

    @Test
    void theStandardBookTakesAThirdLanguage() {
        PhraseFile english = PhraseFile.of(PhraseBook.class, "messages.en.json");
        PhraseFile portuguese = new PhraseFile(
                "messages.pt.json",
                english.text()
                        .replace("\"language\": \"en\"", "\"language\": \"pt\"")
                        .replace("\"rules\": \"en-GB\"", "\"rules\": \"pt\""));
        assertThat(PhraseBook.standard().language(portuguese).languages()).containsExactly("en", "es", "pt");
        assertThatThrownBy(() -> PhraseBook.standard()
                        .language(new PhraseFile(
                                "messages.pt.json", portuguese.text().replace(",\n    \"recency\": \"New\"", ""))))
                .isInstanceOf(PhraseBookException.class)
                .hasMessage("messages.pt.json:7:3: messages: message \"recency\" is missing; add it");
    }

    @Test
    void booksInOtherLanguagesAreNotJoined() {
        PhraseBook english = PhraseBook.of(mapping(KIND), messages("en", "\"kind\": \"Kind\""));
        assertThatThrownBy(() -> PhraseBook.standard().with(english))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("were in [en, es] and [en]");
    }

    @Test
    void aLanguageIsNotAddedWhereOneKeyHasTwoMessages() {
        PhraseBook joined =
                TestSlates.book(KIND, "\"kind\": \"Kind\"").with(TestSlates.book("""
                        {"say": "kind", "when": {"other": {}}}""", "\"kind\": \"Other\""));
        assertThatThrownBy(() -> joined.language(messages("pt", "\"kind\": \"Gentil\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"kind\" has two from joined books");
    }

    @Test
    void aHostsBookMayNotSpeakOfWhatIsNeverSaid() {
        FeatureSchema schema = FeatureSchema.of(
                "connect",
                "1",
                List.of(
                        FeatureColumn.number("kindness", SignalGroup.BEHAVIOUR, Owner.OBJECT)
                                .neverSaid(),
                        FeatureColumn.number("activity", SignalGroup.BEHAVIOUR, Owner.OBJECT)
                                .neverSaid()));
        PhraseBook mine = TestSlates.book("""
                {"say": "kind", "when": {"fun": {}, "kindness": {}}}""", "\"kind\": \"Kind\"");
        assertThatThrownBy(() -> mine.requireSayable(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("phrase \"kind\"")
                .hasMessageContaining("\"kindness\" is declared as never said (view \"connect\")");
        assertThatThrownBy(() -> PhraseExplainer.builder()
                        .phrases(PhraseBook.standard().with(mine))
                        .build()
                        .requireFits(schema))
                .isInstanceOf(IllegalArgumentException.class);
        mine.without("kindness").requireSayable(schema);
        PhraseBook.standard().requireSayable(schema); // silent of activity
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            7                                                      | phrases[0]           | must be an object, was number
            {"say": "kind"}                                        | phrases[0]           | key "when" is missing
            {"say": "kind", "when": {"a": {}}, "Code": "b"}        | phrases[0].Code      | key is not known here, there are [say, when, code, priority]
            {"say": "Kind!", "when": {"a": {}}}                    | phrases[0].say       | must match [a-z][a-z0-9_]{0,63}, was "Kind!"
            {"say": "kind", "code": " ", "when": {"a": {}}}        | phrases[0].code      | must be a string that is not blank
            {"say": "kind", "priority": 1.5, "when": {"a": {}}}    | phrases[0].priority  | must be a whole number from -1000 to 1000, was 1.5
            {"say": "kind", "when": []}                            | phrases[0].when      | must be an object, was array
            {"say": "kind", "when": {}}                            | phrases[0].when      | 1 to 8 features, was 0
            {"say": "kind", "when": {" ": {}}}                     | phrases[0].when.     | must have 1 to 128 characters and not be blank
            {"say": "kind", "when": {"a": {"atLeast": "1"}}}       | phrases[0].when.a.atLeast | must be a finite number, was "1"
            {"say": "kind", "when": {"a": {"atMost": 1e400}}}      | phrases[0].when.a.atMost  | must be a finite number
            {"say": "kind", "when": {"a": {"atLeast": 2, "atMost": 1}}} | phrases[0].when.a | "atLeast" must not be above "atMost", was 2.0 and 1.0
            {"say": "kind", "when": {"a": {"helped": 1}}}          | phrases[0].when.a.helped | must be true or false, was 1
            {"say": "kind", "when": {"a": {"helped": false}}}      | phrases[0].when      | one feature or more must have helped
            {"say": "kind", "when": {"a": {"above": 1}}}           | phrases[0].when.a.above | key is not known here
            {"say": "kind", "when": {"harassment_score": {}}}      | phrases[0].when.harassment_score | nobody is told of, "harassment" says it is
            {"say": "kind", "when": {"exposure_count": {}}}        | phrases[0].when.exposure_count   | no reasons: remove the phrase
            {"say": "kind", "when": {"inferred_gender": {}}}       | phrases[0].when.inferred_gender  | remove the phrase
            """)
    void aMappingThatBreaksARuleIsRefusedWithFileLineAndKey(String phrase, String key, String problem) {
        assertThatThrownBy(() -> TestSlates.book(phrase, "\"kind\": \"Kind\""))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageStartingWith("test.json:2:")
                .hasMessageContaining(": " + key)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "kind": 7                            | messages.kind       | must be an object, was number
            "kind": null                         | messages.kind       | must be an object, was null
            "kind": {}                           | messages.kind       | must have "named" or "plain"
            "kind": {"Named": "A"}               | messages.kind.Named | key is not known here, there are [named, plain]
            "kind": " "                          | messages.kind       | must be a string that is not blank
            "kind": "A", "kin": "B"              | messages.kin        | no phrase says this message, there are [kind]
            "kind": "A {cuont}"                  | messages.kind       | argument {cuont} is not known here, there are [gender, kindness, value]
            "kind": "A {names}"                  | messages.kind       | argument {names} is not known here
            "kind": "A {0}"                      | messages.kind       | argument {0} is not known here
            "kind": "A {value"                   | messages.kind       | must be an ICU message: Unmatched
            "kind": "{value, plural, one {A}}"   | messages.kind       | must be an ICU message: Missing 'other'
            "kind": "{value, plural, few {A} other {B}}" | messages.kind | plural form "few" does not exist in en, there are [one, other]
            "kind": "{value, date}"              | messages.kind       | argument must stand as {value}, {value, number}
            "kind": "{value, number, ::nonsense}" | messages.kind      | must be an ICU message
            "kind": "{gender}"                   | messages.kind       | argument must stand as {gender, select, ...}
            "kind": "{value, select, other {A}}" | messages.kind       | argument must stand as {value}
            "kind": {"named": "A"}               | messages.kind.named | every form must have a place for {names}
            "kind": {"named": "{count, plural, one {{names}} other {A}}"} | messages.kind.named | that for 2 has none
            "kind": {"named": "{names, plural, other {A}}"} | messages.kind.named | argument must stand as {names}
            """)
    void messagesThatBreakARuleAreRefusedWithFileLineAndKey(String english, String key, String problem) {
        assertThatThrownBy(() -> TestSlates.book(KIND, english))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageStartingWith("test.en.json:2:")
                .hasMessageContaining(": " + key + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void messagesOfALanguageAreAsInTheFirst() {
        assertThatThrownBy(() -> TestSlates.book(KIND, "\"kind\": \"A\"", "\"kind\": {\"named\": \"{names}\"}"))
                .isInstanceOf(PhraseBookException.class)
                .hasMessage(
                        "test.es.json:2:1: messages.kind: must have \"plain\" alone as in \"en\"; add or remove what differs");
        assertThatThrownBy(() -> TestSlates.book(KIND, "\"kind\": \"A\"", ""))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageContaining("message \"kind\" is missing");
    }

    @Test
    void wordsMayUseOnlyWhatAllTheirPhrasesHave() {
        String two = """
                {"say": "kind", "when": {"a": {}, "b": {}}}, {"say": "kind", "when": {"b": {}}}""";
        assertThat(TestSlates.book(two, "\"kind\": \"{b}\"").features()).containsExactly("a", "b");
        assertThatThrownBy(() -> TestSlates.book(two, "\"kind\": \"{a}\""))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageContaining("argument {a} is not known here, there are [b, gender, value]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                                        | 1:1  | key "format" is missing
            {"format": 1, "language": "en", "fallback": "A", "rest": "{count}", "messages": {}}       | 1:2  | format: must be a whole number from 2 to 2, was 1
            {"format": 2, "fallback": "A", "rest": "{count}", "messages": {}}                         | 1:1  | key "language" is missing
            {"format": 2, "language": "English", "fallback": "A", "rest": "{count}", "messages": {}}  | 1:15 | write "english"
            {"format": 2, "language": "e n", "fallback": "A", "rest": "{count}", "messages": {}}      | 1:15 | must be a language tag such as "pt"
            {"format": 2, "language": "tlh", "fallback": "A", "rest": "{count}", "messages": {}}      | 1:15 | set "rules" to one like it
            {"format": 2, "language": "en", "rules": "tlh", "fallback": "A", "rest": "{count}", "messages": {}} | 1:33 | rules: must be a language whose plurals
            {"format": 2, "language": "en", "fallback": "For {names}", "rest": "{count}", "messages": {}} | 1:33 | fallback: argument {names} is not known here, there are []
            {"format": 2, "language": "en", "fallback": "A", "rest": "more", "messages": {}}          | 1:50 | rest: must say how many more there are
            {"format": 2, "language": "en", "fallback": "A", "rest": "{count}", "messages": []}       | 1:69 | messages: must be an object
            """)
    void theRestOfAFileOfMessagesIsCheckedToo(String text, String place, String problem) {
        assertThatThrownBy(() -> PhraseBook.of(mapping(""), new PhraseFile("m.json", text)))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageStartingWith("m.json:" + place)
                .hasMessageContaining(problem);
    }

    @Test
    void aLanguageThatIsNotKnownBorrowsRules() {
        PhraseFile klingon = new PhraseFile("tlh.json", """
                {"format": 2, "language": "tlh", "rules": "en", "fallback": "A", "rest": "{count}", "messages": {}}""");
        assertThat(PhraseBook.of(mapping(""), klingon).languages()).containsExactly("tlh");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{} {}",
                "{\"phrases\": [], \"phrases\": []}",
                "[[[[[[[[[[[[[[",
                "{\"format\": 2, \"phrases\": {}}"
            })
    void brokenJsonIsRefused(String broken) {
        assertThatThrownBy(() -> PhraseBook.of(new PhraseFile("m.json", broken), messages("en", "")))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageStartingWith("m.json:1:");
    }

    @Test
    void brokenJsonIsRefusedWithItsLine() {
        assertThatThrownBy(
                        () -> PhraseBook.of(new PhraseFile("m.json", "{\n  \"format\": oops\n}"), messages("en", "")))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageStartingWith("m.json:2:")
                .hasMessageContaining("must be well-formed JSON");
    }

    @Test
    void aFileThatIsTooLargeOrNoTextIsRefused(@TempDir Path folder) throws IOException {
        Path large = Files.writeString(folder.resolve("large.json"), " ".repeat(PhraseFile.MAX_BYTES + 1));
        assertThatThrownBy(() -> PhraseBook.load(large, large))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageContaining("large.json")
                .hasMessageContaining("at most 1,048,576 bytes");
        Path latin = Files.write(folder.resolve("latin.json"), new byte[] {'"', (byte) 0xE9, '"'});
        assertThatThrownBy(() -> PhraseBook.load(latin))
                .isInstanceOf(PhraseBookException.class)
                .hasMessageContaining("must be UTF-8");
    }

    @Test
    void aMissingFileOrResourceIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> PhraseBook.load(folder.resolve("none.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.json")
                .hasCauseInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> PhraseFile.of(PhraseBookTest.class, "none.json"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.json");
    }

    @Test
    void aBookWithoutLanguagesIsRefused() {
        assertThatThrownBy(() -> PhraseBook.of(mapping(KIND)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one language or more");
    }
}
