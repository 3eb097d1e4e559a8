package io.github.discovery4j.core.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.InParallel;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InMemoryConsentLedgerTest {

    private static final SignalGroup GROUP = SignalGroup.INTERESTS;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();

    @Test
    void aStrangerAllowsEverythingAndNeverChanged() {
        assertThat(ledger.allows("stranger", GROUP)).isTrue();
        assertThat(ledger.withdrawn("stranger")).isFalse();
        assertThat(ledger.visibility("stranger", GROUP)).isEqualTo(Visibility.PUBLIC);
        assertThat(ledger.epoch("stranger")).isZero();
        assertThat(ledger.latestEpoch()).isZero();
    }

    @Test
    void anOptOutConcernsOnePersonAndOneGroupUntilTheOptIn() {
        ledger.optOut("a", GROUP);
        assertThat(ledger.allows("a", GROUP)).isFalse();
        assertThat(ledger.allows("a", SignalGroup.BEHAVIOUR)).isTrue();
        assertThat(ledger.allows("b", GROUP)).isTrue();
        ledger.optOut("a", SignalGroup.BEHAVIOUR);
        ledger.optIn("a", GROUP);
        assertThat(ledger.allows("a", GROUP)).isTrue();
        assertThat(ledger.allows("a", SignalGroup.BEHAVIOUR)).isFalse();
    }

    @Test
    void whoWithdrewAllowsNothingAndFindsTheirChoicesAgain() {
        ledger.optOut("a", GROUP);
        ledger.show("a", SignalGroup.BEHAVIOUR, Visibility.FOLLOWERS);
        ledger.withdraw("a");
        assertThat(ledger.withdrawn("a")).isTrue();
        assertThat(ledger.allows("a", SignalGroup.BEHAVIOUR)).isFalse();
        ledger.rejoin("a");
        assertThat(ledger.withdrawn("a")).isFalse();
        assertThat(ledger.allows("a", SignalGroup.BEHAVIOUR)).isTrue();
        assertThat(ledger.allows("a", GROUP)).isFalse();
        assertThat(ledger.visibility("a", SignalGroup.BEHAVIOUR)).isEqualTo(Visibility.FOLLOWERS);
    }

    @Test
    void visibilityIsSetForEachGroup() {
        ledger.show("a", GROUP, Visibility.FOLLOWERS);
        ledger.show("a", SignalGroup.BEHAVIOUR, Visibility.PRIVATE_OPT_IN);
        ledger.show("a", GROUP, Visibility.PUBLIC);
        assertThat(ledger.visibility("a", GROUP)).isEqualTo(Visibility.PUBLIC);
        assertThat(ledger.visibility("a", SignalGroup.BEHAVIOUR)).isEqualTo(Visibility.PRIVATE_OPT_IN);
        assertThat(ledger.visibility("b", SignalGroup.BEHAVIOUR)).isEqualTo(Visibility.PUBLIC);
    }

    @Test
    void everyKindOfChangeMovesThePersonsEpochAndTheLatest() {
        List<Consumer<String>> changes = List.of(
                id -> ledger.optOut(id, GROUP),
                id -> ledger.optIn(id, GROUP),
                id -> ledger.show(id, GROUP, Visibility.FOLLOWERS),
                ledger::withdraw,
                ledger::rejoin);
        ledger.optOut("bystander", GROUP);
        for (Consumer<String> change : changes) {
            long taken = ledger.latestEpoch();
            change.accept("a");
            assertThat(ledger.epoch("a")).isGreaterThan(taken).isEqualTo(ledger.latestEpoch());
        }
        assertThat(ledger.epoch("bystander")).isEqualTo(1);
    }

    @Test
    void noChangeIsLostAmongThreadsAndEpochsDiffer() throws Exception {
        int people = 1_000;
        InParallel.run(4, thread -> {
            for (int i = 0; i < people; i++) {
                ledger.optOut("person" + thread + "/" + i, GROUP);
                ledger.optOut("everybody", new SignalGroup("group" + thread + "-" + i));
            }
            return thread;
        });
        assertThat(ledger.latestEpoch()).isEqualTo(8L * people);
        Set<Long> epochs = new HashSet<>();
        for (int thread = 0; thread < 4; thread++) {
            for (int i = 0; i < people; i++) {
                assertThat(ledger.allows("person" + thread + "/" + i, GROUP)).isFalse();
                assertThat(ledger.allows("everybody", new SignalGroup("group" + thread + "-" + i)))
                        .isFalse();
                epochs.add(ledger.epoch("person" + thread + "/" + i));
            }
        }
        assertThat(epochs).hasSize(4 * people);
    }

    /**
     * The writer toggles two people in turn, so that a person's epoch tells what they allowed since. A reader who finds
     * no epoch above the one it took must have read exactly that.
     */
    @Test
    void aChangeBetweenTakingTheEpochAndLookingAtItIsAlwaysVisible() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        InParallel.run(3, thread -> {
            if (thread == 0) {
                for (int change = 1; change <= 500_000; change++) {
                    String person = "person" + change % 2;
                    if (allowedSince(change)) {
                        ledger.optIn(person, GROUP);
                    } else {
                        ledger.optOut(person, GROUP);
                    }
                }
                done.set(true);
                return 0;
            }
            int looks = 0;
            while (!done.get()) {
                String person = "person" + looks++ % 2;
                long taken = ledger.latestEpoch();
                boolean allowed = ledger.allows(person, GROUP);
                long epoch = ledger.epoch(person);
                if (epoch <= taken) {
                    assertThat(allowed).isEqualTo(allowedSince(epoch));
                }
            }
            return looks;
        });
    }

    private static boolean allowedSince(long epoch) {
        return (epoch + 1) / 2 % 2 == 0;
    }

    @Test
    void whereNobodyCanObjectAllIsAllowed() {
        ConsentView all = ConsentView.ALLOW_ALL;
        assertThat(all.allows("a", GROUP)).isTrue();
        assertThat(all.withdrawn("a")).isFalse();
        assertThat(all.visibility("a", GROUP)).isEqualTo(Visibility.PUBLIC);
        assertThat(all.epoch("a")).isZero();
        assertThat(all.latestEpoch()).isZero();
    }

    @Test
    void aPersonalRecordKeepsItsValueToItselfWhenPrinted() {
        assertThat(new PersonalRecord("store", GROUP, "interests", "secret"))
                .asString()
                .contains("store", "interests")
                .doesNotContain("secret");
    }
}
