package io.github.discovery4j.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CadenceTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Cadence NIGHTLY = Cadence.dailyAt(LocalTime.of(2, 30), MADRID);

    @Example
    void halfPastTwoThatTheClocksSkipIsAnHourLater() {
        Instant due = NIGHTLY.next(at("2026-03-28T02:30:00+01:00"));
        assertThat(due).isEqualTo(at("2026-03-29T03:30:00+02:00"));
        assertThat(NIGHTLY.next(due)).isEqualTo(at("2026-03-30T02:30:00+02:00"));
    }

    @Example
    void halfPastTwoThatComesTwiceIsDueOnceTheFirstTime() {
        Instant due = NIGHTLY.next(at("2026-10-24T02:30:00+02:00"));
        assertThat(due).isEqualTo(at("2026-10-25T02:30:00+02:00"));
        assertThat(NIGHTLY.next(due)).isEqualTo(at("2026-10-26T02:30:00+01:00"));
        assertThat(NIGHTLY.next(at("2026-10-25T02:15:00+01:00"))).isEqualTo(at("2026-10-26T02:30:00+01:00"));
    }

    @Property
    void aDailyJobIsDueOnEachDateOnceWhateverTheClocksDo(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(max = 59) int minute) {
        for (ZoneId zone : Set.of(MADRID, ZoneId.of("Australia/Lord_Howe"), ZoneId.of("America/Sao_Paulo"))) {
            Cadence daily = Cadence.dailyAt(LocalTime.of(hour, minute), zone);
            Instant first = daily.next(Instant.ofEpochSecond(second));
            Instant second2 = daily.next(first);
            assertThat(first).isAfter(Instant.ofEpochSecond(second));
            assertThat(first.minus(Duration.ofHours(26))).isBefore(Instant.ofEpochSecond(second));
            assertThat(second2.atZone(zone).toLocalDate())
                    .isEqualTo(first.atZone(zone).toLocalDate().plusDays(1));
        }
    }

    @Example
    void aWeeklyJobKeepsItsDay() {
        Cadence weekly = Cadence.weeklyOn(DayOfWeek.SUNDAY, LocalTime.of(4, 0), MADRID);
        Instant due = weekly.next(at("2026-11-21T12:00:00+01:00"));
        assertThat(due).isEqualTo(at("2026-11-22T04:00:00+01:00"));
        assertThat(weekly.next(due)).isEqualTo(at("2026-11-29T04:00:00+01:00"));
        assertThat(weekly.first(due.minusSeconds(1))).isEqualTo(due);
    }

    @Property
    void jitterIsAddedWithinItsBoundAndTheSameEachTimeItIsAsked(
            @ForAll long seed, @ForAll @LongRange(min = 0, max = 1L << 40) long milli) {
        Cadence cadence = Cadence.every(Duration.ofMinutes(30), Duration.ofMinutes(5), seed);
        Instant last = Instant.ofEpochMilli(milli);
        assertThat(cadence.next(last))
                .isEqualTo(cadence.next(last))
                .isBetween(last.plus(Duration.ofMinutes(30)), last.plus(Duration.ofMinutes(35)));
    }

    @Example
    void jitterDiffersFromOneBeginningToTheNext() {
        Cadence cadence = Cadence.every(Duration.ofMinutes(30), Duration.ofMinutes(5), 1);
        Set<Duration> parts = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Instant last = Instant.EPOCH.plusSeconds(i);
            parts.add(Duration.between(last, cadence.next(last)));
        }
        assertThat(parts).hasSizeGreaterThan(15);
    }

    @Example
    void anIntervalIsDueAtOnceTheFirstTime() {
        assertThat(Cadence.every(Duration.ofHours(24)).first(Instant.EPOCH)).isEqualTo(Instant.EPOCH);
        assertThatThrownBy(() -> Cadence.every(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> Cadence.every(Duration.ofHours(1), Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void backingOffDoublesUpToItsBound() {
        Backoff backoff = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(10));
        assertThat(backoff.after(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(backoff.after(4)).isEqualTo(Duration.ofMinutes(8));
        assertThat(backoff.after(5)).isEqualTo(Duration.ofMinutes(10));
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(10));
        assertThatThrownBy(() -> new Backoff(Duration.ofHours(1), Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant at(String text) {
        return ZonedDateTime.parse(text).toInstant();
    }
}
