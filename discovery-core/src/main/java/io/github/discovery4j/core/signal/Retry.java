package io.github.discovery4j.core.signal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Tries a write again while it may succeed later: pauses double from 10 ms to 1 s, each shortened at random by up to half. */
record Retry(Duration budget) {

    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    <T> T call(Supplier<T> write, GuardedListener listener) {
        long deadline = System.nanoTime() + budget.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        for (int attempt = 1; ; attempt++) {
            try {
                return write.get();
            } catch (EventLogException e) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (!e.isTransient() || left <= 0) {
                    throw e;
                }
                long millis = Math.min(left, ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
                listener.retrying(attempt, Duration.ofMillis(millis));
                sleep(Math.max(1, millis));
                pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
            }
        }
    }

    /** Nobody interrupts our threads; if somebody did, the next pause is just shorter. */
    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.onSpinWait();
        }
    }
}
