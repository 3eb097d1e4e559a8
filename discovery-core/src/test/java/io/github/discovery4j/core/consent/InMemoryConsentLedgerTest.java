package io.github.discovery4j.core.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.InParallel;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.testkit.ConsentLedgerContract;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InMemoryConsentLedgerTest extends ConsentLedgerContract {

    private static final SignalGroup GROUP = SignalGroup.INTERESTS;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();

    @Override
    protected ConsentLedger ledger() {
        return new InMemoryConsentLedger();
    }

    @Override
    protected int changes() {
        return 1_000;
    }

    @Test
    void epochsCountFromOne() {
        assertThat(ledger.latestEpoch()).isZero();
        ledger.optOut("a", GROUP);
        assertThat(ledger.epoch("a")).isEqualTo(1);
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
