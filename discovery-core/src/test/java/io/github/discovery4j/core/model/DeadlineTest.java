package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    /** Starts just below the overflow of a long, as {@code System.nanoTime} may. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void expiresAtTheMomentAndNotBeforeEvenAcrossAnOverflow() {
        Deadline deadline = Deadline.after(Duration.ofNanos(10), nanos::get);
        assertThat(deadline.remainingNanos()).isEqualTo(10);
        nanos.addAndGet(9);
        assertThat(deadline.expired()).isFalse();
        assertThat(deadline.remainingNanos()).isEqualTo(1);
        nanos.incrementAndGet();
        assertThat(deadline.expired()).isTrue();
        assertThat(deadline.remainingNanos()).isZero();
        nanos.incrementAndGet();
        assertThat(deadline.expired()).isTrue();
        assertThat(deadline.remainingNanos()).isEqualTo(-1);
    }

    @Test
    void noBudgetIsOverAtOnceAndANegativeOneIsRefused() {
        assertThat(Deadline.after(Duration.ZERO, nanos::get).expired()).isTrue();
        assertThatThrownBy(() -> Deadline.after(Duration.ofNanos(-1), nanos::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-0.000000001S");
    }

    @Test
    void aBudgetLongerThanTheClockCanCountIsAsGoodAsForEver() {
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(Deadline.after(ages, nanos::get).remainingNanos()).isEqualTo(Long.MAX_VALUE);
        Deadline soon = Deadline.after(Duration.ofNanos(3), nanos::get);
        assertThat(soon.within(ages, nanos::get)).isSameAs(soon);
    }

    @Test
    void neverNeverComes() {
        assertThat(Deadline.never().expired()).isFalse();
        assertThat(Deadline.never().remainingNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(Deadline.never().within(Duration.ofNanos(3), nanos::get).remainingNanos())
                .isEqualTo(3);
    }

    @Test
    void withinTakesTheEarlierOfTheTwo() {
        Deadline ten = Deadline.after(Duration.ofNanos(10), nanos::get);
        assertThat(ten.within(Duration.ofNanos(10), nanos::get)).isSameAs(ten);
        assertThat(ten.within(Duration.ofNanos(11), nanos::get)).isSameAs(ten);
        Deadline four = ten.within(Duration.ofNanos(4), nanos::get);
        nanos.addAndGet(4);
        assertThat(four.expired()).isTrue();
        assertThat(ten.expired()).isFalse();
    }

    @Test
    void theSystemsClockIsTheDefault() {
        assertThat(Deadline.after(Duration.ofDays(1)).expired()).isFalse();
        assertThat(Deadline.after(Duration.ZERO).expired()).isTrue();
    }
}
