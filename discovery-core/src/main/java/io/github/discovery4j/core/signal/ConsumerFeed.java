package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.signal.EventLog.Logged;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives one consumer the log, in order.
 *
 * <p>What has just been written is handed over in memory. The hand-over is bounded: a consumer that is slower, or that
 * begins behind, reads from the log until it has caught up. So does one whose log other processes write too, whenever
 * their events stand between ours.
 */
final class ConsumerFeed {

    private static final int MOST_WAITING = 64;
    private static final int PAGE = 1_000;
    private static final long POLL_MILLIS = 200;
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** What was appended together, and what the log's last positions were before and after. */
    private record Handed(long before, long after, List<Logged> events) {}

    private final EventConsumer consumer;
    private final EventLog log;
    private final InstantSource clock;
    private final GuardedListener listener;
    private final ArrayBlockingQueue<Handed> handed = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean stopped;
    private volatile long fed;
    private volatile long written;
    private volatile @Nullable Instant oldest;

    ConsumerFeed(EventConsumer consumer, EventLog log, InstantSource clock, GuardedListener listener) {
        this.consumer = consumer;
        this.log = log;
        this.clock = clock;
        this.listener = listener;
        this.fed = consumer.position();
        this.written = log.lastPosition();
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("discovery-consumer-" + consumer.name())
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Never waits: what finds no place is read from the log later. */
    void offer(long before, long after, List<Logged> events) {
        written = after;
        handed.offer(new Handed(before, after, events));
    }

    void stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean await(long position, long deadlineNanos) {
        while (fed < position && System.nanoTime() < deadlineNanos) {
            Retry.sleep(1);
        }
        return fed >= position;
    }

    SignalIngest.Lag lag() {
        Instant next = oldest;
        return new SignalIngest.Lag(
                Math.max(0, written - fed), next == null ? Duration.ZERO : Duration.between(next, clock.instant()));
    }

    private void run() {
        int failures = 0;
        while (!stopped) {
            try {
                step();
                failures = 0;
            } catch (InterruptedException e) {
                // Only stop() ends this thread.
            } catch (RuntimeException e) {
                if (!stopped) {
                    listener.consumerFailed(consumer.name(), e);
                    Retry.sleep(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(9, failures++)));
                }
            }
        }
    }

    private void step() throws InterruptedException {
        Handed next = fed < written && handed.isEmpty() ? null : handed.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (next == null) {
            catchUp(Long.MAX_VALUE);
        } else if (next.after() > fed) {
            if (next.before() > fed) {
                catchUp(next.before());
            }
            // Behind or half known: those that are left are read from the log as well.
            if (next.before() == fed) {
                give(next.events(), next.after());
            } else {
                catchUp(next.after());
            }
        }
    }

    private void catchUp(long until) {
        while (!stopped && fed < until) {
            // Read before the page is: what is written in between must not be skipped.
            long durable = written;
            List<Logged> page = log.read(fed, PAGE);
            if (page.isEmpty()) {
                // Positions without events: known already, or erased.
                fed = Math.max(fed, Math.min(until, durable));
                return;
            }
            give(page, page.getLast().position());
        }
    }

    private void give(List<Logged> events, long after) {
        List<Logged> current = events;
        if (events.stream().anyMatch(logged -> log.refuses(logged.event()))) {
            current = events.stream()
                    .filter(logged -> !log.refuses(logged.event()))
                    .toList();
        }
        if (!current.isEmpty()) {
            oldest = current.getFirst().event().receivedAt();
            consumer.apply(current);
        }
        fed = after;
        oldest = null;
    }
}
