package io.github.discovery4j.core;

import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.pipeline.SlatePipeline;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Answers requests for slates.
 *
 * <p>Built once by {@link #builder}, then immutable. A request goes through the steps in a fixed order: candidate sources
 * side by side, merge, features, ranking, every guardrail, diversification, reasons. Whatever a stage does wrong, the
 * request is answered: with fewer candidates, the fallback ranker, a shorter slate or without reasons, and the trace says
 * so. Only the caller's own mistakes and a consent ledger that cannot be read throw.
 *
 * <p><b>Threads:</b> safe; sources run on an executor of their own unless the host gives one, all else runs on the caller's
 * thread and takes as long as it takes: a deadline keeps a late step from starting, and only sources are abandoned midway.
 * {@link #close} ends that executor; its threads are daemons and end by themselves when idle.
 */
public final class DiscoveryEngine implements AutoCloseable {

    private final SlatePipeline pipeline;
    private final Optional<ExecutorService> ownExecutor;
    private volatile boolean closed;

    DiscoveryEngine(SlatePipeline pipeline, Optional<ExecutorService> ownExecutor) {
        this.pipeline = pipeline;
        this.ownExecutor = ownExecutor;
    }

    /**
     * Starts an engine.
     *
     * @return a builder with the defaults
     */
    public static DiscoveryEngineBuilder builder() {
        return new DiscoveryEngineBuilder();
    }

    /**
     * Answers a request.
     *
     * @param request for whom, how many, under which conditions
     * @return the slate, safe to hand to the viewer; possibly shorter than asked for
     * @throws IllegalArgumentException if the request's filter reads an attribute that the engine does not know
     * @throws IllegalStateException if the engine is closed
     */
    public Slate recommend(SlateRequest request) {
        return recommendTraced(request).slate();
    }

    /**
     * Answers a request and says how the slate came about.
     *
     * @param request for whom, how many, under which conditions
     * @return the slate for the viewer and the trace for the operator
     * @throws IllegalArgumentException if the request's filter reads an attribute that the engine does not know
     * @throws IllegalStateException if the engine is closed
     */
    public TracedSlate recommendTraced(SlateRequest request) {
        if (closed) {
            throw new IllegalStateException("engine is closed; build another, or close it after its last request");
        }
        return pipeline.answer(request);
    }

    /** Ends the engine's own threads; an executor that the host gave is the host's to end. */
    @Override
    public void close() {
        closed = true;
        ownExecutor.ifPresent(ExecutorService::shutdownNow);
    }
}
