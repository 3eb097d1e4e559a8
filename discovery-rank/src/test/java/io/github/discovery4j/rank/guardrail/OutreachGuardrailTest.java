package io.github.discovery4j.rank.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.GuardrailContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutreachGuardrailTest extends GuardrailContract {

    private final OutreachLimits limits =
            new OutreachLimits(id -> new OutreachStanding(Instant.now().minus(Duration.ofHours(1)), Double.NaN));

    OutreachGuardrailTest() {
        for (int i = 0; i < 5; i++) {
            limits.tryAcquire("eager", Instant.now());
        }
    }

    @Override
    protected Guardrail guardrail() {
        return OutreachGuardrail.candidatesBegin(limits);
    }

    @Override
    protected List<String> viewers() {
        return List.of("ana", "eager");
    }

    @Override
    protected List<String> items() {
        return List.of("eager", "ben");
    }

    @Test
    void candidatesWhoMayReachNobodyAreNotShownAsThoseWhoBegin() {
        Verdicts verdicts = judge(OutreachGuardrail.candidatesBegin(limits), "ana");
        assertThat(verdicts.get(0)).isEqualTo(new Verdict.Remove("candidate has used up their outreach"));
        assertThat(verdicts.get(1)).isEqualTo(Verdict.keep());
    }

    @Test
    void aViewerWhoMayReachNobodyIsShownNobodyAndTheTraceSaysWhy() {
        Verdicts verdicts = judge(OutreachGuardrail.viewerBegins(limits), "eager");
        for (int row = 0; row < 2; row++) {
            assertThat(verdicts.get(row)).isEqualTo(new Verdict.Remove("viewer has used up their outreach"));
        }
        assertThat(judge(OutreachGuardrail.viewerBegins(limits), "ana").get(0)).isEqualTo(Verdict.keep());
        assertThat(OutreachGuardrail.viewerBegins(limits)
                        .exclusions(Batches.context("eager"))
                        .test("ben"))
                .isTrue();
    }

    @Test
    void lookingTakesNothing() {
        Instant now = Instant.now();
        int before = limits.remaining("ben", now);
        judge(OutreachGuardrail.viewerBegins(limits), "ben");
        judge(OutreachGuardrail.candidatesBegin(limits), "ana");
        assertThat(limits.remaining("ben", now)).isEqualTo(before);
    }

    private static Verdicts judge(Guardrail guardrail, String viewer) {
        ScoredCandidates scored = Batches.scored(Batches.context(viewer), List.of("eager", "ben"), 2, 1);
        Verdicts verdicts = new Verdicts(2);
        guardrail.judge(scored, verdicts);
        return verdicts;
    }
}
