package io.github.discovery4j.core;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Why;
import io.github.discovery4j.core.observe.MemoStatistics;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.pipeline.CandidateMemo;
import io.github.discovery4j.core.pipeline.Routing;
import io.github.discovery4j.core.pipeline.SlatePipeline;
import io.github.discovery4j.core.stage.WhyCache;
import java.util.ArrayList;
import java.util.List;
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
public final class DiscoveryEngine implements Recommender, WhyService {

    private final SlatePipeline pipeline;
    private final Optional<CandidateMemo> memo;
    private final Optional<WhyCache> whyCache;
    private final Optional<ExecutorService> ownExecutor;
    private volatile boolean closed;

    DiscoveryEngine(
            SlatePipeline pipeline,
            Optional<CandidateMemo> memo,
            Optional<WhyCache> whyCache,
            Optional<ExecutorService> ownExecutor) {
        this.pipeline = pipeline;
        this.memo = memo;
        this.whyCache = whyCache;
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

    @Override
    public TracedSlate recommendTraced(SlateRequest request) {
        return answer(request, Routing.NONE);
    }

    /** Answers a request that was sent here by a choice among engines. */
    TracedSlate answer(SlateRequest request, Routing routing) {
        if (closed) {
            throw new IllegalStateException("engine is closed; build another, or close it after its last request");
        }
        return pipeline.answer(request, routing);
    }

    @Override
    public List<Why> why(SlateRequest request, List<String> itemIds) {
        if (closed) {
            throw new IllegalStateException("engine is closed; build another, or close it after its last request");
        }
        return pipeline.why(request, itemIds);
    }

    @Override
    public List<PersonalDataHolder> personalData() {
        List<PersonalDataHolder> holders = new ArrayList<>();
        memo.ifPresent(holders::add);
        whyCache.ifPresent(holders::add);
        return holders;
    }

    /**
     * Returns how the candidate memo has done.
     *
     * @return empty for an engine without one
     */
    public Optional<MemoStatistics> memoStatistics() {
        return memo.map(CandidateMemo::statistics);
    }

    /** Ends the engine's own threads; an executor that the host gave is the host's to end. */
    @Override
    public void close() {
        closed = true;
        ownExecutor.ifPresent(ExecutorService::shutdownNow);
    }
}
