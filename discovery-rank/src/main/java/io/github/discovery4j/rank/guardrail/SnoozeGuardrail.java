package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.signal.Snoozes;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Removes what the viewer does not want to see for a while: items with a label that they snoozed, and people.
 *
 * <p>Labels come from the engine's {@link ItemAttributes}, categories and labels are compared as they are. An attribute that the
 * engine does not know removes everything, as a guardrail that fails does. <b>Cost:</b> one look-up a candidate and
 * attribute, nothing for viewers who snooze nothing. <b>Threads:</b> safe.
 */
public final class SnoozeGuardrail implements Guardrail {

    private static final Verdict SNOOZED = new Verdict.Remove("snoozed by the viewer");

    private final Snoozes snoozes;
    private final List<String> attributes;

    /**
     * Creates the guardrail.
     *
     * @param snoozes asked at every request, such as {@link io.github.discovery4j.core.signal.Intents}
     * @param attributes whose labels are categories; none where only people are snoozed
     */
    public SnoozeGuardrail(Snoozes snoozes, String... attributes) {
        this.snoozes = snoozes;
        this.attributes = List.of(attributes);
    }

    @Override
    public void judge(ScoredCandidates candidates, Verdicts verdicts) {
        requireAttributes(candidates.context().attributes());
        Predicate<String> snoozed = exclusions(candidates.context());
        for (int row = 0; row < candidates.size(); row++) {
            verdicts.set(row, snoozed.test(candidates.id(row)) ? SNOOZED : Verdict.keep());
        }
    }

    private void requireAttributes(ItemAttributes known) {
        for (String attribute : attributes) {
            if (!known.names().contains(attribute)) {
                throw new IllegalStateException(
                        "an attribute of snoozes must be one of the engine's, %s, was \"%s\"; give the engine attributes that have it"
                                .formatted(known.names(), attribute));
            }
        }
    }

    @Override
    public Predicate<String> exclusions(RequestContext context) {
        Map<String, Instant> categories = snoozes.snoozed(context.viewerId());
        Map<String, Instant> people =
                context.itemKind() == ItemKind.PEOPLE ? snoozes.snoozedPeople(context.viewerId()) : Map.of();
        if (categories.isEmpty() && people.isEmpty()) {
            return id -> false;
        }
        ItemAttributes labels = context.attributes();
        Instant now = context.instant();
        return id -> runs(people, id, now)
                || (!categories.isEmpty()
                        && attributes.stream()
                                .flatMap(attribute -> labels.labels(id, attribute).stream())
                                .anyMatch(label -> runs(categories, label, now)));
    }

    private static boolean runs(Map<String, Instant> snoozed, String what, Instant now) {
        Instant until = snoozed.get(what);
        return until != null && until.isAfter(now);
    }
}
