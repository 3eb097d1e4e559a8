package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.InParallel;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CandidateListTest {

    private final IdSpace items = new IdSpace();

    @Test
    void keepsTheOrderInWhichCandidatesWereAddedAndGrows() {
        CandidateList.Builder builder = CandidateList.builder(items, 0);
        for (int i = 0; i < 100; i++) {
            builder.add("id" + i, -i);
        }
        assertThat(builder.size()).isEqualTo(100);
        CandidateList list = builder.build();
        assertThat(list.size()).isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            assertThat(items.idOf(list.ordinal(i))).isEqualTo("id" + i);
            assertThat(list.score(i)).isEqualTo(-i);
        }
    }

    @Test
    void aBuiltListDoesNotFollowItsBuilder() {
        CandidateList.Builder builder = CandidateList.builder(items, 4).add("a", 1);
        CandidateList list = builder.build();
        builder.add("b", 2);
        assertThat(list.size()).isEqualTo(1);
        assertThat(builder.build().size()).isEqualTo(2);
    }

    @Test
    void anOrdinalIsTakenAsItIs() {
        CandidateList list = CandidateList.builder(items, 1).add(77, 1).build();
        assertThat(list.ordinal(0)).isEqualTo(77);
        assertThat(items.size()).isZero();
    }

    @Test
    void anErasedIdIsLeftOut() {
        items.intern("gone");
        items.erase("gone");
        CandidateList list =
                CandidateList.builder(items, 2).add("gone", 1).add("here", 1).build();
        assertThat(list.size()).isEqualTo(1);
        assertThat(items.idOf(list.ordinal(0))).isEqualTo("here");
    }

    @Test
    void anIdThatIsErasedAtTheSameMomentIsLeftOutToo() throws Exception {
        int rounds = 2_000;
        CyclicBarrier together = new CyclicBarrier(2);
        InParallel.run(2, thread -> {
            for (int round = 0; round < rounds; round++) {
                String id = "restless" + round;
                together.await(30, TimeUnit.SECONDS);
                if (thread == 0) {
                    items.intern(id);
                    items.erase(id);
                } else {
                    CandidateList.builder(items, 1).add(id, 1);
                }
            }
            return thread;
        });
        for (int round = 0; round < rounds; round++) {
            assertThat(items.ordinalOf("restless" + round)).isEqualTo(IdSpace.ABSENT);
        }
    }

    @Test
    void theBeginningOfAList() {
        CandidateList list = CandidateList.builder(items, 3)
                .add("a", 3)
                .add("b", 2)
                .add("c", 1)
                .build();
        assertThat(list.first(3)).isSameAs(list);
        assertThat(list.first(99)).isSameAs(list);
        assertThat(list.first(0).size()).isZero();
        CandidateList two = list.first(2);
        assertThat(two.size()).isEqualTo(2);
        assertThat(two.score(1)).isEqualTo(2);
        assertThat(CandidateList.empty().size()).isZero();
    }
}
