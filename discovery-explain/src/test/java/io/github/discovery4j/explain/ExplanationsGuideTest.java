package io.github.discovery4j.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.explain.phrase.PhraseBook;
import io.github.discovery4j.explain.phrase.PhraseExplainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the guide's example; the guide shows this very code, this very book and this very output. */
class ExplanationsGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "explanations.md");

    private static final Map<String, List<String>> INTERESTS = Map.of(
            "ana", List.of("jazz", "chess", "Italian", "hiking", "tea"),
            "ben", List.of("jazz", "Italian"),
            "cleo", List.of("jazz", "chess", "Italian", "hiking", "tea"),
            "dora", List.of("chess"),
            "emil", List.of("football"));
    private static final Map<String, String> SPANISH =
            Map.of("jazz", "jazz", "chess", "ajedrez", "Italian", "italiano", "hiking", "senderismo", "tea", "té");
    private static final Map<String, Integer> ANSWERS = Map.of("ben", 1, "cleo", 0, "dora", 9, "emil", 0);

    @Test
    void theGuidesExampleGivesTheGuidesOutput(@TempDir Path folder) throws IOException {
        String guide = Files.readString(GUIDE);
        String output = run(
                Files.writeString(folder.resolve("my-phrases.json"), block(guide, "json", 0)),
                Files.writeString(folder.resolve("my-messages.en.json"), block(guide, "json", 1)),
                Files.writeString(folder.resolve("my-messages.es.json"), block(guide, "json", 2)));
        assertThat(output).isEqualTo(block(guide, "text", 0));
    }

    @Test
    void theGuideShowsTheCodeThatRuns() throws IOException {
        String source = Files.readString(
                Path.of("src", "test", "java", "io", "github", "discovery4j", "explain", "ExplanationsGuideTest.java"));
        String region = source.substring(source.indexOf("// guide begins\n"), source.indexOf("        // guide ends\n"))
                .replace("// guide begins\n", "");
        assertThat(block(Files.readString(GUIDE), "java", 0))
                .isEqualTo(region.stripTrailing().stripIndent() + "\n");
    }

    private static String run(Path mapping, Path english, Path spanish) {
        InMemoryConsentLedger consent = new InMemoryConsentLedger();
        consent.show("dora", SignalGroup.BEHAVIOUR, Visibility.FOLLOWERS);
        Ranker ranker = new LinearRanker(Map.of("shared_interests", 1.0, "answers_given", 0.5), 0);
        CandidateSource everyone = (context, limit) -> {
            CandidateList.Builder found = CandidateList.builder(context.items(), limit);
            INTERESTS.keySet().stream().filter(context::admits).sorted().forEach(id -> found.add(id, 1));
            return found.build();
        };
        FeatureView view = FeatureView.of(
                "guide",
                "1",
                List.of(
                        FeatureColumn.number("shared_interests", SignalGroup.INTERESTS, Owner.BOTH),
                        FeatureColumn.number("answers_given", SignalGroup.BEHAVIOUR, Owner.OBJECT)),
                ExplanationsGuideTest::hydrate);
        StringBuilder out = new StringBuilder();
        // guide begins
        PhraseExplainer reasons = PhraseExplainer.builder()
                .phrases(PhraseBook.standard().with(PhraseBook.load(mapping, english, spanish)))
                .names(
                        "shared_interests",
                        (context, item, language) -> named(shared(context.viewerId(), item), language))
                .follows((viewer, owner) -> viewer.equals("ana") && owner.equals("dora"))
                .build();
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(consent)
                .source("everyone", everyone)
                .hydrate(view)
                .rank(ranker)
                .explain(reasons)
                .timeout(Duration.ofSeconds(10))
                .build()) {
            SlateRequest request = SlateRequest.forViewer("ana").build();
            for (SlateItem item : engine.recommend(request).items()) {
                for (Reason reason : item.reasons()) {
                    out.append("%-4s %-9s %s%n".formatted(item.id(), reason.visibility(), reason.texts()));
                }
            }
        }
        // guide ends
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private static void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        for (int row = 0; row < pairs.size(); row++) {
            columns.set(
                    row, 0, shared(pairs.subjectId(row), pairs.objectId(row)).size());
            columns.set(row, 1, ANSWERS.get(pairs.objectId(row)));
        }
    }

    private static List<String> shared(String viewerId, String itemId) {
        return INTERESTS.get(viewerId).stream()
                .filter(INTERESTS.get(itemId)::contains)
                .toList();
    }

    private static List<String> named(List<String> interests, Locale language) {
        return language.equals(Locale.ENGLISH)
                ? interests
                : interests.stream().map(SPANISH::get).toList();
    }

    private static String block(String guide, String language, int number) {
        String fence = "```" + language + "\n";
        int begin = 0;
        for (int i = 0; i <= number; i++) {
            begin = guide.indexOf(fence, begin) + fence.length();
        }
        return guide.substring(begin, guide.indexOf("```", begin));
    }

    @Test
    void theGuideListsWhatTheStandardBookSpeaksOf() throws IOException {
        String guide = Files.readString(GUIDE);
        String table = guide.substring(guide.indexOf("| feature |"));
        table = table.substring(0, table.indexOf("\n\n"));
        for (String feature : PhraseBook.standard().features()) {
            assertThat(table).contains("`" + feature + "`");
        }
    }
}
