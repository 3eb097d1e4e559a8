package io.github.discovery4j.core.observe;

import io.github.discovery4j.core.model.Candidate;
import io.github.discovery4j.core.stage.ConstraintStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a slate came about: the operator's view, never part of the slate.
 *
 * <p>{@link #toString} names no person and no item, so that a trace can be logged; {@link #drops} and {@link #chosen}
 * hold ids and are for people who may see them.
 *
 * @param requestId the request
 * @param startedAt by the engine's clock
 * @param totalNanos from the request's arrival to the finished slate
 * @param requested how many items were asked for
 * @param delivered how many there are
 * @param steps in the order they ended; a refill or a rebuild adds its own
 * @param drops candidates taken out, in the order it happened; the same drop stands once, however often steps ran
 * @param chosen the slate's candidates with their origins, in its order
 * @param sources what each source that was asked had part in, in the order they were asked first; of the last merge
 * @param passedOver by guardrail, how many different items its exclusions kept the sources from retrieving: each under the first
 *     guardrail that excludes it, only those that a source came across, and {@value #MOST_PASSED_OVER} at most
 * @param demotions what guardrails put behind others, in their order
 * @param constraints what became of the diversifier's constraints
 * @param notes what else was out of the ordinary: fallbacks, refill, rebuild, relaxed tiers; empty on a plain day.
 *     An engine with a candidate memo says here how many lists it used again
 * @param versions what was pinned, by handle name
 */
public record Trace(
        String requestId,
        Instant startedAt,
        long totalNanos,
        int requested,
        int delivered,
        List<StepTrace> steps,
        List<Drop> drops,
        List<Candidate> chosen,
        List<SourceShare> sources,
        Map<String, Integer> passedOver,
        List<Demotion> demotions,
        List<ConstraintStatus> constraints,
        List<String> notes,
        Map<String, String> versions) {

    /** Up to how many items are counted that a guardrail kept from being retrieved. */
    public static final int MOST_PASSED_OVER = 1_000;

    /** Copies the collections. */
    public Trace {
        steps = List.copyOf(steps);
        drops = List.copyOf(drops);
        chosen = List.copyOf(chosen);
        sources = List.copyOf(sources);
        passedOver = Collections.unmodifiableMap(new LinkedHashMap<>(passedOver));
        demotions = List.copyOf(demotions);
        constraints = List.copyOf(constraints);
        notes = List.copyOf(notes);
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    }

    /**
     * Returns the time spent in a step over all its stages.
     *
     * @param step a step's name
     * @return nanoseconds; sources that ran side by side add up
     */
    public long nanos(String step) {
        return steps.stream()
                .filter(s -> s.step().equals(step))
                .mapToLong(StepTrace::nanos)
                .sum();
    }

    /**
     * Returns how far the slate was filled, in a word.
     *
     * @return {@code full}, {@code short} or {@code empty}
     */
    public String fullness() {
        if (delivered == 0) {
            return "empty";
        }
        return delivered < requested ? "short" : "full";
    }

    @Override
    public String toString() {
        return "Trace[request=%s, items=%d of %d, %d us, drops=%d, constraints=%s, notes=%s, steps=%s]"
                .formatted(requestId, delivered, requested, totalNanos / 1000, drops.size(), constraints, notes, steps);
    }
}
