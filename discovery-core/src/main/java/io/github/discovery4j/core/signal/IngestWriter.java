package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.signal.EventLog.Appended;
import io.github.discovery4j.core.signal.EventLog.Batch;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.SignalIngest.Pending;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: takes what has come together, makes it durable, lets another thread give the receipts.
 *
 * <p>A group that the log refuses for good is halved until the event that it cannot take is alone, so that one bad event
 * costs no other its place. When a reason that may pass outlasts the retry budget, the whole group becomes dead letters.
 */
final class IngestWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SignalIngest.class);

    private final BlockingQueue<Pending> queue;
    private final EventLog log;
    private final DeadLetterStore letters;
    private final List<ConsumerFeed> feeds;
    private final GuardedListener listener;
    private final Retry retry;
    private final RejectionAlarm alarm;
    private final Enricher enricher;
    private final InstantSource clock;
    private final int most;
    private final Runnable leave;
    private final ExecutorService receipts = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("discovery-receipts").factory());
    private final Thread thread =
            Thread.ofPlatform().daemon().name("discovery-event-writer").unstarted(this::run);
    private volatile boolean stopped;

    IngestWriter(
            BlockingQueue<Pending> queue,
            EventLog log,
            DeadLetterStore letters,
            List<ConsumerFeed> feeds,
            GuardedListener listener,
            Retry retry,
            RejectionAlarm alarm,
            Enricher enricher,
            InstantSource clock,
            int most,
            Runnable leave) {
        this.queue = queue;
        this.log = log;
        this.letters = letters;
        this.feeds = feeds;
        this.listener = listener;
        this.retry = retry;
        this.alarm = alarm;
        this.enricher = enricher;
        this.clock = clock;
        this.most = most;
        this.leave = leave;
    }

    void start() {
        thread.start();
    }

    /** Called when nothing is in flight. */
    void stop() {
        stopped = true;
        queue.add(Pending.marker());
        try {
            thread.join();
            receipts.shutdown();
            if (!receipts.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("receipts were still being given a minute after closing; shorten what is chained to them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Pending> group = new ArrayList<>(most);
        while (!stopped || !queue.isEmpty()) {
            try {
                group.add(queue.take());
                queue.drainTo(group, most - 1);
            } catch (InterruptedException e) {
                // Only close() ends this thread.
                continue;
            }
            try {
                write(group);
            } catch (RuntimeException | Error e) {
                // Not expected. Nothing that follows may be lost for it, and nobody may wait for ever.
                LOG.error(
                        "a group of {} events met {} and is refused",
                        group.size(),
                        e.getClass().getName(),
                        e);
                for (Pending pending : group) {
                    if (!pending.receipt().isDone()) {
                        give(pending, new Receipt.Refused(Receipt.Cause.STORAGE));
                    }
                }
            }
            group.clear();
        }
    }

    private void write(List<Pending> group) {
        List<Given> given = new ArrayList<>(group.size());
        List<Pending> valid = new ArrayList<>(group.size());
        List<ToKeep> rejected = new ArrayList<>();
        for (Pending pending : group) {
            if (pending.event() != null) {
                valid.add(pending);
            } else if (pending.letter() != null) {
                rejected.add(new ToKeep(pending, pending.letter()));
            }
        }
        if (!valid.isEmpty()) {
            append(valid, given, rejected);
        }
        if (!rejected.isEmpty()) {
            keep(rejected, given);
        }
        alarm.check();
        List<Pending> markers = group.stream().filter(Pending::isMarker).toList();
        receipts.execute(() -> {
            for (Given one : given) {
                try {
                    one.pending().receipt().complete(one.receipt());
                } finally {
                    leave.run();
                }
            }
            for (Pending marker : markers) {
                leave.run();
                marker.receipt().complete(new Receipt.Duplicate());
            }
        });
    }

    private void append(List<Pending> valid, List<Given> given, List<ToKeep> rejected) {
        List<SignalEvent> events = new ArrayList<>(valid.size());
        valid.forEach(pending -> events.add(event(pending)));
        long began = System.nanoTime();
        Batch batch;
        try {
            batch = retry.call(() -> log.append(events), listener);
        } catch (RuntimeException e) {
            boolean outlasted = e instanceof EventLogException failure && failure.isTransient();
            if (valid.size() > 1 && !outlasted) {
                append(valid.subList(0, valid.size() / 2), given, rejected);
                append(valid.subList(valid.size() / 2, valid.size()), given, rejected);
            } else {
                LOG.warn("{} events could not be appended and become dead letters", valid.size(), e);
                for (Pending pending : valid) {
                    rejected.add(new ToKeep(
                            pending, pending.notStored(event(pending), log.refuses(event(pending)), clock.instant())));
                }
            }
            return;
        }
        settle(valid, batch, given);
        long accepted = batch.each().stream()
                .filter(one -> one.outcome() == EventLog.Outcome.NEW)
                .count();
        long known = batch.each().stream()
                .filter(one -> one.outcome() == EventLog.Outcome.KNOWN)
                .count();
        listener.appended((int) accepted, (int) known, Duration.ofNanos(System.nanoTime() - began));
    }

    private void settle(List<Pending> valid, Batch batch, List<Given> given) {
        List<Logged> fresh = new ArrayList<>(valid.size());
        for (int i = 0; i < valid.size(); i++) {
            Pending pending = valid.get(i);
            Appended appended = batch.each().get(i);
            boolean erased = appended.outcome() == EventLog.Outcome.ERASED;
            given.add(new Given(
                    pending,
                    switch (appended.outcome()) {
                        case NEW -> new Receipt.Accepted(appended.position());
                        case KNOWN -> new Receipt.Duplicate();
                        case ERASED -> new Receipt.DeadLettered(Rejection.ERASED, OptionalLong.empty());
                    }));
            alarm.saw(erased);
            if (erased) {
                listener.rejected(Rejection.ERASED);
                if (log.isErased(event(pending).userId())) {
                    enricher.erase(event(pending).userId());
                }
            } else if (appended.outcome() == EventLog.Outcome.NEW) {
                fresh.add(new Logged(appended.position(), event(pending)));
            }
        }
        feeds.forEach(feed -> feed.offer(batch.before(), batch.after(), fresh));
    }

    private void keep(List<ToKeep> rejected, List<Given> given) {
        List<ToKeep> kept =
                rejected.stream().filter(one -> one.letter().reason().isKept()).toList();
        List<Long> ids = List.of();
        boolean stored = true;
        if (!kept.isEmpty()) {
            List<DeadLetter> texts = kept.stream().map(ToKeep::letter).toList();
            try {
                ids = retry.call(() -> letters.add(texts), listener);
            } catch (RuntimeException e) {
                stored = false;
                LOG.warn("{} dead letters could not be kept; their senders are told", kept.size(), e);
            }
        }
        int next = 0;
        for (ToKeep one : rejected) {
            Rejection reason = one.letter().reason();
            alarm.saw(true);
            if (!reason.isKept()) {
                given.add(new Given(one.pending(), new Receipt.DeadLettered(reason, OptionalLong.empty())));
                listener.rejected(reason);
            } else if (stored) {
                given.add(new Given(one.pending(), new Receipt.DeadLettered(reason, OptionalLong.of(ids.get(next++)))));
                listener.rejected(reason);
            } else {
                given.add(new Given(one.pending(), new Receipt.Refused(Receipt.Cause.STORAGE)));
                listener.refused(Receipt.Cause.STORAGE);
            }
        }
    }

    private void give(Pending pending, Receipt receipt) {
        receipts.execute(() -> {
            pending.receipt().complete(receipt);
            leave.run();
        });
    }

    private static SignalEvent event(Pending pending) {
        return Objects.requireNonNull(pending.event());
    }

    private record Given(Pending pending, Receipt receipt) {}

    private record ToKeep(Pending pending, DeadLetter letter) {}
}
