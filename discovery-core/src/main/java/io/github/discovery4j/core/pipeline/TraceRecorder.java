package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.Candidate;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.observe.Demotion;
import io.github.discovery4j.core.observe.Drop;
import io.github.discovery4j.core.observe.Occurrence;
import io.github.discovery4j.core.observe.SourceShare;
import io.github.discovery4j.core.observe.StepObservation;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.stage.ConstraintStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Collects a request's trace on the request's own thread, and shows each step to whoever watches.
 *
 * <p>Steps of this thread do not overlap: {@link #open} is followed by one of the methods that end a step.
 */
final class TraceRecorder {

    /** Shared: most steps end so. */
    static final StepOutcome COMPLETED = new StepOutcome.Completed();

    private final Watch watch;
    private final Instant startedAt;
    private final LongSupplier ticker;
    private final long startedNanos;
    private final List<StepTrace> steps = new ArrayList<>();
    private final List<Drop> drops = new ArrayList<>();
    private final Set<Drop> dropped = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, PassedOver> passedOver = new LinkedHashMap<>();
    private List<SourceShare> sources = List.of();
    private List<Demotion> demotions = List.of();
    private StepObservation running = StepObservation.NOOP;

    TraceRecorder(Watch watch, Instant startedAt, LongSupplier ticker) {
        this.watch = watch;
        this.startedAt = startedAt;
        this.ticker = ticker;
        this.startedNanos = ticker.getAsLong();
    }

    long now() {
        return ticker.getAsLong();
    }

    Watch watch() {
        return watch;
    }

    /** Begins a step on this thread; returns {@link #now}. */
    long open(String step, String stage) {
        running = watch.open(step, stage);
        return now();
    }

    void completed(String step, String stage, long sinceNanos, int in, int out) {
        end(step, stage, COMPLETED, now() - sinceNanos, in, out);
    }

    void failed(String step, String stage, String error, long sinceNanos, int in, int out) {
        end(step, stage, new StepOutcome.Failed(error), now() - sinceNanos, in, out);
    }

    void skipped(String step, String stage, String why, int in, int out) {
        neverRan(step, stage, new StepOutcome.Skipped(why), in, out);
    }

    /** Ends a step that was opened and had nothing to do. */
    void skipped(String step, String stage, String why, long sinceNanos) {
        end(step, stage, new StepOutcome.Skipped(why), now() - sinceNanos, 0, 0);
    }

    /** Takes note of a step that ended before it began. */
    void neverRan(String step, String stage, StepOutcome outcome, int in, int out) {
        running = watch.open(step, stage);
        end(step, stage, outcome, 0, in, out);
    }

    /** Takes note of a step that was watched on another thread. */
    void step(String step, String stage, StepOutcome outcome, long nanos, int in, int out) {
        steps.add(new StepTrace(step, stage, outcome, nanos, in, out));
        watch.logStep(step, stage, outcome);
    }

    private void end(String step, String stage, StepOutcome outcome, long nanos, int in, int out) {
        step(step, stage, outcome, nanos, in, out);
        watch.ended(running, outcome, in, out);
        watch.close(running);
        running = StepObservation.NOOP;
    }

    /** The request ends with an exception, possibly in the middle of a step. */
    void broken(Throwable cause) {
        if (running != StepObservation.NOOP) {
            watch.ended(running, new StepOutcome.Failed(cause.getClass().getName()), 0, 0);
            watch.close(running);
        }
        watch.failed(cause);
    }

    /** Takes note of a candidate that was taken out; again and again by a refill or a rebuild counts once. */
    void drop(String itemId, String stage, String reason) {
        Drop drop = new Drop(itemId, stage, reason);
        if (itemId.isEmpty() || dropped.add(drop)) {
            drops.add(drop);
        }
    }

    /** Takes note of what sources had part in; a later merge counts instead. */
    void sources(List<SourceShare> shares) {
        sources = shares;
    }

    /** Takes note of what guardrails put behind others; a later judgement counts instead. */
    void demotions(List<Demotion> all) {
        demotions = all;
    }

    /** Returns what counts the items that a guardrail excludes; when the request is opened again, from the start. */
    PassedOver passedOver(String guardrail) {
        PassedOver counter = new PassedOver();
        passedOver.put(guardrail, counter);
        return counter;
    }

    private Map<String, Integer> passedOver() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        passedOver.forEach((guardrail, counter) -> {
            if (counter.count() > 0) {
                counts.put(guardrail, counter.count());
            }
        });
        return counts;
    }

    void note(String note) {
        notes.add(note);
    }

    /** Takes note of something that is counted. */
    void happened(Occurrence what, String stage, String note) {
        notes.add(note);
        watch.happened(what, stage);
    }

    Trace finish(Slate slate, List<Candidate> chosen, List<ConstraintStatus> constraints) {
        return new Trace(
                slate.id(),
                startedAt,
                now() - startedNanos,
                slate.requestedSize(),
                slate.items().size(),
                steps,
                drops,
                chosen,
                sources,
                passedOver(),
                demotions,
                constraints,
                notes,
                slate.versions());
    }
}
