package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InteractionHistoryTest extends PersonalDataHolderContract {

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-06-01T00:00:00Z");
    private static final IdMap FILMS = IdMap.of(List.of("Z", "A", "B"));

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InteractionHistory history = new InteractionHistory(ledger);

    @Override
    protected PersonalDataHolder holder() {
        InteractionHistory holder = new InteractionHistory(ledger);
        holder.add("ana", "A", 1, MONDAY);
        holder.add("ben", "B", 1, MONDAY);
        return holder;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "ben";
    }

    @Test
    void readsWhatWasLikedAndTheCatalogueKnows() {
        history.add("ana", "B", 5, TUESDAY);
        history.add("ana", "Z", 1, MONDAY);
        history.add("ana", "A", -1, MONDAY);
        history.add("ana", "not in the catalogue", 1, MONDAY);
        assertThat(liked("ana", LATER)).containsExactly("Z", "B");
        assertThat(liked("a stranger", LATER)).isEmpty();
    }

    @Test
    void readsNothingLaterThanTheMoment() {
        history.add("ana", "B", 1, TUESDAY);
        history.add("ana", "A", 1, MONDAY);
        assertThat(liked("ana", MONDAY.minusMillis(1))).isEmpty();
        assertThat(liked("ana", MONDAY)).containsExactly("A");
        assertThat(liked("ana", TUESDAY)).containsExactly("A", "B");
    }

    @Test
    void theLatestWeightCounts() {
        history.add("ana", "A", 0, TUESDAY);
        history.add("ana", "A", 1, MONDAY);
        assertThat(liked("ana", MONDAY)).containsExactly("A");
        assertThat(liked("ana", TUESDAY)).isEmpty();
    }

    @Test
    void ofTheSameMomentTheOneAddedLastCounts() {
        history.add("ana", "A", 1, MONDAY);
        history.add("ana", "A", 0, MONDAY);
        assertThat(liked("ana", LATER)).isEmpty();
    }

    @Test
    void takesAWholeDataSet() {
        history.add("ana", "A", 0, TUESDAY);
        history.addAll(Interactions.builder()
                .add("ana", "A", 1, MONDAY)
                .add("ana", "B")
                .add("ben", "Z")
                .build());
        assertThat(liked("ana", MONDAY)).containsExactly("A", "B");
        assertThat(liked("ana", TUESDAY)).containsExactly("B");
        assertThat(liked("ben", Instant.EPOCH)).containsExactly("Z");
    }

    @Test
    void anOptOutMasksReadsAndStillExports() {
        history.add("ana", "A", 1, MONDAY);
        ledger.optOut("ana", SignalGroup.BEHAVIOUR);
        assertThat(liked("ana", LATER)).isEmpty();
        assertThat(history.export("ana"))
                .extracting(PersonalRecord::value)
                .containsExactly("A, weight 1.0 at 2026-03-02T10:00:00Z");
        ledger.optIn("ana", SignalGroup.BEHAVIOUR);
        assertThat(liked("ana", LATER)).containsExactly("A");
    }

    @Test
    void belongsToTheGroupItWasGiven() {
        InteractionHistory favourites = new InteractionHistory(ledger, SignalGroup.FAVOURITES);
        favourites.add("ana", "A", 1, MONDAY);
        ledger.optOut("ana", SignalGroup.BEHAVIOUR);
        assertThat(favourites.liked("ana", LATER, FILMS)).hasSize(1);
        ledger.optOut("ana", SignalGroup.FAVOURITES);
        assertThat(favourites.liked("ana", LATER, FILMS)).isEmpty();
    }

    @Test
    void anErasedPersonIsUnknown() {
        history.add("ana", "A", 1, MONDAY);
        history.add("ana", "B", 1, MONDAY);
        assertThat(history.erase("ana")).isEqualTo(2);
        assertThat(liked("ana", LATER)).isEmpty();
    }

    @Test
    void aWeightThatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> history.add("ana", "A", Float.NaN, MONDAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN")
                .hasMessageNotContaining("ana");
    }

    private List<String> liked(String person, Instant asOf) {
        return Arrays.stream(history.liked(person, asOf, FILMS))
                .mapToObj(FILMS::idOf)
                .toList();
    }

    @Test
    void anErasedPersonIsNowhereWhereItemsArePeopleAndAThingOfTheSameIdStays() {
        InteractionHistory follows =
                new InteractionHistory(ConsentView.ALLOW_ALL, SignalGroup.SOCIAL_GRAPH, ItemKind.PEOPLE);
        InteractionHistory films = new InteractionHistory(ConsentView.ALLOW_ALL);
        for (InteractionHistory each : List.of(follows, films)) {
            each.add("ana", "ben", 1, Instant.EPOCH);
            each.add("ana", "cleo", 1, Instant.EPOCH);
            each.add("dora", "ben", 1, Instant.EPOCH);
            each.erase("ben");
        }
        assertThat(follows.export("ana"))
                .singleElement()
                .matches(record -> record.value().startsWith("cleo"));
        assertThat(follows.export("dora")).isEmpty();
        assertThat(films.export("ana")).hasSize(2);
    }

    /** An erasure walks over those who have a history already, and does not see whoever is about to. */
    @Test
    void anErasureReachesAFirstInteractionThatIsUnderWay() {
        InMemoryTombstones stones = new InMemoryTombstones();
        AtomicReference<InteractionHistory> follows = new AtomicReference<>();
        AtomicBoolean begun = new AtomicBoolean();
        follows.set(new InteractionHistory(ConsentView.ALLOW_ALL, SignalGroup.SOCIAL_GRAPH, ItemKind.PEOPLE, id -> {
            boolean erased = stones.contains(id);
            if (id.equals("ana") && begun.compareAndSet(false, true)) {
                stones.add("ana");
                CompletableFuture.runAsync(() -> follows.get().erase("ana"))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
            }
            return erased;
        }));
        follows.get().add("cy", "ana", 1, MONDAY);
        assertThat(follows.get().export("cy")).isEmpty();
    }

    @Test
    void dropsLateDataOfWhoeverWasErasedUntilTheyAreLetIn() {
        InMemoryTombstones stones = new InMemoryTombstones();
        InteractionHistory follows = new InteractionHistory(
                ConsentView.ALLOW_ALL, SignalGroup.SOCIAL_GRAPH, ItemKind.PEOPLE, stones::contains);
        stones.add("ana");
        follows.add("ana", "bo", 1, Instant.EPOCH);
        follows.add("bo", "ana", 1, Instant.EPOCH);
        follows.add("bo", "cy", 1, Instant.EPOCH);
        assertThat(follows.export("ana")).isEmpty();
        assertThat(follows.export("bo"))
                .hasSize(1)
                .noneMatch(record -> record.value().contains("ana"));
        stones.remove("ana");
        follows.add("ana", "bo", 1, Instant.EPOCH);
        follows.add("bo", "ana", 1, Instant.EPOCH);
        assertThat(follows.export("ana")).hasSize(1);
        assertThat(follows.export("bo")).hasSize(2);
        InteractionHistory films =
                new InteractionHistory(ConsentView.ALLOW_ALL, SignalGroup.BEHAVIOUR, ItemKind.THINGS, "ana"::equals);
        films.add("bo", "ana", 1, Instant.EPOCH);
        assertThat(films.export("bo")).as("a film called ana").hasSize(1);
    }
}
