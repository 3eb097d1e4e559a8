package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.ConsentChoices;
import io.github.discovery4j.core.consent.ConsentLedger;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import net.jqwik.api.Example;

/** The laws of a {@link ConsentLedger}. */
public abstract class ConsentLedgerContract {

    private static final SignalGroup GROUP = SignalGroup.INTERESTS;
    private static final SignalGroup OTHER = SignalGroup.BEHAVIOUR;

    /**
     * Returns a ledger in which nobody has objected to anything.
     *
     * @return the ledger under test
     */
    protected abstract ConsentLedger ledger();

    /**
     * Returns how many changes the threads of a concurrent law make; fewer for a ledger that waits for a disk.
     *
     * @return 1 or more
     */
    protected int changes() {
        return 200;
    }

    @Example
    void aStrangerAllowsEverythingAndNeverChanged() {
        ConsentLedger ledger = ledger();
        assertThat(ledger.allows("stranger", GROUP)).isTrue();
        assertThat(ledger.withdrawn("stranger")).isFalse();
        assertThat(ledger.visibility("stranger", GROUP)).isEqualTo(Visibility.PUBLIC);
        assertThat(ledger.epoch("stranger")).isZero();
        assertThat(ledger.choices("stranger")).isEqualTo(ConsentChoices.NONE);
    }

    @Example
    void anOptOutConcernsOnePersonAndOneGroupUntilTheOptIn() {
        ConsentLedger ledger = ledger();
        ledger.optOut("a", GROUP);
        assertThat(ledger.allows("a", GROUP)).isFalse();
        assertThat(ledger.allows("a", OTHER)).isTrue();
        assertThat(ledger.allows("b", GROUP)).isTrue();
        ledger.optOut("a", OTHER);
        ledger.optIn("a", GROUP);
        assertThat(ledger.allows("a", GROUP)).isTrue();
        assertThat(ledger.allows("a", OTHER)).isFalse();
    }

    @Example
    void idsOfAnyScriptAreDifferentPeople() {
        ConsentLedger ledger = ledger();
        for (String id : List.of("Zoë", "Zoe", "zoë", "安娜", "أمل", "🦊", "a'; DROP TABLE x; --", " ", "*")) {
            assertThat(ledger.allows(id, GROUP)).isTrue();
            ledger.optOut(id, GROUP);
            assertThat(ledger.allows(id, GROUP)).isFalse();
        }
    }

    @Example
    void whoWithdrewAllowsNothingAndFindsTheirChoicesAgain() {
        ConsentLedger ledger = ledger();
        ledger.optOut("a", GROUP);
        ledger.show("a", OTHER, Visibility.FOLLOWERS);
        ledger.withdraw("a");
        assertThat(ledger.withdrawn("a")).isTrue();
        assertThat(ledger.allows("a", OTHER)).isFalse();
        ledger.rejoin("a");
        assertThat(ledger.withdrawn("a")).isFalse();
        assertThat(ledger.allows("a", OTHER)).isTrue();
        assertThat(ledger.allows("a", GROUP)).isFalse();
        assertThat(ledger.visibility("a", OTHER)).isEqualTo(Visibility.FOLLOWERS);
    }

    @Example
    void visibilityIsSetForEachGroup() {
        ConsentLedger ledger = ledger();
        ledger.show("a", GROUP, Visibility.FOLLOWERS);
        ledger.show("a", OTHER, Visibility.PRIVATE_OPT_IN);
        ledger.show("a", GROUP, Visibility.PUBLIC);
        assertThat(ledger.visibility("a", GROUP)).isEqualTo(Visibility.PUBLIC);
        assertThat(ledger.visibility("a", OTHER)).isEqualTo(Visibility.PRIVATE_OPT_IN);
        assertThat(ledger.visibility("b", OTHER)).isEqualTo(Visibility.PUBLIC);
    }

    @Example
    void anErasedPersonHasWithdrawnAndHasNoChoicesLeftWhenTheyRejoin() {
        ConsentLedger ledger = ledger();
        ledger.optOut("a", GROUP);
        ledger.show("a", OTHER, Visibility.FOLLOWERS);
        long taken = ledger.latestEpoch();
        ledger.erase("a");
        assertThat(ledger.withdrawn("a")).isTrue();
        assertThat(ledger.allows("a", OTHER)).isFalse();
        assertThat(ledger.epoch("a")).isGreaterThan(taken);
        assertThat(ledger.choices("a").erased()).isTrue();
        ledger.erase("a");
        ledger.rejoin("a");
        assertThat(ledger.choices("a").erased()).isFalse();
        assertThat(ledger.allows("a", GROUP)).isTrue();
        assertThat(ledger.visibility("a", OTHER)).isEqualTo(Visibility.PUBLIC);
    }

    @Example
    void everyKindOfChangeMovesThePersonsEpochAndTheLatestAndIsHeard() {
        ConsentLedger ledger = ledger();
        List<String> heard = new ArrayList<>();
        ledger.listen((person, before, after) -> {
            assertThat(after.epoch()).isGreaterThan(before.epoch());
            heard.add(person);
        });
        ledger.listen((person, before, after) -> {
            throw new IllegalStateException("a listener that fails");
        });
        List<BiConsumer<ConsentLedger, String>> changes = List.of(
                (all, id) -> all.optOut(id, GROUP),
                (all, id) -> all.optIn(id, GROUP),
                (all, id) -> all.show(id, GROUP, Visibility.FOLLOWERS),
                ConsentLedger::withdraw,
                ConsentLedger::rejoin,
                ConsentLedger::erase);
        ledger.optOut("bystander", GROUP);
        long ofBystander = ledger.epoch("bystander");
        for (BiConsumer<ConsentLedger, String> change : changes) {
            long taken = ledger.latestEpoch();
            change.accept(ledger, "a");
            assertThat(ledger.epoch("a")).isGreaterThan(taken).isEqualTo(ledger.latestEpoch());
        }
        assertThat(ledger.epoch("bystander")).isEqualTo(ofBystander);
        assertThat(heard).hasSize(7).filteredOn("a"::equals).hasSize(6);
    }

    @Example
    void noChangeIsLostAmongThreadsAndEpochsDiffer() throws Exception {
        ConsentLedger ledger = ledger();
        inParallel(4, thread -> {
            for (int i = 0; i < changes(); i++) {
                ledger.optOut("person" + thread + "/" + i, GROUP);
                ledger.optOut("everybody", new SignalGroup("group" + thread + "-" + i));
            }
        });
        Set<Long> epochs = new HashSet<>();
        for (int thread = 0; thread < 4; thread++) {
            for (int i = 0; i < changes(); i++) {
                assertThat(ledger.allows("person" + thread + "/" + i, GROUP)).isFalse();
                assertThat(ledger.allows("everybody", new SignalGroup("group" + thread + "-" + i)))
                        .isFalse();
                epochs.add(ledger.epoch("person" + thread + "/" + i));
            }
        }
        assertThat(epochs).hasSize(4 * changes());
    }

    /** Whoever takes the latest epoch, reads, and finds no epoch of the person above the one taken, has read no change. */
    @Example
    void aChangeBetweenTakingTheEpochAndLookingAtItIsAlwaysVisible() throws Exception {
        ConsentLedger ledger = ledger();
        AtomicBoolean done = new AtomicBoolean();
        inParallel(3, thread -> {
            if (thread == 0) {
                try {
                    for (int change = 0; change < 2 * changes(); change++) {
                        ledger.optOut("a", GROUP);
                        ledger.optIn("a", GROUP);
                    }
                } finally {
                    done.set(true);
                }
                return;
            }
            while (!done.get()) {
                long taken = ledger.latestEpoch();
                boolean first = ledger.allows("a", GROUP);
                boolean second = ledger.allows("a", GROUP);
                if (ledger.epoch("a") <= taken) {
                    assertThat(second).isEqualTo(first);
                }
            }
        });
    }

    /** What a thread does, given its number. */
    private interface Task {
        void run(int thread) throws Exception;
    }

    private static void inParallel(int threads, Task task) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                tasks.add(() -> {
                    task.run(thread);
                    return null;
                });
            }
            for (Future<Void> result : executor.invokeAll(tasks)) {
                result.get();
            }
        }
    }
}
