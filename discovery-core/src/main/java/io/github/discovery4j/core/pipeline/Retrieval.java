package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.observe.DiscoveryListener;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks sources, side by side, each under its circuit and all under the request's deadline.
 *
 * <p><b>Threads:</b> safe.
 */
final class Retrieval {

    private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);

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
    private final DiscoveryListener listener;
    private final Map<String, Circuit> circuits = new HashMap<>();

    Retrieval(List<Named<CandidateSource>> sources, Limits limits, Executor executor, DiscoveryListener listener) {
        this.limits = limits;
        this.executor = executor;
        this.listener = listener;
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
                SourceCall call = new SourceCall(source.stage(), context, limit, circuit, limits);
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
                fail(step, source, thrown, 0, trace);
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
                failed(source);
                trace.step(step, source.name(), new StepOutcome.Failed("returned null"), call.nanos(), 0, 0);
                return Found.nothing(source.name());
            }
            if (circuit.succeeded()) {
                announce(source, false);
            }
            CandidateList within = candidates.first(limit);
            trace.step(step, source.name(), new StepOutcome.Completed(), call.nanos(), 0, within.size());
            if (candidates.size() > limit) {
                trace.note("source \"%s\" returned more than its limit of %d; the rest was cut off"
                        .formatted(source.name(), limit));
            }
            return new Found(source.name(), within, !context.deadline().expired());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            fail(step, source, cause == null ? e : cause, call.nanos(), trace);
        } catch (TimeoutException e) {
            if (call.started()) {
                failed(source);
                trace.step(step, source.name(), new StepOutcome.TimedOut(), trace.now() - asked.sinceNanos(), 0, 0);
            } else {
                circuit.withdrawn();
                trace.skipped(step, source.name(), "no thread was free in time", 0, 0);
            }
        } catch (InterruptedException e) {
            circuit.withdrawn();
            Thread.currentThread().interrupt();
            trace.skipped(step, source.name(), "the request's thread was interrupted", 0, 0);
        }
        return Found.nothing(source.name());
    }

    private void fail(String step, Named<CandidateSource> source, Throwable thrown, long nanos, TraceRecorder trace) {
        failed(source); // First: an error that is thrown on must not leave the circuit waiting for this call.
        trace.step(step, source.name(), new StepOutcome.Failed(Failures.nameOf(thrown)), nanos, 0, 0);
    }

    private void failed(Named<CandidateSource> source) {
        if (circuit(source).failed()) {
            announce(source, true);
        }
    }

    private void announce(Named<CandidateSource> source, boolean open) {
        LOG.atWarn()
                .addKeyValue("source", source.name())
                .log(open ? "source is not asked for a while" : "source is back");
        try {
            listener.circuitChanged(source.name(), open);
        } catch (Throwable thrown) {
            LOG.atWarn().addKeyValue("error", Failures.nameOf(thrown)).log("a listener failed");
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
