package io.github.discovery4j.rank.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.observe.Impression;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExposureCountsTest extends PersonalDataHolderContract {

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final ExposureCounts counts = ExposureCounts.over(HOUR, 1_000, () -> MONDAY);

    @Override
    protected PersonalDataHolder holder() {
        ExposureCounts holder = ExposureCounts.over(HOUR, 100, () -> MONDAY);
        holder.add("ana", MONDAY);
        holder.add("ana", MONDAY);
        holder.add("ben", MONDAY);
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

    /** Never less than were shown in the window, never more than in a quarter more. */
    @Property(tries = 100)
    void aCountCoversTheWindowAndAQuarterMoreAtMost(@ForAll long seed) {
        Random random = new Random(seed);
        ExposureCounts each = ExposureCounts.over(HOUR, 1_000);
        List<Instant> shown = new ArrayList<>();
        Instant now = MONDAY.plusMillis(random.nextInt(10_000_000));
        for (int i = 0; i < 60; i++) {
            now = now.plusMillis(random.nextInt(600_000));
            each.add("A", now);
            shown.add(now);
            Instant moment = now.plusMillis(random.nextInt(100_000));
            assertThat(each.count("A", moment))
                    .isGreaterThanOrEqualTo(since(shown, moment.minus(HOUR)))
                    .isLessThanOrEqualTo(since(shown, moment.minus(HOUR).minus(HOUR.dividedBy(4))));
        }
    }

    private static int since(List<Instant> shown, Instant from) {
        return (int) shown.stream().filter(at -> at.isAfter(from)).count();
    }

    @Test
    void aWindowThatFourDoNotDivideIsCoveredToItsEnd() {
        for (Duration window :
                List.of(Duration.ofMillis(60_003), Duration.ofMillis(60_000).plusNanos(1))) {
            ExposureCounts each = ExposureCounts.over(window, 20_000);
            for (int millis = 0; millis < 15_001; millis++) {
                Instant at = MONDAY.plusMillis(millis);
                each.add("p" + millis, at);
                assertThat(each.count("p" + millis, at.plus(window).minusNanos(1)))
                        .isEqualTo(1);
            }
        }
    }

    @Property(tries = 50)
    void aClockThatIsSetBackNeverCountsLess(@ForAll long seed) {
        Random random = new Random(seed);
        ExposureCounts each = ExposureCounts.over(HOUR, 1_000);
        List<Instant> shown = new ArrayList<>();
        Instant base = MONDAY;
        for (int i = 0; i < 40; i++) {
            base = i == 20 ? base.minus(Duration.ofHours(3)) : base.plusMillis(random.nextInt(600_000));
            each.add("A", base);
            shown.add(base);
        }
        Instant now = base;
        assertThat(each.count("A", now)).isGreaterThanOrEqualTo((int) shown.subList(20, 40).stream()
                .filter(at -> at.isAfter(now.minus(HOUR)))
                .count());
    }

    @Test
    void strangersCountNothingAndIdsAreToldApart() {
        for (String id : List.of("ana", "anb", "bna", "", "אנה", "\ud83d\ude00")) {
            assertThat(counts.count(id, MONDAY)).isZero();
            counts.add(id, MONDAY);
            assertThat(counts.count(id, MONDAY)).isEqualTo(1);
        }
        assertThat(counts.people()).isEqualTo(6);
    }

    @Test
    void manyPeopleAreCountedAsAMapWould() {
        ExposureCounts many = ExposureCounts.over(HOUR, 50_000);
        Map<String, Integer> oracle = new HashMap<>();
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            String id = "person-" + random.nextInt(40_000);
            many.add(id, MONDAY);
            oracle.merge(id, 1, Integer::sum);
        }
        assertThat(many.uncounted()).isZero();
        assertThat(many.people()).isEqualTo(oracle.size());
        oracle.forEach((id, count) -> assertThat(many.count(id, MONDAY)).isEqualTo(count));
    }

    @Test
    void memoryIsBoundedAndWhoWasNotShownLatelyMakesRoom() {
        ExposureCounts few = ExposureCounts.over(HOUR, 1_000);
        IntStream.range(0, 20_000).forEach(i -> few.add("p" + i, MONDAY));
        assertThat(few.people()).isBetween(1_000, 6_000);
        assertThat(few.uncounted()).isEqualTo(20_000 - few.people());
        Instant later = MONDAY.plus(Duration.ofHours(2));
        IntStream.range(0, 800).forEach(i -> few.add("q" + i, later));
        assertThat(IntStream.range(0, 800).filter(i -> few.count("q" + i, later) == 1))
                .hasSize(800);
    }

    @Test
    void nothingIsLostWhenManyCountAtOnce() {
        IntStream.range(0, 30_000).parallel().forEach(i -> counts.add("p" + i % 10, MONDAY));
        assertThat(IntStream.range(0, 10)).allMatch(i -> counts.count("p" + i, MONDAY) == 3_000);
    }

    @Test
    void aRecorderCountsEverybodyInASlate() {
        Slate slate = new Slate(
                "s",
                MONDAY,
                2,
                List.of(new SlateItem("A", 0, 1, List.of()), new SlateItem("B", 1, 1, List.of())),
                Map.of());
        FeatureTable rows = FeatureTable.allocate(FeatureSchema.of("none", "1", List.of()), 2);
        assertThat(counts.recorder().wantsImpressions()).isTrue();
        counts.recorder().impression(new Impression("ana", slate, 0, List.of(1.0, 1.0), rows));
        counts.record(slate, MONDAY);
        assertThat(counts.count("A", MONDAY)).isEqualTo(2);
        assertThat(counts.count("B", MONDAY)).isEqualTo(2);
        assertThat(counts.count("ana", MONDAY)).isZero();
    }

    @Test
    void anyMomentIsTaken() {
        for (Instant moment : List.of(Instant.MIN, Instant.EPOCH, Instant.MAX)) {
            ExposureCounts each = ExposureCounts.over(HOUR, 10);
            each.add("A", moment);
            assertThat(each.count("A", moment)).isEqualTo(1);
        }
    }

    @Test
    void windowsAndSizesOutOfRangeAreRefused() {
        for (Duration bad : List.of(Duration.ZERO, Duration.ofSeconds(59), Duration.ofDays(367))) {
            assertThatIllegalArgumentException().isThrownBy(() -> ExposureCounts.over(bad, 10));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ExposureCounts.over(HOUR, 0));
        assertThat(counts.window()).isEqualTo(HOUR);
    }
}
