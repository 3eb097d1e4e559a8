package io.github.discovery4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.InParallel;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The memo keeps its bounds and the law of whoever keeps something about people. */
class CandidateMemoTest extends PersonalDataHolderContract {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final IdSpace items = new IdSpace();

    @Override
    protected PersonalDataHolder holder() {
        CandidateMemo memo = memo(100, 1_000, ItemKind.PEOPLE);
        keep(memo, person(), "a", "b");
        keep(memo, bystander(), "a");
        return memo;
    }

    @Override
    protected String person() {
        return "Łukasz";
    }

    @Override
    protected String bystander() {
        return "bystander";
    }

    @Example
    void anExportSaysHowManyAndNotWho() {
        assertThat(holder().export(person())).singleElement().satisfies(record -> {
            assertThat(record.name()).isEqualTo("candidates by source");
            assertThat(record.value()).isEqualTo("2");
        });
    }

    @Example
    void whatWasKeptOfACandidateGoesWithThem() {
        CandidateMemo memo = memo(100, 1_000, ItemKind.PEOPLE);
        keep(memo, "one", "a", "b");
        keep(memo, "other", "b");
        assertThat(memo.erase("a")).isEqualTo(1);
        assertThat(find(memo, "one")).isNull();
        assertThat(find(memo, "other")).isNotNull();
        assertThat(memo.statistics().candidates()).isEqualTo(1);
    }

    @Example
    void aThingThatIsCalledLikeAPersonIsNotThePerson() {
        CandidateMemo memo = memo(100, 1_000, ItemKind.THINGS);
        keep(memo, "one", "7");
        assertThat(memo.erase("7")).isZero();
        assertThat(memo.erase("one")).isEqualTo(1);
    }

    @Example
    void anOversizeListIsNotKept() {
        CandidateMemo memo = memo(10, 2, ItemKind.PEOPLE);
        keep(memo, "one", "a", "b", "c");
        assertThat(find(memo, "one")).isNull();
        assertThat(memo.statistics().candidates()).isZero();
    }

    @Example
    void aListPastItsTimeIsNotFoundAndGoesWhenTheNextIsKept() {
        CandidateMemo memo = memo(10, 100, ItemKind.PEOPLE);
        keep(memo, "one", "a");
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(find(memo, "one")).isNull();
        assertThat(memo.export("one")).isEmpty();
        keep(memo, "other", "b");
        assertThat(memo.statistics().lists()).isEqualTo(1);
    }

    @Property
    void neverHoldsMoreThanItsBounds(
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> viewers,
            @ForAll @IntRange(min = 1, max = 5) int maxLists,
            @ForAll @IntRange(min = 1, max = 20) int maxCandidates) {
        CandidateMemo memo = memo(maxLists, maxCandidates, ItemKind.PEOPLE);
        for (int viewer : viewers) {
            String[] found = new String[viewer];
            for (int i = 0; i < viewer; i++) {
                found[i] = "item" + i;
            }
            keep(memo, "viewer" + viewer, found);
            assertThat(memo.statistics().lists()).isLessThanOrEqualTo(maxLists);
            assertThat(memo.statistics().candidates()).isLessThanOrEqualTo(maxCandidates);
            assertThat(find(memo, "viewer" + viewer) != null)
                    .as("the newest stays if it fits")
                    .isEqualTo(viewer <= maxCandidates);
        }
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        keep(memo, "last");
        assertThat(memo.statistics().candidates()).isZero();
        assertThat(memo.statistics().lists()).isEqualTo(1);
    }

    @Example
    void countsStayRightWhenManyThreadsKeepAndErase() throws Exception {
        CandidateMemo memo = memo(50, 200, ItemKind.PEOPLE);
        InParallel.run(4, thread -> {
            for (int i = 0; i < 2_000; i++) {
                keep(memo, "viewer" + (i % 70), "a", "b", "item" + thread);
                if (i % 10 == thread) {
                    memo.erase("viewer" + (i % 7));
                }
            }
            return thread;
        });
        for (int viewer = 0; viewer < 70; viewer++) {
            memo.erase("viewer" + viewer);
        }
        assertThat(memo.statistics().lists()).isZero();
        assertThat(memo.statistics().candidates()).isZero();
    }

    private CandidateMemo memo(int maxLists, int maxCandidates, ItemKind kind) {
        return new CandidateMemo(
                new MemoLimits(Duration.ofSeconds(30), maxLists, maxCandidates), items, kind, nanos::get);
    }

    private void keep(CandidateMemo memo, String viewer, String... found) {
        RequestContext context = Batches.context(viewer);
        CandidateList.Builder list = CandidateList.builder(items, found.length);
        for (String id : found) {
            list.add(items.intern(id), 1);
        }
        memo.keep(
                new CandidateMemo.Kept(
                        CandidateMemo.Key.of(context, "source"),
                        list.build(),
                        200,
                        Set.of(),
                        0,
                        nanos.get(),
                        context.pins(),
                        new AtomicBoolean()),
                memo.erasures());
    }

    private static CandidateMemo.Kept find(CandidateMemo memo, String viewer) {
        return memo.find(CandidateMemo.Key.of(Batches.context(viewer), "source"));
    }
}
