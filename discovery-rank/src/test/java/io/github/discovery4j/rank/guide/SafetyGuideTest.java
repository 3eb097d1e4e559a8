package io.github.discovery4j.rank.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.Drop;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.safety.InMemoryReportQueue;
import io.github.discovery4j.core.safety.Report;
import io.github.discovery4j.core.safety.ReportFiling;
import io.github.discovery4j.core.safety.ReportQueue;
import io.github.discovery4j.core.safety.ReportState;
import io.github.discovery4j.core.signal.Intents;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.rank.guardrail.AlreadySeenGuardrail;
import io.github.discovery4j.rank.guardrail.CoolDowns;
import io.github.discovery4j.rank.guardrail.ExposureCapGuardrail;
import io.github.discovery4j.rank.guardrail.ExposureCounts;
import io.github.discovery4j.rank.guardrail.HarassmentGuardrail;
import io.github.discovery4j.rank.guardrail.OutreachGuardrail;
import io.github.discovery4j.rank.guardrail.OutreachLimits;
import io.github.discovery4j.rank.guardrail.OutreachStanding;
import io.github.discovery4j.rank.guardrail.SeenItems;
import io.github.discovery4j.rank.guardrail.SnoozeGuardrail;
import io.github.discovery4j.rank.harassment.AccountScores;
import io.github.discovery4j.rank.harassment.LabelledText;
import io.github.discovery4j.rank.harassment.ToxicityModel;
import io.github.discovery4j.rank.harassment.ToxicityTrainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/safety.md}. */
class SafetyGuideTest {

    /** Best first. */
    private static final List<String> PEOPLE = List.of("ben", "cleo", "dora", "emil", "fay");

    private static final Set<String> MINORS = Set.of("tim");

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-02T10:00:00Z"));
    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();

    private final CandidateSource everyone = (context, limit) -> {
        CandidateList.Builder found = CandidateList.builder(context.items(), PEOPLE.size());
        PEOPLE.stream().filter(context::admits).limit(limit).forEach(id -> found.add(id, 1));
        return found.build();
    };

    private final Ranker inOrder = (batch, scores) -> {
        for (int row = 0; row < scores.length; row++) {
            scores[row] = -PEOPLE.indexOf(batch.candidates().id(row));
        }
    };

    /** Cleo is in a gaming community. */
    private final ItemAttributes communities = new ItemAttributes() {
        @Override
        public Set<String> names() {
            return Set.of("topic");
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return itemId.equals("cleo") ? Set.of("gaming") : Set.of();
        }

        @Override
        public double number(String itemId, String attribute) {
            return Double.NaN;
        }
    };

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    private static OutreachStanding standing(String personId) {
        return new OutreachStanding(Instant.parse("2026-01-01T00:00:00Z"), 0.5);
    }

    private void show(DiscoveryEngine engine, String viewer) {
        TracedSlate traced =
                engine.recommendTraced(SlateRequest.forViewer(viewer).size(4).build());
        out.println(viewer + " sees "
                + traced.slate().items().stream().map(SlateItem::id).toList());
    }

    @Test
    void thePageShowsThisCodeAndWhatItPrints() throws IOException {
        GuidePage.showsCodeOf("safety.md", SafetyGuideTest.class);
        ReportQueue reports = new InMemoryReportQueue(clock);
        AccountScores scores = new AccountScores(reports, clock);
        Intents intents = Intents.inMemory(consent, clock);
        OutreachLimits outreach = new OutreachLimits(id -> standing(id));
        SeenItems seen = new SeenItems(consent, SignalGroup.BEHAVIOUR, ItemKind.PEOPLE);
        ExposureCounts shown = ExposureCounts.over(Duration.ofDays(1), 1_000_000);
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(consent)
                .attributes(communities)
                .clock(clock)
                .source("everyone", everyone)
                .rank(inOrder)
                .guard(
                        "harassment",
                        HarassmentGuardrail.of(scores)
                                .vulnerable(MINORS::contains)
                                .build())
                .guard("outreach", OutreachGuardrail.viewerBegins(outreach))
                .guard("snoozed", new SnoozeGuardrail(intents, "topic"))
                .guard("already seen", AlreadySeenGuardrail.coolDowns(seen, CoolDowns.DEFAULT))
                .guard("exposure", ExposureCapGuardrail.removing(shown, 1_000))
                .listener(DiscoveryListener.all(seen.recorder(), shown.recorder()))
                .build();

        Report report = reports.file(new ReportFiling("ana", "ben", "insults", Optional.of("message 7")));
        reports.claim("moderator 1", Duration.ofHours(1));
        reports.decide(report.id(), "moderator 1", ReportState.UPHELD, "insulted in message 7");
        intents.snooze("gil", "gaming", Duration.ofDays(7));

        show(engine, "gil"); // Ben comes last, Cleo is in a gaming community
        show(engine, "tim"); // a minor: Ben is not there
        show(engine, "gil"); // Gil has just seen everybody
        while (outreach.tryAcquire("tim", clock.instant())) {}
        out.println("tim may write again at "
                + outreach.nextAt("tim", clock.instant()).orElseThrow());
        engine.close();
        assertThat(Files.readString(Path.of("../docs/safety.md")))
                .as("prints %s", printed)
                .contains("```text\n" + printed + "```");
    }

    @Test
    void aTextIsJudgedAsThePageSays() throws IOException {
        ReportQueue reports = new InMemoryReportQueue(clock);
        AccountScores scores = new AccountScores(reports, clock);
        List<LabelledText> examples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            examples.add(new LabelledText("you idiot, you " + (i % 2 == 0 ? "fool" : "clown"), "abuse"));
            examples.add(new LabelledText("thank you " + (i % 2 == 0 ? "friend" : "a lot"), "fine"));
        }
        ToxicityModel model = ToxicityTrainer.builder("fine").build().train(examples);
        model.probability("you idiot").ifPresent(p -> scores.judged("ben", "ana", p, clock.instant()));
        assertThat(model.probability("you idiot").orElseThrow()).isGreaterThan(0.5);
        assertThat(model.probability("?!")).isEmpty();
        assertThat(scores.score("ben", clock.instant())).isBetween(0.1, 0.3);
    }

    @Test
    void aBenignReasonNamesNobodyAndNoScore() {
        ReportQueue reports = new InMemoryReportQueue(clock);
        AccountScores scores = new AccountScores(reports, clock);
        for (int i = 0; i < 4; i++) {
            long id = reports.file(new ReportFiling("r" + i, "ben", "insults")).id();
            reports.claim("moderator 1", Duration.ofHours(1));
            reports.decide(id, "moderator 1", ReportState.UPHELD, "seen");
        }
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .clock(clock)
                .source("everyone", (context, limit) -> {
                    // Ignores exclusions, so that the guardrail has to decide.
                    CandidateList.Builder found = CandidateList.builder(context.items(), PEOPLE.size());
                    PEOPLE.forEach(id -> found.add(id, 1));
                    return found.build();
                })
                .guard("harassment", HarassmentGuardrail.of(scores).build())
                .build();
        TracedSlate traced =
                engine.recommendTraced(SlateRequest.forViewer("ana").size(5).build());
        engine.close();
        assertThat(traced.slate().items()).extracting(SlateItem::id).doesNotContain("ben");
        assertThat(traced.slate().toString() + traced.slate().items())
                .doesNotContain(Double.toString(scores.score("ben", clock.instant())));
        assertThat(traced.trace().drops())
                .extracting(Drop::itemId)
                .filteredOn("ben"::equals)
                .hasSizeLessThanOrEqualTo(1);
    }
}
