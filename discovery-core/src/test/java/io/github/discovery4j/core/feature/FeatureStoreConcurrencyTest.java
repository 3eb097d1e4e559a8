package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.RequestContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers beside writers and changes of consent; every thread ends after a fixed number of steps. */
@Timeout(60)
class FeatureStoreConcurrencyTest {

    private static final int CHANGES = 20_000;
    private static final int PEOPLE = 8;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InMemoryFeatureStore store = new InMemoryFeatureStore(Community.settings(ledger));
    private final AtomicBoolean writing = new AtomicBoolean(true);

    @Test
    void aRowIsNeverSeenHalfChanged() throws Exception {
        FeatureView view =
                store.view("both", "1").number("activity").number("age").build();
        for (int i = 0; i < PEOPLE; i++) {
            putThrice(person(i), 0);
        }
        run(
                () -> {
                    Random random = new Random(1);
                    for (int i = 0; i < CHANGES; i++) {
                        putThrice(person(random.nextInt(PEOPLE)), i);
                    }
                },
                () -> {
                    FeatureTable table = FeatureTable.allocate(view.schema(), PEOPLE);
                    view.hydrate(everyone(), table.writer(0, 2));
                    for (int row = 0; row < PEOPLE; row++) {
                        assertThat(table.get(row, 0)).isEqualTo(table.get(row, 1));
                        FeatureRow features = store.row(person(row));
                        assertThat(features.labels("interests")).containsExactly(label(features.number("age")));
                    }
                });
    }

    /** Says the same three times over. */
    private void putThrice(String person, int value) {
        store.put(
                person,
                row -> row.number("activity", value).number("age", value).labels("interests", Set.of(label(value))));
    }

    private static String label(float value) {
        return value % 2 == 0 ? "even" : "odd";
    }

    @Test
    void theLookUpOfHoldersEndsUpAsTheRowsAre() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 3; writer++) {
            Random random = new Random(writer);
            writers.add(() -> {
                for (int i = 0; i < CHANGES; i++) {
                    String person = person(random.nextInt(PEOPLE));
                    if (random.nextInt(4) == 0) {
                        store.erase(person);
                    } else {
                        Set<String> labels = Community.interests(random);
                        store.put(person, row -> row.labels("interests", labels));
                    }
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
            for (Future<Void> done : threads.invokeAll(writers)) {
                done.get();
            }
        }
        for (int i = 0; i < PEOPLE; i++) {
            String person = person(i);
            for (String label : Set.of("chess", "jazz", "bread", "go", "哲学")) {
                assertThat(holders(label).contains(person))
                        .isEqualTo(store.labels(person, "interests").contains(label));
            }
        }
    }

    private List<String> holders(String label) {
        List<String> holders = new ArrayList<>();
        Postings postings = store.labelIndex(0).holders(label);
        if (postings != null) {
            postings.forEach(
                    ordinal -> holders.add(store.entities().get(ordinal).id()));
        }
        return holders;
    }

    @Test
    void noReadThatBeginsAfterAnOptOutSeesTheSignal() throws Exception {
        for (int i = 0; i < PEOPLE; i++) {
            store.put(person(i), row -> row.labels("interests", Set.of("jazz")).number("activity", 1));
        }
        FeatureView view = store.view("both", "1").shared("interests").build();
        SharedInterests source = SharedInterests.over(store);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> others = threads.submit(() -> {
                Random random = new Random(5);
                while (writing.get()) {
                    store.put(person(random.nextInt(PEOPLE)), row -> row.labels("interests", Set.of("jazz")));
                }
            });
            try {
                for (int i = 0; i < 2_000; i++) {
                    flipAndRead(view, source, person(i % PEOPLE), person((i + 1) % PEOPLE));
                }
            } finally {
                writing.set(false);
            }
            others.get();
        }
    }

    private void flipAndRead(FeatureView view, SharedInterests source, String person, String viewer) {
        ledger.optOut(person, SignalGroup.INTERESTS);
        assertThat(store.labels(person, "interests")).isEmpty();
        assertThat(found(source, viewer)).doesNotContain(person);
        FeatureTable table = FeatureTable.allocate(view.schema(), 1);
        PairBatch pair = PairBatch.of(List.of(new PairBatch.Pair(viewer, person, Instant.EPOCH)));
        view.hydrate(pair, table.writer(0, 1));
        assertThat(table.get(0, 0)).isNaN();
        ledger.optIn(person, SignalGroup.INTERESTS);
        assertThat(found(source, viewer)).contains(person);
    }

    private static List<String> found(SharedInterests source, String viewer) {
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer(viewer).build(), new IdSpace())
                .build();
        CandidateList list = source.retrieve(context, 50);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            ids.add(context.items().idOf(list.ordinal(i)));
        }
        return ids;
    }

    /** Runs a writer to its end with two readers beside it, each of which reads at least once. */
    private void run(Runnable writer, Runnable reader) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Runnable reading = () -> {
                do {
                    reader.run();
                } while (writing.get());
            };
            Future<?> first = threads.submit(reading);
            Future<?> second = threads.submit(reading);
            try {
                threads.submit(writer).get();
            } finally {
                writing.set(false);
            }
            first.get();
            second.get();
        }
    }

    private static PairBatch everyone() {
        List<PairBatch.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            pairs.add(new PairBatch.Pair("viewer", person(i), Instant.EPOCH));
        }
        return PairBatch.of(pairs);
    }

    private static String person(int number) {
        return "p" + number;
    }
}
