package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks sources, side by side, each under its circuit and all under the request's deadline.
 *
 * <p><b>Threads:</b> safe.
 */
final class Retrieval {

    static final StepOutcome RETURNED_NULL = new StepOutcome.Failed("returned null");
    static final String INTERRUPTED = "the request's thread was interrupted";

    /**
     * What one source found: possibly nothing, never null.
     *
     * @param whole whether it answered, and before its time was over: one that looks at its deadline stops early
     */
    record Found(String source, CandidateList candidates, boolean whole) {
        static Found nothing(String source) {
            return new Found(source, CandidateList.empty(), false);
        }
    }

    private record Asked(
            Named<CandidateSource> source,
            int limit,
            long sinceNanos,
            @Nullable SourceCall call) {}

    private final Limits limits;
    private final Executor executor;
    private final Map<String, Circuit> circuits = new HashMap<>();

    Retrieval(List<Named<CandidateSource>> sources, Limits limits, Executor executor) {
        this.limits = limits;
        this.executor = executor;
        sources.forEach(source -> circuits.put(source.name(), new Circuit(limits)));
    }

    /**
     * Asks all sources and waits until each has answered, failed, or run out of time.
     *
     * @param step what the trace calls it
     * @return one answer a source, in their order
     */
    List<Found> ask(String step, List<Named<CandidateSource>> sources, RequestContext context, TraceRecorder trace) {
        RequestContext limited = context.withDeadline(context.deadline().within(budget(context), limits.ticker()));
        List<Asked> asked = new ArrayList<>(sources.size());
        for (Named<CandidateSource> source : sources) {
            asked.add(start(step, source, limited, trace));
        }
        List<Found> found = new ArrayList<>(sources.size());
        for (Asked one : asked) {
            found.add(
                    one.call() == null
                            ? Found.nothing(one.source().name())
                            : collect(step, one, one.call(), limited, trace));
        }
        return found;
    }

    /** Half of what is left at most, so that one late source leaves time for the fallback and for every later step. */
    private Duration budget(RequestContext context) {
        Duration half = Duration.ofNanos(Math.max(0, context.deadline().remainingNanos() / 2));
        return half.compareTo(limits.sourceTimeout()) < 0 ? half : limits.sourceTimeout();
    }

    private Asked start(String step, Named<CandidateSource> source, RequestContext context, TraceRecorder trace) {
        Circuit circuit = circuit(source);
        long since = trace.now();
        if (context.deadline().expired()) {
            trace.skipped(step, source.name(), "no time left", 0, 0);
        } else if (!circuit.admits()) {
            trace.skipped(step, source.name(), "circuit open", 0, 0);
        } else {
            try {
                int limit = source.stage().limit();
                if (limit < 1) {
                    throw new IllegalStateException("a source's limit must be 1 or more, was " + limit);
                }
                SourceWatch watch = trace.watch().source(step, source.name(), limit);
                SourceCall call = new SourceCall(source.stage(), context, limit, circuit, limits, watch);
                if (source.stage().blocking()) {
                    Thread.ofVirtual().name("discovery-source-" + source.name()).start(call);
                } else {
                    executor.execute(call);
                }
                return new Asked(source, limit, since, call);
            } catch (RejectedExecutionException e) {
                circuit.withdrawn();
                trace.skipped(step, source.name(), "executor saturated", 0, 0);
            } catch (Throwable thrown) {
                failed(source, trace);
                trace.neverRan(step, source.name(), new StepOutcome.Failed(Failures.nameOf(thrown)), 0, 0);
            }
        }
        return new Asked(source, 0, since, null);
    }

    private Found collect(String step, Asked asked, SourceCall call, RequestContext context, TraceRecorder trace) {
        Named<CandidateSource> source = asked.source();
        int limit = asked.limit();
        Circuit circuit = circuit(source);
        try {
            CandidateList candidates = call.await(context.deadline().remainingNanos());
            if (candidates == null) {
                failed(source, trace);
                trace.step(step, source.name(), RETURNED_NULL, call.nanos(), 0, 0);
                return Found.nothing(source.name());
            }
            if (circuit.succeeded()) {
                trace.watch().circuitChanged(source.name(), false);
            }
            CandidateList within = candidates.first(limit);
            trace.step(step, source.name(), TraceRecorder.COMPLETED, call.nanos(), 0, within.size());
            if (candidates.size() > limit) {
                trace.note("source \"%s\" returned more than its limit of %d; the rest was cut off"
                        .formatted(source.name(), limit));
            }
            return new Found(source.name(), within, !context.deadline().expired());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            // First: an error that is thrown on must not leave the circuit waiting for this call.
            failed(source, trace);
            StepOutcome outcome = new StepOutcome.Failed(Failures.nameOf(cause == null ? e : cause));
            trace.step(step, source.name(), outcome, call.nanos(), 0, 0);
        } catch (TimeoutException e) {
            if (call.started()) {
                failed(source, trace);
                trace.step(step, source.name(), new StepOutcome.TimedOut(), trace.now() - asked.sinceNanos(), 0, 0);
            } else {
                circuit.withdrawn();
                trace.skipped(step, source.name(), "no thread was free in time", 0, 0);
            }
        } catch (InterruptedException e) {
            circuit.withdrawn();
            Thread.currentThread().interrupt();
            interrupted(step, source, call, trace);
        }
        return Found.nothing(source.name());
    }

    private static void interrupted(String step, Named<CandidateSource> source, SourceCall call, TraceRecorder trace) {
        if (call.started()) {
            trace.step(step, source.name(), new StepOutcome.Skipped(INTERRUPTED), 0, 0, 0);
        } else {
            trace.skipped(step, source.name(), INTERRUPTED, 0, 0);
        }
    }

    private void failed(Named<CandidateSource> source, TraceRecorder trace) {
        if (circuit(source).failed()) {
            trace.watch().circuitChanged(source.name(), true);
        }
    }

    private Circuit circuit(Named<CandidateSource> source) {
        Circuit circuit = circuits.get(source.name());
        if (circuit == null) {
            throw new IllegalStateException("source \"%s\" has no circuit".formatted(source.name()));
        }
        return circuit;
    }
}
