package io.github.discovery4j.core.observe;

import io.github.discovery4j.core.observe.Meter.Kind;
import java.util.List;

/**
 * Every meter of the library. Names end in the unit of their values where they are durations, so a value is recorded in the
 * unit that the name says.
 *
 * <p>{@code docs/observability.md} has the same list as a table; a test keeps the two equal.
 */
public final class Meters {

    /** The tag that says how something ended. */
    public static final String OUTCOME = "outcome";

    private static final String ENTITY = "entity";
    private static final String FEATURE = "feature";
    private static final String REASON = "reason";
    private static final String MILLIS = "ms";
    private static final String SECONDS = "seconds";
    private static final String RATIO = "ratio";

    /** A whole request, from its arrival to the finished slate. */
    public static final Meter SLATE_LATENCY =
            timer("reco.hybrid.latency.ms", MILLIS, "A whole request, from its arrival to the finished slate.");

    /** Requests by how they ended: {@code full}, {@code short}, {@code empty} or {@code failed}. */
    public static final Meter SLATES =
            counter("reco.slates", "Requests: full, short, empty, or failed with an exception.", OUTCOME);

    /** One stage of one request, by how it ended. */
    public static final Meter STEP_LATENCY = timer(
            "reco.step.latency.ms",
            MILLIS,
            "One stage of a request; skipped ones count as 0.",
            "step",
            "stage",
            OUTCOME);

    /** Calls of sources and fallbacks: {@code completed}, {@code failed}, {@code timed_out} or {@code skipped}. */
    public static final Meter SOURCE_CALLS =
            counter("reco.source.calls", "Calls of sources and fallbacks by how they ended.", "source", OUTCOME);

    /** Whether a source is not asked for a while. */
    public static final Meter SOURCE_CIRCUIT_OPEN =
            gauge("reco.source.circuit.open", "", "1 while a source is not asked after failures, else 0.", "source");

    /** Candidates that a source, the merge, a guardrail or consent took out. */
    public static final Meter DROPS = counter("reco.drops", "Candidates taken out, by who took them out.", "stage");

    /** A fallback was asked because candidates were missing. */
    public static final Meter FALLBACK_ASKED =
            counter("reco.fallback.asked", "Fallbacks asked because candidates were missing.", "source");

    /** The ranker failed and a fallback ranker scored. */
    public static final Meter FALLBACK_RANKER =
            counter("reco.fallback.ranker", "Times that a fallback ranker scored because the ranker before it failed.");

    /** Guardrails left too few, and sources were asked once more. */
    public static final Meter REFILLS =
            counter("reco.refills", "Requests whose sources were asked once more because guardrails left too few.");

    /** Consent changed midway, and the slate was made again. */
    public static final Meter REBUILDS = counter("reco.rebuilds", "Slates made again because consent changed midway.");

    /** A hard constraint put a lower tier before a higher one. */
    public static final Meter TIERS_RELAXED =
            counter("reco.tiers.relaxed", "Slates in which a hard constraint put a lower tier before a higher one.");

    /** Constraints by what became of them: {@code met}, {@code relaxed} or {@code infeasible}. */
    public static final Meter CONSTRAINTS =
            counter("reco.constraints", "Constraints of slates: met, relaxed, infeasible or not found.", OUTCOME);

    /** Look-ups of remembered candidates: {@code hit} or {@code miss}. */
    public static final Meter CANDIDATE_MEMO_REQUESTS =
            counter("candidates.memo.requests", "Look-ups of remembered candidates: hit or miss.", OUTCOME);

    /** The share of those look-ups that were hits. */
    public static final Meter CANDIDATE_MEMO_HIT_RATIO =
            gauge("candidates.memo.hit.ratio", RATIO, "Share of look-ups of remembered candidates that were hits.");

    /** Filling the columns of one view for all candidates of a request. */
    public static final Meter FEATURE_LATENCY =
            timer("feature.latency.ms", MILLIS, "Filling a view's columns for all candidates of a request.", "view");

    /** The share of feature reads that a cache answered. */
    public static final Meter FEATURE_CACHE_HIT_RATIO =
            gauge("feature.cache.hit.ratio", RATIO, "Share of feature reads that the cache answered.", "store");

    /** How often what is served differs from what the log gives. */
    public static final Meter FEATURE_PARITY_DIFFERENCE = gauge(
            "feature.parity.difference.share",
            RATIO,
            "Share of people whose feature differs from the one counted again from the log.",
            ENTITY,
            FEATURE);

    /** How far a column has moved from training. */
    public static final Meter FEATURE_DRIFT = gauge(
            "feature.drift.psi",
            "",
            "Population stability index of a view's column, now against training.",
            "view",
            "column");

    /** How many values are older than declared. */
    public static final Meter FEATURE_STALE = gauge(
            "feature.stale.share",
            RATIO,
            "Share of a feature's values that are older than its freshness.",
            ENTITY,
            FEATURE);

    /** Events that the log took: {@code accepted} or {@code duplicate}. */
    public static final Meter FEEDBACK_EVENTS =
            counter("feedback.events", "Events that the log took: accepted, or duplicates that it knew.", OUTCOME);

    /** Events that were rejected, by why. */
    public static final Meter FEEDBACK_REJECTED = counter("feedback.rejected", "Events that were rejected.", REASON);

    /** The share of rejected events rose above the alarm. */
    public static final Meter FEEDBACK_REJECTION_ALARMS =
            counter("feedback.rejection.alarms", "Times that the share of rejected events rose above the alarm.");

    /** Events that were turned away, by why. */
    public static final Meter FEEDBACK_REFUSED =
            counter("feedback.refused", "Events that were turned away, nothing of them kept.", REASON);

    /** Making a group of events durable. */
    public static final Meter FEEDBACK_APPEND_LATENCY =
            timer("feedback.append.ms", MILLIS, "Making a group of events durable, with retries.");

    /** Writes that failed and were tried again. */
    public static final Meter FEEDBACK_RETRIES =
            counter("feedback.retries", "Writes of events that failed and were tried again.");

    /** Batches that a consumer could not take in. */
    public static final Meter FEEDBACK_CONSUMER_FAILURES =
            counter("feedback.consumer.failures", "Batches that a consumer could not take in at once.", "consumer");

    /** How long ago the next event came that a consumer has to take in. */
    public static final Meter FEEDBACK_CONSUMER_LAG = gauge(
            "feedback.consumer.lag.ms", MILLIS, "Age of the next event that a consumer has to take in.", "consumer");

    /** How many positions of the log a consumer is behind. */
    public static final Meter FEEDBACK_CONSUMER_BEHIND =
            gauge("feedback.consumer.behind", "", "Positions of the log that a consumer is behind.", "consumer");

    /** The share of events that have session, device and locale. */
    public static final Meter FEEDBACK_COMPLETE =
            gauge("feedback.complete.share", RATIO, "Share of events with session, device and locale.");

    /** Dead letters that wait to be looked at. */
    public static final Meter FEEDBACK_DEAD_LETTERS =
            gauge("feedback.dlq.count", "", "Events that could not be processed and wait as dead letters.");

    /** Training one model. */
    public static final Meter TRAIN_DURATION =
            timer("cf.train.duration.seconds", SECONDS, "Training one model.", "model");

    /** One run of a job. */
    public static final Meter JOB_DURATION = timer("job.duration.seconds", SECONDS, "One run of a job.", "job");

    /** Runs of jobs: {@code completed}, {@code failed} or {@code stopped}. */
    public static final Meter JOB_RUNS =
            counter("job.runs", "Runs of jobs: completed, failed or stopped.", "job", OUTCOME);

    /** When a job last succeeded. */
    public static final Meter JOB_LAST_SUCCESS = gauge(
            "job.last.success.seconds", SECONDS, "When a job last succeeded, in seconds since 1970-01-01 UTC.", "job");

    /** The cutoff whose {@link #offlineNdcg} stands in {@link #all}. */
    private static final int USUAL_CUTOFF = 10;

    private static final List<Meter> ALL = List.of(
            SLATE_LATENCY,
            SLATES,
            STEP_LATENCY,
            SOURCE_CALLS,
            SOURCE_CIRCUIT_OPEN,
            DROPS,
            FALLBACK_ASKED,
            FALLBACK_RANKER,
            REFILLS,
            REBUILDS,
            TIERS_RELAXED,
            CONSTRAINTS,
            CANDIDATE_MEMO_REQUESTS,
            CANDIDATE_MEMO_HIT_RATIO,
            FEATURE_LATENCY,
            FEATURE_CACHE_HIT_RATIO,
            FEATURE_PARITY_DIFFERENCE,
            FEATURE_DRIFT,
            FEATURE_STALE,
            FEEDBACK_EVENTS,
            FEEDBACK_REJECTED,
            FEEDBACK_REJECTION_ALARMS,
            FEEDBACK_REFUSED,
            FEEDBACK_APPEND_LATENCY,
            FEEDBACK_RETRIES,
            FEEDBACK_CONSUMER_FAILURES,
            FEEDBACK_CONSUMER_LAG,
            FEEDBACK_CONSUMER_BEHIND,
            FEEDBACK_COMPLETE,
            FEEDBACK_DEAD_LETTERS,
            TRAIN_DURATION,
            offlineNdcg(USUAL_CUTOFF),
            JOB_DURATION,
            JOB_RUNS,
            JOB_LAST_SUCCESS);

    private Meters() {}

    /**
     * Returns the meter of a model's nDCG in the last run of an evaluation.
     *
     * @param k the cutoff, 1 or more; it stands in the name, as in {@code cf.offline.ndcg@10}
     * @return a gauge
     */
    public static Meter offlineNdcg(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("a cutoff must be 1 or more, was %d; 10 is usual".formatted(k));
        }
        return gauge("cf.offline.ndcg@" + k, "", "A model's nDCG at K in the last run of an evaluation.", "model");
    }

    /**
     * Returns all meters, those of components that do not report yet too, so that dashboards can be built.
     *
     * @return of {@link #offlineNdcg} only the one at 10
     */
    public static List<Meter> all() {
        return ALL;
    }

    private static Meter timer(String name, String unit, String description, String... tags) {
        return new Meter(name, Kind.TIMER, unit, List.of(tags), description);
    }

    private static Meter counter(String name, String description, String... tags) {
        return new Meter(name, Kind.COUNTER, "", List.of(tags), description);
    }

    private static Meter gauge(String name, String unit, String description, String... tags) {
        return new Meter(name, Kind.GAUGE, unit, List.of(tags), description);
    }
}
