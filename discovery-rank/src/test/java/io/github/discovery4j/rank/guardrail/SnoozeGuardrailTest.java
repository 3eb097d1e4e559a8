package io.github.discovery4j.rank.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.signal.Intents;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.GuardrailContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnoozeGuardrailTest extends GuardrailContract {

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private static final ItemAttributes TOPICS = new ItemAttributes() {
        @Override
        public Set<String> names() {
            return Set.of("topic", "community");
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return switch (itemId + " " + attribute) {
                case "A topic" -> Set.of("gaming", "music");
                case "B community" -> Set.of("gaming");
                case "C topic" -> Set.of("שחמט");
                default -> Set.of();
            };
        }

        @Override
        public double number(String itemId, String attribute) {
            return Double.NaN;
        }
    };

    private Instant now = MONDAY;
    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final Intents intents = Intents.inMemory(ledger, () -> now);
    private final Guardrail guardrail = new SnoozeGuardrail(intents, "topic", "community");

    @Override
    protected Guardrail guardrail() {
        Intents snoozes = Intents.inMemory(ConsentView.ALLOW_ALL, Instant::now);
        snoozes.snoozePerson("ana", "B", WEEK);
        return new SnoozeGuardrail(snoozes);
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
    void noGamingForAWeek() {
        intents.snooze("ana", "gaming", WEEK);
        assertThat(removed("ana", now)).containsExactly("A", "B");
        assertThat(removed("ben", now)).isEmpty();
        assertThat(removed("ana", now.plus(WEEK).minusMillis(1))).containsExactly("A", "B");
        assertThat(removed("ana", now.plus(WEEK))).isEmpty();
    }

    @Test
    void categoriesInAnyScript() {
        intents.snooze("ana", "שחמט", WEEK);
        assertThat(removed("ana", now)).containsExactly("C");
    }

    @Test
    void aPersonIsSnoozedAndComesBack() {
        intents.snoozePerson("ana", "C", WEEK);
        assertThat(removed("ana", now)).containsExactly("C");
        intents.wakePerson("ana", "C");
        assertThat(removed("ana", now)).isEmpty();
    }

    @Test
    void aThingWithAPersonsIdIsNotSnoozedWithThem() {
        intents.snoozePerson("ana", "C", WEEK);
        RequestContext things = RequestContext.builder(
                        SlateRequest.forViewer("ana").build(), new IdSpace())
                .itemKind(ItemKind.THINGS)
                .attributes(TOPICS)
                .instant(now)
                .build();
        assertThat(guardrail.exclusions(things).test("C")).isFalse();
    }

    @Test
    void anOptOutWakesNothing() {
        intents.snooze("ana", "gaming", WEEK);
        ledger.optOut("ana", SignalGroup.CONVERSATION);
        assertThat(removed("ana", now)).containsExactly("A", "B");
    }

    @Test
    void anAttributeThatTheEngineDoesNotKnowIsNamed() {
        Guardrail wrong = new SnoozeGuardrail(intents, "tpoic");
        ScoredCandidates scored = Batches.scored(context("ana", now), List.of("A"), 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> wrong.judge(scored, new Verdicts(1)))
                .withMessageContainingAll("tpoic", "topic");
    }

    private List<String> removed(String viewer, Instant at) {
        now = at;
        RequestContext context = context(viewer, at);
        ScoredCandidates scored = Batches.scored(context, List.of("A", "B", "C", "D"), 4, 3, 2, 1);
        Verdicts verdicts = new Verdicts(4);
        guardrail.judge(scored, verdicts);
        List<String> removed = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
            boolean gone = verdicts.get(row) instanceof Verdict.Remove;
            assertThat(guardrail.exclusions(context).test(scored.id(row))).isEqualTo(gone);
            if (gone) {
                removed.add(scored.id(row));
            }
        }
        now = MONDAY;
        return removed;
    }

    private static RequestContext context(String viewer, Instant at) {
        return RequestContext.builder(SlateRequest.forViewer(viewer).build(), new IdSpace())
                .attributes(TOPICS)
                .instant(at)
                .build();
    }
}
