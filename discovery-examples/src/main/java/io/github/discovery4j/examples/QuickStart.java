package io.github.discovery4j.examples;

import static io.github.discovery4j.rank.diversity.Constraints.atMost;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.feature.SharedInterests;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.explain.phrase.PhraseExplainer;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.source.VectorSource;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.rank.blend.WeightedSum;
import io.github.discovery4j.rank.diversity.MmrDiversifier;
import io.github.discovery4j.rank.guardrail.BlockListGuardrail;
import io.github.discovery4j.rank.guardrail.Blocks;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The smallest engine that uses every step; the README shows the lines between the marks. */
public final class QuickStart {

    private QuickStart() {}

    /**
     * Proposes people to Ana.
     *
     * @return her slate, in Spanish
     */
    public static Slate run() {
        var consent = new InMemoryConsentLedger();
        var people = new InMemoryFeatureStore(
                FeatureRegistry.of(
                        "person",
                        List.of(
                                FeatureDefinition.labels("interests", SignalGroup.INTERESTS),
                                FeatureDefinition.labels("community", SignalGroup.PROFILE))),
                consent);
        var taste =
                ExactIndex.of(VectorIndexSettings.of("taste", 3).derivedFrom(consent, Set.of(SignalGroup.FAVOURITES)));
        var blocks = new Blocks();

        people.put("ana", row -> row.labels("interests", Set.of("jazz", "hiking")));
        people.put("ben", row -> row.labels("interests", Set.of("jazz")).labels("community", Set.of("night owls")));
        people.put("eva", row -> row.labels("interests", Set.of("jazz", "hiking")));
        taste.accept("ana", new float[] {3, 0, 1});
        taste.accept("ben", new float[] {2, 0, 1});
        blocks.block("eva", "ana");

        // tag::quick-start[]
        var engine = DiscoveryEngine.builder()
                .consent(consent)
                .attributes(people)
                .source("taste", VectorSource.over(taste).limit(200))
                .fallback(SharedInterests.over(people))
                .hydrate(people.view("connect", "1").shared("interests").build())
                .rank(WeightedSum.builder().weight("shared_interests", 1.0).build())
                .guard("blocks", new BlockListGuardrail(blocks))
                .diversify(MmrDiversifier.builder()
                        .vectors(taste)
                        .constraint(atMost(3, "community"))
                        .build())
                .explain(PhraseExplainer.builder().build())
                .build(); // immutable and thread-safe

        Slate slate = engine.recommend(SlateRequest.forViewer("ana").size(10).build());
        slate.items()
                .forEach(item -> item.reasons()
                        .forEach(reason -> System.out.println(item.id() + ": " + reason.text(Locale.of("es")))));
        // prints "ben: 1 interés en común"; eva, who blocked ana, is not proposed
        // end::quick-start[]
        engine.close();
        return slate;
    }

    /**
     * Runs the example.
     *
     * @param args ignored
     */
    public static void main(String[] args) {
        run();
    }
}
