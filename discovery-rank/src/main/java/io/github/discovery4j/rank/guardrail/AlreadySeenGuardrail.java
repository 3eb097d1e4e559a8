package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Removes what the viewer has seen: for good, or until a cool-down is over.
 *
 * <p>With a cool-down an item may be shown again from (last seen + cool-down) on, by the request's own moment.
 * <b>Cost:</b> one hash look-up a candidate, no allocation per candidate. <b>Threads:</b> safe.
 */
public final class AlreadySeenGuardrail implements Guardrail {

    /** The longest cool-down, a century; {@link #forever} is longer. */
    public static final Duration MAX_COOL_DOWN = Duration.ofDays(36_525);

    private static final Verdict SEEN = new Verdict.Remove("already seen");

    private final SeenItems seen;
    private final Optional<Duration> coolDown;

    private AlreadySeenGuardrail(SeenItems seen, Optional<Duration> coolDown) {
        this.seen = seen;
        this.coolDown = coolDown;
    }

    /**
     * Removes what was ever seen.
     *
     * @param seen asked at every request
     * @return the guardrail
     */
    public static AlreadySeenGuardrail forever(SeenItems seen) {
        return new AlreadySeenGuardrail(seen, Optional.empty());
    }

    /**
     * Removes what was seen lately.
     *
     * @param seen asked at every request
     * @param coolDown how long an item stays away, more than zero and at most {@link #MAX_COOL_DOWN}
     * @return the guardrail
     */
    public static AlreadySeenGuardrail coolDown(SeenItems seen, Duration coolDown) {
        if (coolDown.isNegative() || coolDown.isZero() || coolDown.compareTo(MAX_COOL_DOWN) > 0) {
            throw new IllegalArgumentException(
                    "coolDown must be more than zero and at most %s, was %s; use forever(seen) to show nothing twice"
                            .formatted(MAX_COOL_DOWN, coolDown));
        }
        return new AlreadySeenGuardrail(seen, Optional.of(coolDown));
    }

    @Override
    public void judge(ScoredCandidates candidates, Verdicts verdicts) {
        Predicate<String> away = exclusions(candidates.context());
        for (int row = 0; row < candidates.size(); row++) {
            verdicts.set(row, away.test(candidates.id(row)) ? SEEN : Verdict.keep());
        }
    }

    @Override
    public Predicate<String> exclusions(RequestContext context) {
        Map<String, Instant> last = seen.seenBy(context.viewerId());
        if (coolDown.isEmpty()) {
            return last::containsKey;
        }
        Instant away = context.instant().minus(coolDown.get());
        return id -> {
            Instant at = last.get(id);
            return at != null && at.isAfter(away);
        };
    }
}
