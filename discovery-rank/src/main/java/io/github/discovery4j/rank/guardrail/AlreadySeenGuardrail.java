package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import io.github.discovery4j.rank.guardrail.SeenItems.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Removes what the viewer has seen: for good, or until a cool-down is over.
 *
 * <p>With a cool-down an item may be shown again from (last seen + cool-down) on, by the request's own moment; with
 * {@link CoolDowns} that depends on what the viewer did about it.
 * <b>Cost:</b> one hash look-up a candidate, no allocation per candidate. <b>Threads:</b> safe.
 */
public final class AlreadySeenGuardrail implements Guardrail {

    /** The longest cool-down, a century; {@link #forever} is longer. */
    public static final Duration MAX_COOL_DOWN = Duration.ofDays(36_525);

    private static final Verdict SEEN = new Verdict.Remove("already seen");

    private final SeenItems seen;
    private final Optional<CoolDowns> coolDowns;

    private AlreadySeenGuardrail(SeenItems seen, Optional<CoolDowns> coolDowns) {
        this.seen = seen;
        this.coolDowns = coolDowns;
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
        return coolDowns(seen, CoolDowns.always(coolDown));
    }

    /**
     * Removes what was seen lately: for longer after a dismissal, for less or not at all after a like.
     *
     * @param seen asked at every request
     * @param coolDowns how long an item stays away
     * @return the guardrail
     */
    public static AlreadySeenGuardrail coolDowns(SeenItems seen, CoolDowns coolDowns) {
        return new AlreadySeenGuardrail(seen, Optional.of(coolDowns));
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
        Map<String, Sighting> last = seen.seenBy(context.viewerId());
        return coolDowns
                .map(durations -> away(last, durations, context.instant()))
                .orElse(last::containsKey);
    }

    private static Predicate<String> away(Map<String, Sighting> last, CoolDowns coolDowns, Instant now) {
        Instant shown = now.minus(coolDowns.shown());
        Instant dismissed = now.minus(coolDowns.dismissed());
        Instant liked = now.minus(coolDowns.liked());
        boolean likedComesBack = coolDowns.liked().isZero();
        return id -> {
            Sighting sighting = last.get(id);
            if (sighting == null) {
                return false;
            }
            if (sighting.is(Reaction.LIKED)) {
                return !likedComesBack && sighting.at().isAfter(liked);
            }
            return sighting.at().isAfter(shown)
                    || (sighting.is(Reaction.DISMISSED)
                            && sighting.reacted().orElseThrow().at().isAfter(dismissed));
        };
    }
}
