package io.github.discovery4j.core.social;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers beside writers; writers end after a fixed number of steps, readers with them. */
@Timeout(60)
class SocialGraphConcurrencyTest {

    private static final int CHANGES = 20_000;
    private static final int PEOPLE = 12;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final SocialGraph graph = new SocialGraph(SocialGraphSettings.of(ledger));
    private final AtomicBoolean writing = new AtomicBoolean(true);

    private static String person(int number) {
        return "p" + number;
    }

    @Test
    void whoeverOnlyGainsFollowsIsFoundFromTheFollowersSideFirst() throws Exception {
        run(
                () -> {
                    for (int i = 0; i < CHANGES / 10; i++) {
                        graph.follow("fan" + i, "star");
                    }
                },
                () -> {
                    for (String fan : graph.followers("star")) {
                        assertThat(graph.following(fan)).containsExactly("star");
                    }
                });
        assertThat(graph.followers("star")).hasSize(CHANGES / 10);
    }

    @Test
    void aRowIsNeverSeenHalfChangedAndBothDirectionsAgreeInTheEnd() throws Exception {
        Random random = new Random(3);
        run(
                () -> {
                    for (int i = 0; i < CHANGES; i++) {
                        int one = random.nextInt(PEOPLE);
                        int other = (one + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
                        switch (random.nextInt(8)) {
                            case 0 -> graph.block(person(one), person(other));
                            case 1 -> graph.unblock(person(one), person(other));
                            case 2, 3 -> graph.unfollow(person(one), person(other));
                            default -> graph.follow(person(one), person(other));
                        }
                        if (i % 500 == 0) {
                            graph.erase(person(one));
                        }
                    }
                },
                () -> {
                    for (int i = 0; i < PEOPLE; i++) {
                        assertThat(graph.following(person(i)))
                                .doesNotHaveDuplicates()
                                .doesNotContain(person(i));
                        graph.ego(person(i))
                                .ifPresent(network -> assertThat(network.density())
                                        .satisfiesAnyOf(
                                                density -> assertThat(density).isNaN(),
                                                density -> assertThat(density).isBetween(0.0, 1.0)));
                    }
                });
        for (int i = 0; i < PEOPLE; i++) {
            for (int j = 0; j < PEOPLE; j++) {
                assertThat(graph.followers(person(j)).contains(person(i)))
                        .isEqualTo(graph.follows(person(i), person(j)));
            }
        }
    }

    @Test
    void whatIsRememberedOfEgoNetworksIsRightInTheEnd() throws Exception {
        Random random = new Random(4);
        run(
                () -> {
                    for (int i = 0; i < CHANGES; i++) {
                        int one = random.nextInt(PEOPLE);
                        int other = (one + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
                        if (random.nextBoolean()) {
                            graph.follow(person(one), person(other));
                        } else {
                            graph.unfollow(person(one), person(other));
                        }
                    }
                },
                () -> {
                    for (int i = 0; i < PEOPLE; i++) {
                        graph.ego(person(i));
                    }
                });
        SocialGraph fresh = new SocialGraph(SocialGraphSettings.of(ledger));
        for (int i = 0; i < PEOPLE; i++) {
            for (String followed : graph.following(person(i))) {
                fresh.follow(person(i), followed);
            }
        }
        for (int i = 0; i < PEOPLE; i++) {
            assertThat(graph.ego(person(i)).map(EgoNetwork::density))
                    .isEqualTo(fresh.ego(person(i)).map(EgoNetwork::density));
        }
    }

    @Test
    void noReadThatBeginsAfterAnOptOutSeesTheTie() throws Exception {
        graph.follow("ana", "bo");
        graph.follow("bo", "cy");
        // Odd from when an opt-out has returned until the next opt-in begins.
        AtomicLong phase = new AtomicLong();
        run(
                () -> {
                    for (int i = 0; i < CHANGES; i++) {
                        ledger.optOut("bo", SocialGraph.FOLLOWS);
                        phase.incrementAndGet();
                        assertThat(graph.between("ana", "cy", 1)).isEmpty();
                        phase.incrementAndGet();
                        ledger.optIn("bo", SocialGraph.FOLLOWS);
                    }
                },
                () -> {
                    long before = phase.get();
                    List<String> between = graph.between("ana", "cy", 1);
                    if (before % 2 == 1 && phase.get() == before) {
                        assertThat(between).isEmpty();
                    }
                });
    }

    private void run(Runnable writer, Runnable reader) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Void>> readers = new ArrayList<>();
            Callable<Void> reading = () -> {
                while (writing.get()) {
                    reader.run();
                }
                return null;
            };
            readers.add(threads.submit(reading));
            readers.add(threads.submit(reading));
            try {
                writer.run();
            } finally {
                writing.set(false);
            }
            for (Future<Void> each : readers) {
                each.get();
            }
        }
    }
}
