package io.github.discovery4j.core.observe;

import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.ConstraintStatus;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * Turns what an engine tells its listener into figures.
 *
 * {@snippet :
 * DiscoveryEngine.builder().listener(new SlateMeters(MeterSink.all(mine, thresholds)));
 * }
 *
 * <p><b>Cost:</b> a measurement for each step of a request and for each run of drops by one stage. <b>Threads:</b> safe, if
 * the sink is.
 */
public final class SlateMeters implements DiscoveryListener {

    private static final double NANOS_PER_MILLI = 1e6;

    private final MeterSink meters;
    private final LongAdder memoHits = new LongAdder();
    private final LongAdder memoMisses = new LongAdder();
    private final RequestObservation counting = new RequestObservation() {
        @Override
        public void happened(Occurrence what, String stage) {
            count(what, stage);
        }

        @Override
        public void failed(String error) {
            meters.record(Meters.SLATES, 1, "failed");
        }
    };

    /**
     * Creates a listener.
     *
     * @param meters gets the figures
     */
    public SlateMeters(MeterSink meters) {
        this.meters = meters;
    }

    @Override
    public RequestObservation requestStarted(SlateRequest request) {
        return counting;
    }

    @Override
    public void slateMade(Trace trace) {
        meters.record(Meters.SLATE_LATENCY, millis(trace.totalNanos()));
        meters.record(Meters.SLATES, 1, trace.fullness());
        trace.steps().forEach(this::step);
        drops(trace.drops());
        for (ConstraintStatus status : trace.constraints()) {
            meters.record(Meters.CONSTRAINTS, 1, status.outcome().name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void circuitChanged(String source, boolean open) {
        meters.record(Meters.SOURCE_CIRCUIT_OPEN, open ? 1 : 0, source);
    }

    private void step(StepTrace step) {
        String outcome = step.outcome().label();
        meters.record(Meters.STEP_LATENCY, millis(step.nanos()), step.step(), step.stage(), outcome);
        switch (step.step()) {
            case "source", "fallback" -> meters.record(Meters.SOURCE_CALLS, 1, step.stage(), outcome);
            case "memo" -> lookedUp(step.outcome() instanceof StepOutcome.Completed);
            case "hydrate" -> {
                if (!(step.outcome() instanceof StepOutcome.Skipped)) {
                    meters.record(Meters.FEATURE_LATENCY, millis(step.nanos()), step.stage());
                }
            }
            default -> {}
        }
    }

    private void lookedUp(boolean hit) {
        (hit ? memoHits : memoMisses).increment();
        meters.record(Meters.CANDIDATE_MEMO_REQUESTS, 1, hit ? "hit" : "miss");
        double hits = memoHits.sum();
        meters.record(Meters.CANDIDATE_MEMO_HIT_RATIO, hits / (hits + memoMisses.sum()));
    }

    /** A stage's drops stand one after the other, so that each run of them is one measurement. */
    private void drops(List<Drop> drops) {
        int first = 0;
        while (first < drops.size()) {
            String stage = drops.get(first).stage();
            int end = first + 1;
            while (end < drops.size() && drops.get(end).stage().equals(stage)) {
                end++;
            }
            meters.record(Meters.DROPS, (double) end - first, stage);
            first = end;
        }
    }

    private void count(Occurrence what, String stage) {
        switch (what) {
            case FALLBACK_ASKED -> meters.record(Meters.FALLBACK_ASKED, 1, stage);
            case FALLBACK_RANKER -> meters.record(Meters.FALLBACK_RANKER, 1);
            case REFILL -> meters.record(Meters.REFILLS, 1);
            case REBUILD -> meters.record(Meters.REBUILDS, 1);
            case TIERS_RELAXED -> meters.record(Meters.TIERS_RELAXED, 1);
        }
    }

    private static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }
}
