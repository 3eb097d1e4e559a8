package io.github.discovery4j.rank.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.observe.Impression;
import io.github.discovery4j.rank.guardrail.SeenItems.Reaction;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SeenItemsTest extends PersonalDataHolderContract {

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T10:00:00Z");

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final SeenItems seen = new SeenItems(ledger);

    @Override
    protected PersonalDataHolder holder() {
        SeenItems holder = new SeenItems(ledger);
        holder.add("ana", List.of("A", "B"), MONDAY);
        holder.add("ben", List.of("A"), MONDAY);
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
    void keepsTheLatestTime() {
        seen.add("ana", List.of("A"), TUESDAY);
        seen.add("ana", List.of("A", "B"), MONDAY);
        assertThat(seen.seenBy("ana")).isEqualTo(Map.of("A", Sighting.seen(TUESDAY), "B", Sighting.seen(MONDAY)));
    }

    @Test
    void theLatestReactionCountsInWhateverOrderTheyCome() {
        for (boolean swapped : new boolean[] {false, true}) {
            SeenItems each = new SeenItems(ledger);
            each.react("ana", "A", swapped ? Reaction.LIKED : Reaction.DISMISSED, swapped ? TUESDAY : MONDAY);
            each.react("ana", "A", swapped ? Reaction.DISMISSED : Reaction.LIKED, swapped ? MONDAY : TUESDAY);
            each.add("ana", List.of("A"), MONDAY);
            assertThat(each.seenBy("ana")).isEqualTo(Map.of("A", Sighting.reacted(Reaction.LIKED, TUESDAY)));
            assertThat(each.export("ana"))
                    .extracting(PersonalRecord::value)
                    .containsExactly("A at 2026-03-03T10:00:00Z, liked at 2026-03-03T10:00:00Z");
        }
    }

    @Test
    void aRecorderTakesSlatesAsSeen() {
        Slate slate = new Slate("s", MONDAY, 2, List.of(new SlateItem("A", 0, 1, List.of())), Map.of());
        FeatureTable rows = FeatureTable.allocate(FeatureSchema.of("none", "1", List.of()), 1);
        assertThat(seen.recorder().wantsImpressions()).isTrue();
        seen.recorder().impression(new Impression("ana", slate, 0, List.of(1.0), rows));
        assertThat(seen.seenBy("ana")).isEqualTo(Map.of("A", Sighting.seen(MONDAY)));
    }

    @Test
    void nothingCountsAsSeenAfterAnOptOut() {
        seen.add("ana", List.of("A"), MONDAY);
        ledger.optOut("ana", SignalGroup.BEHAVIOUR);
        assertThat(seen.seenBy("ana")).isEmpty();
        assertThat(seen.export("ana")).extracting(PersonalRecord::value).containsExactly("A at 2026-03-02T10:00:00Z");
    }

    @Test
    void dropsWhatIsOlderThanAMoment() {
        seen.add("ana", List.of("A"), MONDAY);
        seen.add("ana", List.of("B"), TUESDAY);
        seen.add("ben", List.of("A"), MONDAY);
        seen.dropBefore(TUESDAY);
        assertThat(seen.seenBy("ana")).containsOnlyKeys("B");
        assertThat(seen.export("ben")).isEmpty();
    }

    @Test
    void anErasedPersonIsNowhereWhereItemsArePeopleAndAThingOfTheSameIdStays() {
        SeenItems met = new SeenItems(ledger, SignalGroup.BEHAVIOUR, ItemKind.PEOPLE);
        for (SeenItems each : List.of(met, seen)) {
            each.add("ana", List.of("ben", "cleo"), MONDAY);
            each.add("dora", List.of("ben"), MONDAY);
            each.erase("ben");
        }
        assertThat(met.seenBy("ana")).containsOnlyKeys("cleo");
        assertThat(met.export("dora")).isEmpty();
        assertThat(seen.seenBy("ana")).containsOnlyKeys("ben", "cleo");
    }

    @Test
    void anEmptySlateLeavesNoTrace() {
        seen.add("ana", List.of(), MONDAY);
        assertThat(seen.export("ana")).isEmpty();
    }

    /** An erasure walks over those who have seen something already, and does not see whoever is about to. */
    @Test
    void anErasureReachesAFirstSightingThatIsUnderWay() {
        for (List<String> shown : List.of(List.of("ana"), List.of("bo", "ana"))) {
            InMemoryTombstones stones = new InMemoryTombstones();
            AtomicReference<SeenItems> met = new AtomicReference<>();
            AtomicBoolean begun = new AtomicBoolean();
            met.set(new SeenItems(ledger, SignalGroup.BEHAVIOUR, ItemKind.PEOPLE, id -> {
                boolean erased = stones.contains(id);
                if (id.equals("ana") && begun.compareAndSet(false, true)) {
                    stones.add("ana");
                    CompletableFuture.runAsync(() -> met.get().erase("ana"))
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join();
                }
                return erased;
            }));
            met.get().add("cy", shown, MONDAY);
            assertThat(met.get().export("cy"))
                    .noneMatch(record -> record.value().contains("ana"))
                    .hasSize(shown.size() - 1);
        }
    }

    @Test
    void dropsLateDataOfWhoeverWasErasedUntilTheyAreLetIn() {
        InMemoryTombstones stones = new InMemoryTombstones();
        SeenItems met = new SeenItems(ledger, SignalGroup.BEHAVIOUR, ItemKind.PEOPLE, stones::contains);
        stones.add("ana");
        met.add("ana", List.of("bo"), Instant.EPOCH);
        met.add("bo", List.of("ana", "cy"), Instant.EPOCH);
        assertThat(met.export("ana")).isEmpty();
        assertThat(met.seenBy("bo")).containsOnlyKeys("cy");
        stones.remove("ana");
        met.add("ana", List.of("bo"), Instant.EPOCH);
        met.add("bo", List.of("ana"), Instant.EPOCH);
        assertThat(met.seenBy("ana")).containsOnlyKeys("bo");
        assertThat(met.seenBy("bo")).containsOnlyKeys("ana", "cy");
    }
}
