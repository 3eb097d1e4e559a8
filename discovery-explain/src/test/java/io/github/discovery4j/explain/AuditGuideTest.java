package io.github.discovery4j.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.adapter.caffeine.CaffeineWhyCache;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Why;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.explain.attribution.Attribution;
import io.github.discovery4j.explain.audit.AuditedItem;
import io.github.discovery4j.explain.audit.AuditingExplainer;
import io.github.discovery4j.explain.audit.SlateAudit;
import io.github.discovery4j.explain.phrase.PhraseExplainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the guide's examples; the guide shows this very code and this very output. */
class AuditGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "audit.md");
    private static final Path SOURCE =
            Path.of("src", "test", "java", "io", "github", "discovery4j", "explain", "AuditGuideTest.java");
    private static final Map<String, float[]> PEOPLE =
            Map.of("ben", new float[] {1, 3}, "cleo", new float[] {4, 0}, "dora", new float[] {0, 1});

    @Test
    void theGuidesExamplesGiveTheGuidesOutput() throws IOException {
        String guide = Files.readString(GUIDE);
        StringBuilder out = new StringBuilder();
        why(out);
        assertThat(guide).contains("```text\n" + out + "```");
        StringBuilder audited = new StringBuilder();
        audit(audited);
        assertThat(guide).contains("```text\n" + audited + "```");
    }

    @Test
    void theGuideShowsTheCodeThatRuns() throws IOException {
        String guide = Files.readString(GUIDE);
        String[] regions = Files.readString(SOURCE).split(" {8}// guide begins\n", -1);
        for (int i = 1; i < regions.length; i++) {
            String region = regions[i].substring(0, regions[i].indexOf("        // guide ends\n"));
            assertThat(guide).contains("```java\n" + region.stripTrailing().stripIndent() + "\n```");
        }
        assertThat(regions).hasSize(3);
    }

    private static final InMemoryConsentLedger CONSENT = new InMemoryConsentLedger();

    private static final CandidateSource EVERYONE = (context, limit) -> {
        CandidateList.Builder found = CandidateList.builder(context.items(), limit);
        PEOPLE.keySet().stream().filter(context::admits).sorted().forEach(id -> found.add(id, 1));
        return found.build();
    };

    private static final FeatureView VIEW = FeatureView.of(
            "guide",
            "1",
            List.of(
                    FeatureColumn.number("shared_interests", SignalGroup.INTERESTS, Owner.BOTH),
                    FeatureColumn.number("activity", SignalGroup.BEHAVIOUR, Owner.OBJECT)),
            AuditGuideTest::hydrate);

    private static final Ranker RANKER = new LinearRanker(Map.of("shared_interests", 1.0, "activity", 0.5), 0);

    private static void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        for (int row = 0; row < pairs.size(); row++) {
            String id = pairs.objectId(row);
            float[] values = PEOPLE.getOrDefault(id, new float[2]);
            columns.set(row, 0, values[0]);
            columns.set(row, 1, CONSENT.allows(id, SignalGroup.BEHAVIOUR) ? values[1] : Float.NaN);
        }
    }

    private static void why(StringBuilder out) {
        PhraseExplainer reasons = PhraseExplainer.builder().build();
        // guide begins
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(CONSENT)
                .source("everyone", EVERYONE)
                .hydrate(VIEW)
                .rank(RANKER)
                .explain(reasons)
                .whyCache(CaffeineWhyCache.of(100_000))
                .timeout(Duration.ofSeconds(10))
                .build()) {
            for (Why why : engine.why(SlateRequest.forViewer("ana").build(), List.of("ben", "dora"))) {
                why.reasons()
                        .forEach(reason -> out.append(why.itemId())
                                .append(": ")
                                .append(reason.text(Locale.ENGLISH))
                                .append('\n'));
            }
            CONSENT.optOut("ben", SignalGroup.BEHAVIOUR);
            out.append("after the opt-out: ")
                    .append(engine.why("ana", "ben").reasons().getFirst().text(Locale.ENGLISH))
                    .append('\n');
        }
        // guide ends
        CONSENT.optIn("ben", SignalGroup.BEHAVIOUR);
    }

    private static void audit(StringBuilder out) {
        PhraseExplainer reasons = PhraseExplainer.builder().build();
        // guide begins
        List<SlateAudit> audits = new ArrayList<>();
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(CONSENT)
                .source("everyone", EVERYONE)
                .hydrate(VIEW)
                .rank(RANKER)
                .explain(AuditingExplainer.around(reasons, Attribution.exact(), audits::add))
                .timeout(Duration.ofSeconds(10))
                .build()) {
            TracedSlate answer =
                    engine.recommendTraced(SlateRequest.forViewer("ana").size(2).build());
            SlateAudit audit =
                    audits.getLast().with(answer.trace()); // also audit.writeHtml(file), audit.writeJson(file)
            AuditedItem ben = audit.item("ben").orElseThrow();
            ben.parts()
                    .forEach(part ->
                            out.append("%s %+.3f%n".formatted(part.column().name(), part.contribution())));
            ben.without()
                    .forEach(off -> out.append("without the %s's %s: score %.1f, place %d%n"
                            .formatted(
                                    off.whose().name().toLowerCase(Locale.ROOT),
                                    off.group().name(),
                                    off.score().orElseThrow(),
                                    off.rank().orElseThrow())));
        }
        // guide ends
    }
}
