package io.github.discovery4j.index.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;
import io.github.discovery4j.index.live.LiveIndex;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.CandidateSourceContract;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnionSourceTest extends CandidateSourceContract {

    private final ExactIndex north = ExactIndex.of(VectorIndexSettings.of("north", 2));
    private final ExactIndex south = ExactIndex.of(VectorIndexSettings.of("south", 2));
    private final VectorSource viewers = VectorSource.over(north).viewerVectors(north);

    @Override
    protected CandidateSource source() {
        Random random = new Random(4);
        for (int i = 0; i < 90; i++) {
            // Some are in both.
            (random.nextBoolean() ? north : south).accept("p" + i, vector(random));
            north.accept("p" + random.nextInt(90), vector(random));
        }
        north.accept("p0", vector(random));
        return UnionSource.of(viewers, VectorSource.over(south).viewerVectors(north));
    }

    private static float[] vector(Random random) {
        return new float[] {1 + random.nextInt(3), random.nextInt(3)};
    }

    @Override
    protected List<String> viewers() {
        return List.of("p0");
    }

    @Test
    void eachShardGetsItsShareAndWhatIsInBothStandsOnce() {
        for (int i = 0; i < 5; i++) {
            north.accept("n" + i, new float[] {1, 0});
        }
        south.accept("n0", new float[] {1, 1});
        south.accept("s", new float[] {0.5f, 1});
        CandidateSource union = UnionSource.of(
                VectorSource.over(north).nearTo(new float[] {1, 0}),
                VectorSource.over(south).nearTo(new float[] {1, 0}));
        RequestContext context = Batches.context("v");
        CandidateList found = union.retrieve(context, 4);
        assertThat(VectorSourceTest.ids(found, context)).containsExactly("n0", "n1", "n2", "s");
        assertThat(found.score(0)).isEqualTo(1);
    }

    @Test
    void isReusableAsLongAsEachOfThem() {
        LiveIndex live = LiveIndex.over(south).build();
        assertThat(UnionSource.of(viewers).reuse()).isEqualTo(Reuse.UNTIL_CONCERNED_CHANGE);
        assertThat(UnionSource.of(viewers, VectorSource.over(live)).reuse()).isEqualTo(Reuse.NEVER);
        CandidateSource plain = (context, limit) -> CandidateList.empty();
        assertThat(UnionSource.of(viewers, plain).reuse()).isEqualTo(Reuse.UNTIL_ANYBODY_CHANGES);
        assertThat(viewers.whenUnknown(plain).reuse()).isEqualTo(Reuse.UNTIL_ANYBODY_CHANGES);
        assertThat(viewers.whenUnknown(VectorSource.over(live)).reuse()).isEqualTo(Reuse.NEVER);
        assertThat(VectorSource.over(live).whenUnknown(plain).reuse()).isEqualTo(Reuse.NEVER);
    }

    @Test
    void blocksWhereOneOfThemDoes() {
        CandidateSource waiting = new CandidateSource() {
            @Override
            public CandidateList retrieve(RequestContext context, int limit) {
                return CandidateList.empty();
            }

            @Override
            public boolean blocking() {
                return true;
            }
        };
        assertThat(UnionSource.of(viewers).blocking()).isFalse();
        assertThat(UnionSource.of(viewers, waiting).blocking()).isTrue();
        assertThat(viewers.orElse(waiting).blocking()).isTrue();
    }

    @Test
    void asksNobodyOnceItsTimeIsOver() {
        CandidateSource never = (context, limit) -> {
            throw new AssertionError("was asked");
        };
        RequestContext late = Batches.context("v").withDeadline(Deadline.after(Duration.ZERO));
        assertThat(UnionSource.of(never).retrieve(late, 5).size()).isZero();
    }

    @Test
    void theLimitIsTheLargestUnlessSaidOtherwise() {
        UnionSource union = UnionSource.of(viewers.limit(7), viewers.limit(3));
        assertThat(union.limit()).isEqualTo(7);
        assertThat(union.limit(2).limit()).isEqualTo(2);
        assertThat(viewers.limit(9).orElse(union).limit()).isEqualTo(9);
        assertThatIllegalArgumentException().isThrownBy(() -> union.limit(0));
        assertThatIllegalArgumentException().isThrownBy(UnionSource::of);
    }
}
