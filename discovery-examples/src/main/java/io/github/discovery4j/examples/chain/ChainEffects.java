package io.github.discovery4j.examples.chain;

import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.observe.Demotion;
import io.github.discovery4j.core.observe.Drop;
import io.github.discovery4j.core.observe.SourceShare;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.ConstraintStatus;
import io.github.discovery4j.explain.phrase.PhraseExplainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What each step did, in one request or as the mean of many.
 *
 * @param requests how many it is the mean of
 * @param asked how many places slates were to have
 * @param delivered how many they have
 * @param found by source, how many of the candidates it found
 * @param alone by source, how many of these no other source found
 * @param finds how many finds all sources made
 * @param candidates how many different items they were
 * @param hydration what was filled; empty where nothing was chosen from
 * @param ranking what the ranker made of the sources' orders; empty likewise
 * @param passedOver by guardrail, how many items sources did not retrieve for its sake
 * @param removed by guardrail and reason, how many candidates
 * @param demoted by guardrail and reason, how many candidates
 * @param choosing what the diversifier made of the ranker's order; empty likewise
 * @param met by constraint, whether it was met: 1, 0 or the share of requests
 * @param explained how many items have a reason that speaks of a signal
 * @param reasonsOfTheirOwn how many items have a reason that no other item of the slate has, word for word
 */
public record ChainEffects(
        int requests,
        double asked,
        double delivered,
        Map<String, Double> found,
        Map<String, Double> alone,
        double finds,
        double candidates,
        Optional<Hydration> hydration,
        Optional<RankEffect> ranking,
        Map<String, Double> passedOver,
        Map<String, Double> removed,
        Map<String, Double> demoted,
        Optional<ChoiceEffect> choosing,
        Map<String, Double> met,
        double explained,
        double reasonsOfTheirOwn) {

    private static final String MERGE = "merge";
    private static final String GUARD = "guard";

    /**
     * Measures a request.
     *
     * @param answer its slate and trace
     * @param choice what its diversifier chose from
     * @param compared by what slates are compared
     * @return the effects
     */
    public static ChainEffects of(TracedSlate answer, Optional<Choice> choice, Comparison compared) {
        Trace trace = answer.trace();
        Optional<Choice> made = choice.filter(chosen -> chosen.kept().scored().size() > 0);
        List<SlateItem> items = answer.slate().items();
        return new ChainEffects(
                1,
                trace.requested(),
                trace.delivered(),
                bySource(trace, SourceShare::found),
                bySource(trace, SourceShare::alone),
                lastMerge(trace).map(StepTrace::in).orElse(0),
                lastMerge(trace).map(StepTrace::out).orElse(0),
                made.map(chosen -> Hydration.of(chosen.kept().scored().batch())),
                made.map(chosen -> RankEffect.of(chosen.kept().scored(), compared.ranker(), trace.requested())),
                passedOver(trace),
                removed(trace),
                demoted(trace),
                made.map(chosen -> ChoiceEffect.of(chosen, compared)),
                met(trace),
                items.stream().filter(ChainEffects::speaksOfASignal).count(),
                reasonsOfTheirOwn(items));
    }

    /**
     * Adds requests up.
     *
     * @param all of one engine
     * @return their means
     */
    public static ChainEffects mean(List<ChainEffects> all) {
        return new ChainEffects(
                all.stream().mapToInt(ChainEffects::requests).sum(),
                Means.of(all, ChainEffects::asked),
                Means.of(all, ChainEffects::delivered),
                Means.ofEach(all, ChainEffects::found),
                Means.ofEach(all, ChainEffects::alone),
                Means.of(all, ChainEffects::finds),
                Means.of(all, ChainEffects::candidates),
                Means.ofThoseWith(all, ChainEffects::hydration, Hydration::mean),
                Means.ofThoseWith(all, ChainEffects::ranking, RankEffect::mean),
                Means.ofEach(all, ChainEffects::passedOver),
                Means.ofEach(all, ChainEffects::removed),
                Means.ofEach(all, ChainEffects::demoted),
                Means.ofThoseWith(all, ChainEffects::choosing, ChoiceEffect::mean),
                Means.ofEach(all.stream().filter(one -> !one.met().isEmpty()).toList(), ChainEffects::met),
                Means.of(all, ChainEffects::explained),
                Means.of(all, ChainEffects::reasonsOfTheirOwn));
    }

    /** After a fallback or a refill the last merge has everything. */
    private static Optional<StepTrace> lastMerge(Trace trace) {
        return trace.steps().stream().filter(step -> step.step().equals(MERGE)).reduce((before, after) -> after);
    }

    private static Map<String, Double> bySource(Trace trace, ToDoubleFunction<SourceShare> share) {
        Map<String, Double> shares = new LinkedHashMap<>();
        trace.sources().forEach(source -> shares.put(source.source(), share.applyAsDouble(source)));
        return shares;
    }

    private static Map<String, Double> passedOver(Trace trace) {
        Map<String, Double> counts = new LinkedHashMap<>();
        trace.passedOver().forEach((guardrail, count) -> counts.put(guardrail, (double) count));
        return counts;
    }

    private static Map<String, Double> removed(Trace trace) {
        Set<String> guardrails = trace.steps().stream()
                .filter(step -> step.step().equals(GUARD))
                .map(StepTrace::stage)
                .collect(Collectors.toSet());
        Map<String, Double> removed = new LinkedHashMap<>();
        for (Drop drop : trace.drops()) {
            if (guardrails.contains(drop.stage())) {
                removed.merge(verdict(drop.stage(), drop.reason()), 1.0, Double::sum);
            }
        }
        return removed;
    }

    private static Map<String, Double> demoted(Trace trace) {
        Map<String, Double> demoted = new LinkedHashMap<>();
        for (Demotion demotion : trace.demotions()) {
            demoted.put(verdict(demotion.stage(), demotion.reason()), (double) demotion.candidates());
        }
        return demoted;
    }

    private static String verdict(String guardrail, String reason) {
        return guardrail + " (" + reason + ")";
    }

    private static Map<String, Double> met(Trace trace) {
        Map<String, Double> met = new LinkedHashMap<>();
        for (ConstraintStatus status : trace.constraints()) {
            met.put(status.constraint(), status.outcome() == ConstraintStatus.Outcome.MET ? 1.0 : 0.0);
        }
        return met;
    }

    private static boolean speaksOfASignal(SlateItem item) {
        return item.reasons().stream().anyMatch(reason -> !reason.code().equals(PhraseExplainer.FALLBACK_CODE));
    }

    private static double reasonsOfTheirOwn(List<SlateItem> items) {
        Map<Map<String, String>, Long> said = items.stream()
                .flatMap(item -> item.reasons().stream().map(Reason::texts).distinct())
                .collect(Collectors.groupingBy(texts -> texts, Collectors.counting()));
        return items.stream()
                .filter(item -> item.reasons().stream().anyMatch(reason -> said.getOrDefault(reason.texts(), 0L) == 1))
                .count();
    }
}
