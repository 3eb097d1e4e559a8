package io.github.discovery4j.rank.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import io.github.discovery4j.rank.guardrail.SeenItems.Reaction;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.GuardrailContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlreadySeenGuardrailTest extends GuardrailContract {

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private final SeenItems seen = new SeenItems(ConsentView.ALLOW_ALL);

    AlreadySeenGuardrailTest() {
        seen.add("ana", List.of("A", "B"), MONDAY);
    }

    @Override
    protected Guardrail guardrail() {
        return AlreadySeenGuardrail.forever(seen);
    }

    @Override
    protected List<String> viewers() {
        return List.of("ana", "ben");
    }

    @Override
    protected List<String> items() {
        return List.of("A", "B", "C");
    }

    @Test
    void nothingComesBackForever() {
        assertThat(removes(AlreadySeenGuardrail.forever(seen), "A", MONDAY.plus(Duration.ofDays(10_000))))
                .isTrue();
        assertThat(removes(AlreadySeenGuardrail.forever(seen), "C", MONDAY)).isFalse();
    }

    @Test
    void anItemMayComeBackWhenTheCoolDownIsOver() {
        AlreadySeenGuardrail guardrail = AlreadySeenGuardrail.coolDown(seen, WEEK);
        assertThat(removes(guardrail, "A", MONDAY)).isTrue();
        assertThat(removes(guardrail, "A", MONDAY.plus(WEEK).minusNanos(1))).isTrue();
        assertThat(removes(guardrail, "A", MONDAY.plus(WEEK))).isFalse();
        seen.add("ana", List.of("A"), MONDAY.plus(WEEK));
        assertThat(removes(guardrail, "A", MONDAY.plus(WEEK))).isTrue();
    }

    @Test
    void whatIsSeenWhileTheRequestRunsCounts() {
        AlreadySeenGuardrail guardrail = AlreadySeenGuardrail.coolDown(seen, WEEK);
        seen.add("ana", List.of("C"), MONDAY.plusSeconds(1));
        assertThat(removes(guardrail, "C", MONDAY)).isTrue();
    }

    @Test
    void whatWasDismissedStaysAwayForLongerAndWhatWasLikedComesBack() {
        AlreadySeenGuardrail guardrail = AlreadySeenGuardrail.coolDowns(seen, CoolDowns.DEFAULT);
        assertThat(removes(guardrail, "A", MONDAY)).isTrue();
        seen.react("ana", "A", Reaction.LIKED, MONDAY.plusSeconds(1));
        assertThat(removes(guardrail, "A", MONDAY)).isFalse();
        seen.react("ana", "B", Reaction.DISMISSED, MONDAY.plusSeconds(1));
        assertThat(removes(guardrail, "B", MONDAY.plus(WEEK))).isTrue();
        Instant end = MONDAY.plusSeconds(1).plus(Duration.ofDays(90));
        assertThat(removes(guardrail, "B", end.minusNanos(1))).isTrue();
        assertThat(removes(guardrail, "B", end)).isFalse();
        seen.add("ana", List.of("B"), end);
        assertThat(removes(guardrail, "B", end.plus(WEEK).minusNanos(1))).isTrue();
        assertThat(removes(guardrail, "B", end.plus(WEEK))).isFalse();
        seen.react("ana", "B", Reaction.LIKED, end.plusSeconds(5));
        assertThat(removes(guardrail, "B", end.plusSeconds(5))).isFalse();
    }

    @Test
    void aLikeMayHaveACoolDownOfItsOwn() {
        AlreadySeenGuardrail guardrail =
                AlreadySeenGuardrail.coolDowns(seen, new CoolDowns(WEEK, WEEK, Duration.ofDays(1)));
        seen.react("ana", "A", Reaction.LIKED, MONDAY);
        assertThat(removes(guardrail, "A", MONDAY.plus(Duration.ofDays(1)).minusNanos(1)))
                .isTrue();
        assertThat(removes(guardrail, "A", MONDAY.plus(Duration.ofDays(1)))).isFalse();
    }

    @Test
    void coolDownsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> new CoolDowns(WEEK, Duration.ofDays(1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dismissal");
        assertThatThrownBy(() -> new CoolDowns(WEEK, WEEK, Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCoolDownOutOfRangeIsRefused() {
        for (Duration coolDown : List.of(Duration.ZERO, WEEK.negated(), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> AlreadySeenGuardrail.coolDown(seen, coolDown))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("forever");
        }
    }

    /** Asks both ways, which must agree. */
    private static boolean removes(AlreadySeenGuardrail guardrail, String item, Instant now) {
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("ana").build(), new IdSpace())
                .instant(now)
                .build();
        ScoredCandidates candidates = Batches.scored(context, List.of(item), 1);
        Verdicts verdicts = new Verdicts(1);
        guardrail.judge(candidates, verdicts);
        boolean removed = verdicts.get(0) instanceof Verdict.Remove;
        assertThat(guardrail.exclusions(context).test(item)).isEqualTo(removed);
        return removed;
    }
}
