package io.github.discovery4j.rank.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Verdicts;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.GuardrailContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposureCapGuardrailTest extends GuardrailContract {

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final ExposureCounts counts = ExposureCounts.over(DAY, 100);

    @Override
    protected Guardrail guardrail() {
        ExposureCounts often = ExposureCounts.over(DAY, 100);
        for (int i = 0; i < 3; i++) {
            often.add("A", Instant.now());
        }
        often.add("B", Instant.now());
        return ExposureCapGuardrail.removing(often, 3);
    }

    @Override
    protected List<String> viewers() {
        return List.of("ana");
    }

    @Override
    protected List<String> items() {
        return List.of("A", "B", "C");
    }

    @Test
    void removesWhoWasShownAsOftenAsAllowedUntilTheWindowIsOver() {
        Guardrail guardrail = ExposureCapGuardrail.removing(counts, 2);
        counts.add("A", MONDAY);
        assertThat(verdict(guardrail, "A", MONDAY)).isEqualTo(Verdict.keep());
        counts.add("A", MONDAY);
        assertThat(verdict(guardrail, "A", MONDAY)).isEqualTo(new Verdict.Remove("shown often enough lately"));
        assertThat(verdict(guardrail, "A", MONDAY.plus(DAY)).tier()).isEqualTo(Integer.MAX_VALUE);
        assertThat(verdict(
                        guardrail, "A", MONDAY.plus(DAY).plus(DAY.dividedBy(4)).plusSeconds(1)))
                .isEqualTo(Verdict.keep());
    }

    @Test
    void demotesWhereThatIsAskedFor() {
        Guardrail guardrail = ExposureCapGuardrail.demoting(counts, 1, 3);
        counts.add("A", MONDAY);
        assertThat(verdict(guardrail, "A", MONDAY).tier()).isEqualTo(3);
        assertThat(guardrail.exclusions(at(MONDAY)).test("A")).isFalse();
        assertThat(ExposureCapGuardrail.removing(counts, 1)
                        .exclusions(at(MONDAY))
                        .test("A"))
                .isTrue();
    }

    @Test
    void aCapBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExposureCapGuardrail.removing(counts, 0))
                .withMessageContaining("0");
    }

    @Test
    void aCapThatNoCountReachesForSureIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExposureCapGuardrail.removing(counts, Short.MAX_VALUE + 1))
                .withMessageContainingAll("32768", "32767");
        assertThatIllegalArgumentException().isThrownBy(() -> ExposureCapGuardrail.demoting(counts, 1_000_000, 1));
        Guardrail largest = ExposureCapGuardrail.removing(counts, Short.MAX_VALUE);
        for (int i = 0; i < 40_000; i++) {
            counts.add("A", MONDAY);
        }
        assertThat(verdict(largest, "A", MONDAY).tier()).isEqualTo(Integer.MAX_VALUE);
        assertThat(verdict(largest, "B", MONDAY)).isEqualTo(Verdict.keep());
    }

    private static Verdict verdict(Guardrail guardrail, String id, Instant now) {
        Verdicts verdicts = new Verdicts(1);
        guardrail.judge(Batches.scored(at(now), List.of(id), 1), verdicts);
        return verdicts.get(0);
    }

    private static RequestContext at(Instant now) {
        return RequestContext.builder(SlateRequest.forViewer("ana").build(), new IdSpace())
                .instant(now)
                .build();
    }
}
