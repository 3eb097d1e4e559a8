package io.github.discovery4j.examples.chain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** What each step did, for programs. */
public final class EffectJson {

    private EffectJson() {}

    /**
     * Writes effects down.
     *
     * @param effects of a request, or the mean of many
     * @return an object with an entry a step
     */
    public static ObjectNode of(ChainEffects effects) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("requests", effects.requests());
        ObjectNode sources = root.putObject("sources");
        effects.found()
                .forEach((source, found) -> sources.putObject(source)
                        .put("found", found)
                        .put("alone", effects.alone().getOrDefault(source, 0.0)));
        root.putObject("merge").put("finds", effects.finds()).put("candidates", effects.candidates());
        effects.hydration()
                .ifPresent(hydration -> root.putObject("hydrate")
                        .put("columns", hydration.columns())
                        .put("filled", hydration.filled())
                        .put("both_ways", hydration.bothWays()));
        effects.ranking().ifPresent(ranking -> rank(ranking, root.putObject("rank")));
        ObjectNode guard = root.putObject("guard");
        counts(effects.passedOver(), guard.putObject("passed_over"));
        counts(effects.removed(), guard.putObject("removed"));
        counts(effects.demoted(), guard.putObject("demoted"));
        ObjectNode diversify = root.putObject("diversify");
        effects.choosing().ifPresent(choosing -> diversify(choosing, diversify));
        counts(effects.met(), diversify.putObject("met"));
        root.putObject("explain")
                .put("items", effects.delivered())
                .put("explained", effects.explained())
                .put("of_their_own", effects.reasonsOfTheirOwn());
        return root;
    }

    private static void rank(RankEffect ranking, ObjectNode node) {
        node.put("first", ranking.first());
        counts(ranking.shared(), node.putObject("shared_with"));
        ranking.byOtherSide().ifPresent(moved -> node.put("by_other_side", moved));
    }

    private static void diversify(ChoiceEffect choosing, ObjectNode node) {
        node.put("places", choosing.places()).put("not_best_by_score", choosing.others());
        change("distance", choosing.distance(), node);
        change("largest_label", choosing.largestLabel(), node);
        choosing.groups().ifPresent(groups -> {
            ObjectNode shares = node.putObject("groups");
            groups.names()
                    .forEach(name -> shares.putObject(name)
                            .put("target", groups.target().getOrDefault(name, 0.0))
                            .put("kept", groups.kept().getOrDefault(name, 0.0))
                            .put("by_score", groups.byScore().getOrDefault(name, 0.0))
                            .put("chosen", groups.chosen().getOrDefault(name, 0.0)));
            change("impact_ratio", Optional.of(groups.impactRatio()), node);
        });
    }

    private static void change(String name, Optional<Change> change, ObjectNode node) {
        change.ifPresent(measured ->
                node.putObject(name).put("by_score", measured.byScore()).put("chosen", measured.chosen()));
    }

    private static void counts(Map<String, Double> counts, ObjectNode node) {
        counts.forEach(node::put);
    }
}
