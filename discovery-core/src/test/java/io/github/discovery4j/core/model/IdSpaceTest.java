package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.InParallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdSpaceTest {

    private static final int THREADS = 4;
    private static final int MORE_THAN_THE_FIRST_CAPACITY = 5_000;
    private static final int LONG_ENOUGH_TO_BE_WATCHED = 300_000;

    private final IdSpace space = new IdSpace();

    @Test
    void halfASurrogatePairIsNoId() {
        assertThatThrownBy(() -> new IdSpace().intern("cut \uD83D"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("well-formed");
    }

    @Test
    void givesDenseOrdinalsInOrderAndTheSameOneAgain() {
        assertThat(space.intern("a")).isZero();
        assertThat(space.intern("\uD83D\uDE00")).isEqualTo(1);
        assertThat(space.intern("a")).isZero();
        assertThat(space.size()).isEqualTo(2);
        assertThat(space.ordinalOf("\uD83D\uDE00")).isEqualTo(1);
        assertThat(space.idOf(1)).isEqualTo("\uD83D\uDE00");
        assertThat(space.ordinalOf("never seen")).isEqualTo(IdSpace.ABSENT);
    }

    @Test
    void growsWithoutMovingAnybody() {
        for (int i = 0; i < MORE_THAN_THE_FIRST_CAPACITY; i++) {
            assertThat(space.intern("id" + i)).isEqualTo(i);
        }
        for (int i = 0; i < MORE_THAN_THE_FIRST_CAPACITY; i++) {
            assertThat(space.idOf(i)).isEqualTo("id" + i);
        }
    }

    @Test
    void threadsThatInternTheSameIdsAgreeOnDenseUniqueOrdinals() throws Exception {
        List<List<Integer>> seen = InParallel.run(THREADS, thread -> {
            List<String> ids = new ArrayList<>(IntStream.range(0, MORE_THAN_THE_FIRST_CAPACITY)
                    .mapToObj(i -> "id" + i)
                    .toList());
            java.util.Collections.shuffle(ids, new Random(thread));
            ids.forEach(space::intern);
            return IntStream.range(0, MORE_THAN_THE_FIRST_CAPACITY)
                    .mapToObj(i -> space.ordinalOf("id" + i))
                    .toList();
        });
        assertThat(space.size()).isEqualTo(MORE_THAN_THE_FIRST_CAPACITY);
        assertThat(seen.getFirst()).doesNotHaveDuplicates();
        assertThat(seen).allSatisfy(ordinals -> assertThat(ordinals).isEqualTo(seen.getFirst()));
        for (int i = 0; i < MORE_THAN_THE_FIRST_CAPACITY; i++) {
            assertThat(space.idOf(space.ordinalOf("id" + i))).isEqualTo("id" + i);
        }
    }

    @Test
    void aReaderOfAGrowingSpaceFindsEveryOrdinalBelowTheSize() throws Exception {
        InParallel.run(THREADS, thread -> {
            if (thread == 0) {
                for (int i = 0; i < LONG_ENOUGH_TO_BE_WATCHED; i++) {
                    space.intern("id" + i);
                }
                return 0;
            }
            int size;
            do {
                size = space.size();
                if (size > 0) {
                    String newest = space.idOf(size - 1);
                    String older = space.idOf(size / 2);
                    assertThat(newest).isEqualTo("id" + (size - 1));
                    assertThat(older).isEqualTo("id" + size / 2);
                }
            } while (size < LONG_ENOUGH_TO_BE_WATCHED);
            return size;
        });
    }

    @Test
    void anErasedIdIsGoneItsOrdinalStaysTakenAndItCannotComeBackUnnoticed() {
        space.intern("a");
        space.intern("b");
        assertThat(space.erase("a")).isTrue();
        assertThat(space.erase("a")).isFalse();
        assertThat(space.ordinalOf("a")).isEqualTo(IdSpace.ABSENT);
        assertThat(space.idOf(0)).isNull();
        assertThat(space.erased("a")).isTrue();
        assertThat(space.erased("b")).isFalse();
        assertThatThrownBy(() -> space.intern("a")).isInstanceOf(IllegalStateException.class);
        assertThat(space.intern("c")).as("the ordinal is not given out again").isEqualTo(2);
    }

    @Test
    void anIdThatWasErasedBeforeItWasEverInternedCannotComeInUnnoticedEither() {
        assertThat(space.erase("late")).isFalse();
        assertThat(space.erased("late")).isTrue();
        assertThatThrownBy(() -> space.intern("late")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReadmittedIdGetsANewOrdinal() {
        space.intern("a");
        space.erase("a");
        assertThat(space.readmit("a")).isEqualTo(1);
        assertThat(space.erased("a")).isFalse();
        assertThat(space.ordinalOf("a")).isEqualTo(1);
        assertThat(space.idOf(0)).isNull();
        assertThat(space.readmit("a")).as("readmitting twice changes nothing").isEqualTo(1);
    }

    @Test
    void spacesDoNotShareTombstones() {
        space.intern("a");
        space.erase("a");
        assertThat(new IdSpace().erased("a")).isFalse();
    }

    @Test
    void errorsSayTheRuleAndNameNoId() {
        space.intern("secret");
        space.erase("secret");
        assertThatThrownBy(() -> space.intern("secret"))
                .hasMessageContaining("readmit")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> space.intern(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> space.readmit("")).isInstanceOf(IllegalArgumentException.class);
        for (int ordinal : new int[] {-1, 1, 1024, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> space.idOf(ordinal))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("[0, 1)")
                    .hasMessageContaining("was " + ordinal);
        }
        assertThat(space.toString()).doesNotContain("secret");
    }
}
