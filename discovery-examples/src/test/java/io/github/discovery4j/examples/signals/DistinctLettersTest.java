package io.github.discovery4j.examples.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.DeadLetterStore;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.InMemoryDeadLetters;
import io.github.discovery4j.core.signal.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DistinctLettersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T18:00:00Z");

    private final DeadLetterStore kept = new InMemoryDeadLetters(Bounds.DEFAULT, InstantSource.fixed(NOW));

    @Test
    void theSameTextIsOneLetterAndAnotherAttempt() {
        DistinctLetters letters = new DistinctLetters(kept);
        assertThat(letters.add(List.of(letter("a"), letter("b"), letter("a")))).containsExactly(1L, 2L, 1L);
        assertThat(letters.add(List.of(letter("b"), letter("c")))).containsExactly(2L, 3L);
        assertThat(kept.count()).isEqualTo(3);
        assertThat(kept.list(DeadLetterStore.Filter.ALL))
                .extracting(DeadLetter::attempts)
                .containsExactly(2, 2, 1);
    }

    @Test
    void theTextsOfAnEarlierRunAreKnown() {
        kept.add(List.of(letter("a")));
        assertThat(new DistinctLetters(kept).add(List.of(letter("a"), letter("b"))))
                .containsExactly(1L, 2L);
    }

    @Test
    void whatWasRepairedOrRemovedIsKeptAnew() {
        DistinctLetters letters = new DistinctLetters(kept);
        letters.add(List.of(letter("a"), letter("b")));
        letters.repair(1, "better");
        letters.remove(List.of(2L));
        assertThat(letters.add(List.of(letter("a"), letter("b")))).containsExactly(3L, 4L);
    }

    @Test
    void textsWithTheSameHashCodeStayApart() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(new DistinctLetters(kept).add(List.of(letter("Aa"), letter("BB"))))
                .containsExactly(1L, 2L);
    }

    @Test
    void whatMakesRoomAtOnceIsNoLetter() {
        DeadLetterStore small = new InMemoryDeadLetters(new Bounds(1, Duration.ofDays(1)), InstantSource.fixed(NOW));
        assertThat(new DistinctLetters(small).add(List.of(letter("a"), letter("b"))))
                .containsExactly(1L, 2L);
        assertThat(small.count()).isEqualTo(1);
    }

    private static DeadLetter letter(String text) {
        return new DeadLetter(
                0, Rejection.MALFORMED_JSON, "broken", text, false, Optional.empty(), Optional.empty(), NOW, NOW, 1);
    }
}
