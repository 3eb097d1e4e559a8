package io.github.discovery4j.index.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;

class RollingMeanTest {

    private final List<String> silent = new ArrayList<>();

    // The vectors are read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Said(long leavesAt, float[] vector) {}

    @Example
    void aMillionUpdatesLeaveNoDrift() {
        int span = 60_000;
        Random random = new Random(11);
        RollingMean mean = new RollingMean(8, silent::add);
        List<Said> pieces = new ArrayList<>();
        long now = 0;
        for (int update = 0; update < 1_000_000; update++) {
            now += random.nextInt(500);
            long late = random.nextInt(5) == 0 ? random.nextInt(span) : 0;
            float[] vector = unit(random, Math.pow(10, random.nextInt(7) - 3));
            mean.leave(now);
            mean.add(now - late + span, "s" + random.nextInt(9), vector);
            pieces.add(new Said(now - late + span, vector));
            if (update % 100_000 == 99_999) {
                long moment = now;
                pieces.removeIf(piece -> piece.leavesAt() <= moment);
                assertThat(mean.size()).isEqualTo(pieces.size());
                float[] kept = mean.mean();
                double[] again = recomputed(pieces);
                for (int i = 0; i < 8; i++) {
                    assertThat((double) kept[i]).isCloseTo(again[i], within(1e-7));
                }
            }
        }
        mean.leave(Long.MAX_VALUE);
        assertThat(mean.mean()).as("exactly nothing is left").containsOnly(0f);
        assertThat(mean.speakers()).isEmpty();
    }

    @Example
    void theOrderLeavesNoTrace() {
        float[] a = {0.3f, -1e-6f};
        float[] b = {-7, 12};
        RollingMean one = new RollingMean(2, silent::add);
        one.add(10, "x", a);
        one.add(20, "y", b);
        RollingMean other = new RollingMean(2, silent::add);
        other.add(20, "y", b);
        other.add(5, "z", new float[] {1, 3});
        other.add(10, "x", a);
        other.leave(5);
        assertThat(other.mean()).containsExactly(one.mean());
        assertThat(silent).containsExactly("z");
    }

    @Example
    void everyPieceCountsTheSameWhateverItsLength() {
        RollingMean mean = new RollingMean(2, silent::add);
        mean.add(10, "x", new float[] {1_000, 0});
        mean.add(10, "y", new float[] {0, 1e-30f});
        assertThat(mean.mean()).containsExactly(0.5f, 0.5f);
    }

    @Example
    void whatAPersonSaidGoesAndTheRestStays() {
        RollingMean mean = new RollingMean(2, silent::add);
        mean.add(10, "x", new float[] {1, 0});
        mean.add(11, "y", new float[] {0, 1});
        mean.add(12, "x", new float[] {-1, 2});
        assertThat(mean.saidBy("x")).isEqualTo(2);
        assertThat(mean.removeFrom("x")).isTrue();
        assertThat(mean.removeFrom("x")).isFalse();
        assertThat(mean.mean()).containsExactly(0, 1);
        assertThat(mean.speakers()).containsExactly("y");
        assertThat(mean.nextLeave()).isEqualTo(11);
        assertThat(silent).containsExactly("x");
    }

    @Example
    void aFloodPushesOutTheOldest() {
        RollingMean mean = new RollingMean(1, silent::add);
        for (int i = 0; i <= RollingMean.MOST_PIECES; i++) {
            mean.add(100 + i, "s" + i, new float[] {1});
        }
        assertThat(mean.size()).isEqualTo(RollingMean.MOST_PIECES);
        assertThat(mean.nextLeave()).isEqualTo(101);
        assertThat(silent).containsExactly("s0");
    }

    private static double[] recomputed(List<Said> pieces) {
        double[] sum = new double[8];
        for (Said piece : pieces) {
            double length = 0;
            for (float value : piece.vector()) {
                length += (double) value * value;
            }
            for (int i = 0; i < 8; i++) {
                sum[i] += piece.vector()[i] / Math.sqrt(length) / pieces.size();
            }
        }
        return sum;
    }

    private static float[] unit(Random random, double scale) {
        float[] vector = new float[8];
        for (int i = 0; i < 8; i++) {
            vector[i] = (float) (random.nextGaussian() * scale);
        }
        return vector;
    }
}
