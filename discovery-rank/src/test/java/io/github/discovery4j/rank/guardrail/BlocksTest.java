package io.github.discovery4j.rank.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlocksTest extends PersonalDataHolderContract {

    private final Blocks blocks = new Blocks();

    @Override
    protected PersonalDataHolder holder() {
        Blocks holder = new Blocks();
        holder.block("ana", "ben");
        holder.block("ben", "cleo");
        holder.block("ben", "ana");
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
    void aBlockHoldsInBothDirections() {
        blocks.block("ana", "ben");
        assertThat(blocks.isBlockedEitherWay("ana", "ben")).isTrue();
        assertThat(blocks.isBlockedEitherWay("ben", "ana")).isTrue();
        assertThat(blocks.isBlockedEitherWay("ana", "cleo")).isFalse();
    }

    @Test
    void takingABlockBackLeavesThatOfTheOtherSide() {
        blocks.block("ana", "ben");
        blocks.block("ana", "ben");
        blocks.block("ben", "ana");
        blocks.unblock("ana", "ben");
        assertThat(blocks.isBlockedEitherWay("ana", "ben")).isTrue();
        blocks.unblock("ben", "ana");
        assertThat(blocks.isBlockedEitherWay("ana", "ben")).isFalse();
        blocks.unblock("ben", "ana");
    }

    @Test
    void nobodyCanReadWhoBlocksThem() {
        blocks.block("ana", "ben");
        assertThat(blocks.export("ben")).isEmpty();
        assertThat(blocks.export("ana")).extracting(PersonalRecord::value).containsExactly("ben");
    }

    @Test
    void anErasedPersonStaysBlockedByOthers() {
        blocks.block("ana", "ben");
        assertThat(blocks.erase("ben")).isZero();
        assertThat(blocks.isBlockedEitherWay("ana", "ben")).isTrue();
        assertThat(blocks.export("ana"))
                .singleElement()
                .matches(record -> !record.value().contains("ben")
                        && !record.key().orElseThrow().contains("ben"));
        blocks.unblock("ana", "ben");
        assertThat(blocks.isBlockedEitherWay("ana", "ben")).isFalse();
        assertThat(blocks.export("ana")).isEmpty();
    }

    @Test
    void noBlockIsLostWhenOthersAreTakenBackMeanwhile() {
        IntStream.range(0, 20_000).parallel().forEach(i -> {
            blocks.block("ana", "p" + i);
            if (i % 2 == 0) {
                blocks.unblock("ana", "p" + i);
            }
        });
        assertThat(blocks.export("ana")).hasSize(10_000);
        assertThat(IntStream.range(0, 10_000)).allMatch(i -> blocks.isBlockedEitherWay("p" + (2 * i + 1), "ana"));
    }

    /** An erasure walks over those who block somebody already, and does not see whoever is about to. */
    @Test
    void anErasureReachesAFirstBlockThatIsUnderWay() {
        InMemoryTombstones stones = new InMemoryTombstones();
        AtomicReference<Blocks> late = new AtomicReference<>();
        AtomicBoolean begun = new AtomicBoolean();
        late.set(new Blocks(id -> {
            boolean erased = stones.contains(id);
            if (id.equals("ana") && begun.compareAndSet(false, true)) {
                stones.add("ana");
                CompletableFuture.runAsync(() -> late.get().erase("ana"))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
            }
            return erased;
        }));
        late.get().block("cy", "ana");
        assertThat(late.get().isBlockedEitherWay("ana", "cy")).isTrue();
        assertThat(late.get().export("cy"))
                .singleElement()
                .matches(record -> record.value().equals("somebody who was erased"));
    }

    @Test
    void lateBlocksOfWhoeverWasErasedAreDroppedAndThoseAgainstThemHoldWithoutTheirId() {
        InMemoryTombstones stones = new InMemoryTombstones();
        Blocks late = new Blocks(stones::contains);
        stones.add("ana");
        late.block("ana", "bo");
        assertThat(late.isBlockedEitherWay("ana", "bo")).isFalse();
        late.block("cy", "ana");
        assertThat(late.isBlockedEitherWay("ana", "cy")).isTrue();
        assertThat(late.export("cy"))
                .hasSize(1)
                .noneMatch(record -> record.value().contains("ana"));
        stones.remove("ana");
        late.block("ana", "bo");
        assertThat(late.isBlockedEitherWay("ana", "bo")).isTrue();
        late.unblock("cy", "ana");
        assertThat(late.isBlockedEitherWay("ana", "cy")).isFalse();
    }
}
