package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.Candidate;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.observe.Drop;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.stage.ConstraintStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Collects a request's trace on the request's own thread. */
final class TraceRecorder {

    private final Instant startedAt;
    private final LongSupplier ticker;
    private final long startedNanos;
    private final List<StepTrace> steps = new ArrayList<>();
    private final List<Drop> drops = new ArrayList<>();
    private final Set<Drop> dropped = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    TraceRecorder(Instant startedAt, LongSupplier ticker) {
        this.startedAt = startedAt;
        this.ticker = ticker;
        this.startedNanos = ticker.getAsLong();
    }

    long now() {
        return ticker.getAsLong();
    }

    void step(String step, String stage, StepOutcome outcome, long nanos, int in, int out) {
        steps.add(new StepTrace(step, stage, outcome, nanos, in, out));
    }

    void completed(String step, String stage, long sinceNanos, int in, int out) {
        step(step, stage, new StepOutcome.Completed(), now() - sinceNanos, in, out);
    }

    void failed(String step, String stage, String error, long sinceNanos, int in, int out) {
        step(step, stage, new StepOutcome.Failed(error), now() - sinceNanos, in, out);
    }

    void skipped(String step, String stage, String why, int in, int out) {
        step(step, stage, new StepOutcome.Skipped(why), 0, in, out);
    }

    /** Takes note of a candidate that was taken out; again and again by a refill or a rebuild counts once. */
    void drop(String itemId, String stage, String reason) {
        Drop drop = new Drop(itemId, stage, reason);
        if (itemId.isEmpty() || dropped.add(drop)) {
            drops.add(drop);
        }
    }

    void note(String note) {
        notes.add(note);
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
                constraints,
                notes,
                slate.versions());
    }
}
