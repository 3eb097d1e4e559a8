package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.Occurrence;
import io.github.discovery4j.core.observe.RequestObservation;
import io.github.discovery4j.core.observe.StepObservation;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.Trace;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Who watches one request: its listener, its observation and its log lines. Whatever they throw is logged and harms nothing.
 *
 * <p>Without a listener it costs itself: observations are the shared ones that see nothing, and are not called.
 * <b>Threads:</b> safe.
 */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(SlatePipeline.class);

    private final String requestId;
    private final DiscoveryListener listener;
    private final RequestObservation observation;

    private Watch(String requestId, DiscoveryListener listener, RequestObservation observation) {
        this.requestId = requestId;
        this.listener = listener;
        this.observation = observation;
    }

    /** Begins to watch. */
    static Watch of(SlateRequest request, DiscoveryListener listener) {
        if (listener == DiscoveryListener.NOOP) {
            return new Watch(request.id(), listener, RequestObservation.NOOP);
        }
        try {
            return new Watch(request.id(), listener, listener.requestStarted(request));
        } catch (Throwable thrown) {
            Watch blind = new Watch(request.id(), listener, RequestObservation.NOOP);
            blind.listenerFailed(thrown);
            return blind;
        }
    }

    StepObservation open(String step, String stage) {
        if (observation == RequestObservation.NOOP) {
            return StepObservation.NOOP;
        }
        try {
            return observation.step(step, stage);
        } catch (Throwable thrown) {
            listenerFailed(thrown);
            return StepObservation.NOOP;
        }
    }

    void ended(StepObservation step, StepOutcome outcome, int in, int out) {
        if (step == StepObservation.NOOP) {
            return;
        }
        try {
            step.ended(outcome, in, out);
        } catch (Throwable thrown) {
            listenerFailed(thrown);
        }
    }

    void close(StepObservation step) {
        if (step == StepObservation.NOOP) {
            return;
        }
        try {
            step.close();
        } catch (Throwable thrown) {
            listenerFailed(thrown);
        }
    }

    /** Watches a call of a source, on the source's thread. */
    SourceWatch source(String step, String stage, int limit) {
        return observation == RequestObservation.NOOP
                ? SourceWatch.NOOP
                : new SourceWatch.Watching(this, step, stage, limit);
    }

    void happened(Occurrence what, String stage) {
        if (observation == RequestObservation.NOOP) {
            return;
        }
        try {
            observation.happened(what, stage);
        } catch (Throwable thrown) {
            listenerFailed(thrown);
        }
    }

    void answered(Trace trace) {
        if (LOG.isDebugEnabled()) {
            log(Level.DEBUG)
                    .addKeyValue("requested", trace.requested())
                    .addKeyValue("delivered", trace.delivered())
                    .addKeyValue("micros", trace.totalNanos() / 1000)
                    .log("slate made");
        }
        if (observation == RequestObservation.NOOP) {
            return;
        }
        try {
            observation.answered(trace);
        } catch (Throwable thrown) {
            listenerFailed(thrown);
        }
    }

    void failed(Throwable cause) {
        String error = cause.getClass().getName();
        log(Level.WARN).addKeyValue("error", error).log("a request failed");
        try {
            observation.failed(error);
        } catch (Throwable thrown) {
            listenerFailed(thrown);
        }
    }

    /** Tells the listener something. */
    void tell(Consumer<DiscoveryListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable thrown) {
            listenerFailed(thrown);
        }
    }

    /** Says in the log what became of a stage that did not do its work. */
    void logStep(String step, String stage, StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Completed || !LOG.isDebugEnabled()) {
            return;
        }
        LoggingEventBuilder line = log(Level.DEBUG).addKeyValue("step", step).addKeyValue("stage", stage);
        switch (outcome) {
            case StepOutcome.Failed(String error) ->
                line.addKeyValue("error", error).log("a stage failed");
            case StepOutcome.Skipped(String why) -> line.addKeyValue("why", why).log("a stage was skipped");
            case StepOutcome.TimedOut late -> line.log("a stage was late and is abandoned");
            case StepOutcome.Completed completed -> {}
        }
    }

    /** Says in the log that a source's circuit opened or closed, and tells the listener. */
    void circuitChanged(String source, boolean open) {
        log(Level.WARN).addKeyValue("source", source).log(open ? "source is not asked for a while" : "source is back");
        tell(told -> told.circuitChanged(source, open));
    }

    private void listenerFailed(Throwable thrown) {
        log(Level.WARN).addKeyValue("error", Failures.nameOf(thrown)).log("a listener failed");
    }

    /** A line with the keys that each line about a request has. */
    private LoggingEventBuilder log(Level level) {
        LoggingEventBuilder line = LOG.atLevel(level).addKeyValue("request", requestId);
        try {
            String traceId = observation.traceId();
            if (!traceId.isEmpty()) {
                line = line.addKeyValue("trace", traceId).addKeyValue("span", observation.spanId());
            }
        } catch (Throwable thrown) {
            Failures.survive(thrown); // no ids then; the line itself matters more
        }
        return line;
    }
}
