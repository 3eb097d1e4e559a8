package io.github.discovery4j.rank.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.rank.guardrail.OutreachTable.Row;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OutreachLimitsTest extends PersonalDataHolderContract {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final Map<String, OutreachStanding> standings = new ConcurrentHashMap<>();
    private final OutreachLimits limits = new OutreachLimits(id -> standings.getOrDefault(id, standing(400, 0.5)));

    @Override
    protected PersonalDataHolder holder() {
        OutreachLimits holder = new OutreachLimits(id -> standing(400, 0.5));
        holder.tryAcquire("ana", NOW);
        holder.tryAcquire("ben", NOW);
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

    private static OutreachStanding standing(int days, double ratio) {
        return new OutreachStanding(NOW.minus(Duration.ofDays(days)), ratio);
    }

    @Test
    void theTableIsAsDocumented() {
        int[] ages = {0, 1, 7, 30, 4_000};
        int[][] perDay = {{2, 5, 8}, {4, 10, 15}, {6, 20, 30}, {10, 30, 60}, {10, 30, 60}};
        double[][] ratios = {{0, 0.09}, {0.1, 0.29, Double.NaN}, {0.3, 1}};
        for (int age = 0; age < ages.length; age++) {
            for (int column = 0; column < ratios.length; column++) {
                for (double ratio : ratios[column]) {
                    assertThat(OutreachTable.DEFAULT.perDay(standing(ages[age], ratio), NOW))
                            .isEqualTo(perDay[age][column]);
                }
            }
        }
        OutreachStanding fromTheFuture = new OutreachStanding(NOW.plus(DAY), 1);
        assertThat(OutreachTable.DEFAULT.perDay(fromTheFuture, NOW)).isEqualTo(8);
    }

    @Property
    void anOlderAccountWithMoreRepliesNeverMayLess(
            @ForAll @IntRange(max = 100) int days,
            @ForAll @IntRange(max = 100) int more,
            @ForAll @DoubleRange(max = 1) double ratio,
            @ForAll @DoubleRange(max = 1) double better) {
        assertThat(OutreachTable.DEFAULT.perDay(standing(days + more, Math.max(ratio, better)), NOW))
                .isGreaterThanOrEqualTo(OutreachTable.DEFAULT.perDay(standing(days, ratio), NOW));
    }

    @Test
    void aDaysWorthIsThereAtOnceAndFillsEvenly() {
        standings.put("ana", standing(0, 0.5));
        for (int i = 8; i > 0; i--) {
            assertThat(limits.remaining("ana", NOW)).isEqualTo(i);
            assertThat(limits.tryAcquire("ana", NOW)).isTrue();
        }
        assertThat(limits.tryAcquire("ana", NOW)).isFalse();
        assertThat(limits.exhausted("ana", NOW)).isTrue();
        Instant next = limits.nextAt("ana", NOW).orElseThrow();
        assertThat(next).isEqualTo(NOW.plus(Duration.ofHours(3)));
        assertThat(limits.tryAcquire("ana", next.minusMillis(1))).isFalse();
        assertThat(limits.tryAcquire("ana", next)).isTrue();
        assertThat(limits.tryAcquire("ana", next)).isFalse();
        assertThat(limits.remaining("ana", NOW.plus(Duration.ofDays(300)))).isGreaterThanOrEqualTo(8);
    }

    @Property(tries = 100)
    void noWindowOfADayHoldsMoreThanTwoDaysWorth(@ForAll long seed) {
        Random random = new Random(seed);
        OutreachLimits each = new OutreachLimits(id -> standing(10, 0.2));
        Instant now = NOW;
        int taken = 0;
        for (int i = 0; i < 300; i++) {
            taken += each.tryAcquire("ana", now) ? 1 : 0;
            now = now.plusMillis(random.nextInt(1_000_000));
        }
        double days = Duration.between(NOW, now).toMillis() / (double) DAY.toMillis();
        assertThat(taken).isLessThanOrEqualTo((int) (20 + 20 * days) + 1);
    }

    @Test
    void aClockThatIsSetBackFillsNothing() {
        standings.put("ana", standing(0, 0.5));
        IntStream.range(0, 8).forEach(i -> limits.tryAcquire("ana", NOW));
        assertThat(limits.tryAcquire("ana", NOW.minus(DAY))).isFalse();
        assertThat(limits.tryAcquire("ana", NOW.plus(Duration.ofHours(1)))).isFalse();
        assertThat(limits.tryAcquire("ana", NOW.plus(Duration.ofHours(3)))).isTrue();
    }

    @Test
    void fewerRepliesCutWhatIsLeft() {
        assertThat(limits.tryAcquire("ana", NOW)).isTrue();
        assertThat(limits.remaining("ana", NOW)).isEqualTo(59);
        standings.put("ana", standing(400, 0.01));
        assertThat(limits.remaining("ana", NOW)).isEqualTo(10);
    }

    @Test
    void whoMayReachNobodyHasNoNextTime() {
        OutreachTable closed = new OutreachTable(List.of(new Row(Duration.ZERO, 0, 0, 0)), 0.1, 0.3);
        OutreachLimits none = new OutreachLimits(id -> standing(10, 0.2), closed);
        assertThat(none.tryAcquire("ana", NOW)).isFalse();
        assertThat(none.nextAt("ana", NOW)).isEmpty();
    }

    @Test
    void manyAtOnceGetAsManyAsThereAre() {
        long taken = IntStream.range(0, 5_000)
                .parallel()
                .filter(i -> limits.tryAcquire("ana", NOW))
                .count();
        assertThat(taken).isEqualTo(60);
    }

    @Test
    void bucketsThatAreFullAgainAreForgotten() {
        limits.tryAcquire("ana", NOW);
        assertThat(limits.dropFull(NOW)).isZero();
        assertThat(limits.dropFull(NOW.plus(DAY))).isEqualTo(1);
        assertThat(limits.export("ana")).isEmpty();
    }

    @Test
    void tablesAndRatiosThatContradictThemselvesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Row(Duration.ZERO, 3, 2, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Row(Duration.ofDays(-1), 1, 2, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new OutreachTable(List.of(), 0.1, 0.3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutreachTable(List.of(new Row(DAY, 1, 2, 3)), 0.1, 0.3))
                .withMessageContaining("age zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new OutreachTable(List.of(new Row(Duration.ZERO, 1, 2, 3), new Row(DAY, 1, 1, 3)), 0.1, 0.3))
                .withMessageContaining("ascend");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutreachTable(List.of(new Row(Duration.ZERO, 1, 2, 3)), 0.3, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> standing(1, 1.1));
    }
}
