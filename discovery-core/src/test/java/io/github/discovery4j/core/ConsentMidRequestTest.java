package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Consents that change while a slate is being made. */
class ConsentMidRequestTest {

    private static final SlateRequest REQUEST =
            SlateRequest.forViewer("viewer").size(3).build();

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final AtomicInteger attempts = new AtomicInteger();

    /** Finds those whose interests may be used. */
    private final CandidateSource byInterests = (context, limit) -> {
        CandidateList.Builder found = CandidateList.builder(context.items(), 4);
        for (String id : List.of("a", "b", "c", "d")) {
            if (context.consent().allows(id, SignalGroup.INTERESTS)
                    && context.consent().allows("viewer", SignalGroup.INTERESTS)) {
                found.add(id, 1);
            }
        }
        return found.build();
    };

    @Test
    void anOptOutAfterRetrievalMakesTheSlateAgain() {
        TracedSlate answer = answer(() -> {
            if (attempts.incrementAndGet() == 1) {
                ledger.optOut("b", SignalGroup.INTERESTS);
            }
        });
        assertThat(ids(answer)).containsExactly("a", "c", "d");
        assertThat(attempts).hasValue(2);
        assertThat(answer.trace().notes()).anyMatch(note -> note.contains("made again"));
    }

    @Test
    void anItemThatChangesAgainIsLeftOut() {
        TracedSlate answer = answer(() -> {
            attempts.incrementAndGet();
            ledger.optOut("b", SignalGroup.BEHAVIOUR);
        });
        assertThat(ids(answer)).containsExactly("a", "c");
        assertThat(attempts).hasValue(2);
        assertThat(answer.trace().drops()).anyMatch(drop -> drop.stage().equals("consent"));
    }

    @Test
    void aViewerWhoChangesAgainGetsAnEmptySlate() {
        TracedSlate answer = answer(() -> ledger.optOut("viewer", SignalGroup.BEHAVIOUR));
        assertThat(ids(answer)).isEmpty();
        assertThat(answer.slate().shortfall()).isEqualTo(3);
    }

    @Test
    void aChangeOfSomebodyWhoWasNotChosenCostsNothing() {
        answer(() -> {
            attempts.incrementAndGet();
            ledger.optOut("somebody else", SignalGroup.INTERESTS);
        });
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aWithdrawnViewerIsNotServed() {
        ledger.withdraw("viewer");
        TracedSlate answer = answer(() -> attempts.incrementAndGet());
        assertThat(ids(answer)).isEmpty();
        assertThat(attempts).hasValue(0);
    }

    private TracedSlate answer(Runnable midway) {
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("interests", byInterests)
                .consent(ledger)
                .guard("midway", (candidates, verdicts) -> {
                    midway.run();
                    verdicts.keepUndecided();
                })
                .build()) {
            return engine.recommendTraced(REQUEST);
        }
    }

    private static List<String> ids(TracedSlate answer) {
        return answer.slate().items().stream().map(SlateItem::id).toList();
    }
}
