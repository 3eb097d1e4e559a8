package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EventInteractionsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final InMemoryEventLog log = new InMemoryEventLog();
    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private int next;

    private void event(String user, EventType type, String item, Duration age) {
        log.append(List.of(new SignalEvent(
                "e" + next++,
                user,
                type,
                Optional.of(item).filter(id -> !id.isEmpty()),
                NOW.minus(age),
                NOW,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
    }

    private static EventInteractions.Builder likes() {
        return EventInteractions.builder().weight("like", 1).weight("skip", -0.5);
    }

    private List<String> read(EventInteractions reader) {
        return rows(reader.read(log, consent, NOW));
    }

    private static List<String> rows(Interactions interactions) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < interactions.size(); i++) {
            rows.add("%s %s %.2f"
                    .formatted(
                            interactions.users().idOf(interactions.userOrdinal(i)),
                            interactions.items().idOf(interactions.itemOrdinal(i)),
                            interactions.weight(i)));
        }
        return rows;
    }

    @Test
    void weightsOfAPairAddUpInTheOrderOfTheLog() {
        event("ben", EventTypes.LIKE, "B", Duration.ZERO);
        event("ana", EventTypes.LIKE, "A", Duration.ZERO);
        event("ana", EventTypes.LIKE, "A", Duration.ZERO);
        event("ana", EventTypes.SKIP, "B", Duration.ZERO);
        event("ana", EventTypes.VIEW, "C", Duration.ZERO);
        event("ana", EventTypes.LIKE, "", Duration.ZERO);
        assertThat(read(likes().build())).containsExactly("ben B 1.00", "ana A 2.00", "ana B -0.50");
    }

    @Test
    void anEventIsWorthHalfAfterItsHalfLife() {
        event("ana", EventTypes.LIKE, "A", Duration.ofDays(30));
        event("ana", EventTypes.LIKE, "A", Duration.ofDays(60));
        event("ana", EventTypes.LIKE, "B", Duration.ofDays(0));
        Interactions read = likes().halfLife(Duration.ofDays(30)).build().read(log, consent, NOW);
        assertThat(read.weight(0)).isCloseTo(0.75f, within(1e-6f));
        assertThat(read.timeMillis(0)).isEqualTo(NOW.minus(Duration.ofDays(30)).toEpochMilli());
        assertThat(read.weight(1)).isEqualTo(1);
    }

    @Test
    void whatComesLaterThanTheMomentIsNotRead() {
        event("ana", EventTypes.LIKE, "A", Duration.ofMinutes(1));
        event("ana", EventTypes.LIKE, "B", Duration.ofMinutes(-1));
        assertThat(read(likes().build())).containsExactly("ana A 1.00");
        assertThat(likes().build().read(log, consent, NOW.plusSeconds(60)).size())
                .isEqualTo(2);
    }

    @Test
    void whoOptedOutOfTheTypesGroupIsNotRead() {
        event("ana", EventTypes.LIKE, "A", Duration.ZERO);
        event("ben", EventTypes.LIKE, "A", Duration.ZERO);
        event("cleo", EventTypes.FOLLOW, "ben", Duration.ZERO);
        event("dora", EventTypes.LIKE, "A", Duration.ZERO);
        consent.optOut("ana", SignalGroup.BEHAVIOUR);
        consent.optOut("cleo", SignalGroup.BEHAVIOUR);
        consent.withdraw("dora");
        EventInteractions reader = likes().weight("follow", 1).build();
        assertThat(read(reader)).containsExactly("ben A 1.00", "cleo ben 1.00");
        consent.optIn("ana", SignalGroup.BEHAVIOUR);
        assertThat(read(reader)).contains("ana A 1.00");
    }

    @Test
    void whoWithdrewIsNoItemWhereItemsArePeople() {
        event("ana", EventTypes.LIKE, "ben", Duration.ZERO);
        consent.withdraw("ben");
        assertThat(read(likes().items(ItemKind.PEOPLE).build())).isEmpty();
        assertThat(read(likes().build())).containsExactly("ana ben 1.00");
    }

    @Test
    void whoOptsOutWhileTheLogIsReadIsLeftOut() {
        for (int i = 0; i < 5_000; i++) {
            event(i % 2 == 0 ? "ana" : "ben", EventTypes.LIKE, "A" + i, Duration.ZERO);
        }
        int[] asked = {0};
        Interactions read = likes().build().read(log, consent, NOW, () -> {
            if (++asked[0] == 2) {
                consent.optOut("ana", SignalGroup.BEHAVIOUR);
            }
            return true;
        });
        assertThat(read.users().ordinalOf("ana")).isNegative();
        assertThat(read.size()).isEqualTo(2_500);
    }

    @Test
    void readingStopsWhenTold() {
        event("ana", EventTypes.LIKE, "A", Duration.ZERO);
        assertThat(likes().build()
                        .read(log, ConsentView.ALLOW_ALL, NOW, () -> false)
                        .size())
                .isZero();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> EventInteractions.builder().build()).hasMessageContaining("none has");
        assertThatThrownBy(() -> likes().weight("play", Double.NaN)).hasMessageContaining("play");
        assertThatThrownBy(() -> likes().halfLife(Duration.ZERO)).hasMessageContaining("PT0S");
    }
}
