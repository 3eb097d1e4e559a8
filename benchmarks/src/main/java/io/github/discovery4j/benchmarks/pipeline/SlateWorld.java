package io.github.discovery4j.benchmarks.pipeline;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.DiscoveryEngineBuilder;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureViewBuilder;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.feature.SharedInterests;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.explain.phrase.PhraseExplainer;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.source.VectorSource;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.rank.blend.WeightedSum;
import io.github.discovery4j.rank.diversity.Constraints;
import io.github.discovery4j.rank.diversity.MmrDiversifier;
import io.github.discovery4j.rank.guardrail.AlreadySeenGuardrail;
import io.github.discovery4j.rank.guardrail.BlockListGuardrail;
import io.github.discovery4j.rank.guardrail.Blocks;
import io.github.discovery4j.rank.guardrail.SeenItems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * People with skewed interests and clustered tastes, and an engine over them.
 *
 * <p>Interests and communities are drawn by Zipf's law, tastes around 50 centres; the same seed gives the same world.
 */
final class SlateWorld {

    private static final int INTERESTS = 300;
    private static final int COMMUNITIES = 100;
    private static final int CENTRES = 50;
    private static final int NUMBERS = 36;
    private static final int DIMENSION = 64;

    final List<String> people = new ArrayList<>();
    final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    final InMemoryFeatureStore store;
    final ExactIndex taste;
    final Blocks blocks = new Blocks();
    final SeenItems seen = new SeenItems(consent);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    SlateWorld(int peopleCount) {
        this.store = new InMemoryFeatureStore(registry(), consent);
        this.taste = ExactIndex.of(
                VectorIndexSettings.of("taste", DIMENSION).derivedFrom(consent, Set.of(SignalGroup.FAVOURITES)));
        float[][] centres = new float[CENTRES][DIMENSION];
        for (float[] centre : centres) {
            fill(centre, 1);
        }
        for (int person = 0; person < peopleCount; person++) {
            people.add("person-" + person);
        }
        for (String person : people) {
            add(person, centres);
        }
    }

    CandidateSource byTaste() {
        return VectorSource.over(taste).limit(350);
    }

    CandidateSource byInterests() {
        return SharedInterests.over(store).limit(150);
    }

    Guardrail blocked() {
        return new BlockListGuardrail(blocks);
    }

    Guardrail met() {
        return AlreadySeenGuardrail.forever(seen);
    }

    Diversifier diversifier() {
        return MmrDiversifier.builder()
                .vectors(taste)
                .constraint(Constraints.atMost(3, "communities"))
                .build();
    }

    Explainer explainer() {
        return PhraseExplainer.builder()
                .names(
                        "shared_interests",
                        (context, item, language) -> store.sharedLabels(context.viewerId(), item, "interests"))
                .build();
    }

    /** About 500 candidates a request: 350 by taste and 150 by interests, less those found twice. */
    DiscoveryEngine engine() {
        return engine(DiscoveryListener.NOOP);
    }

    /** The same, with somebody who listens. */
    DiscoveryEngine engine(DiscoveryListener listener) {
        return builder().listener(listener).build();
    }

    /** The same, which uses candidates again for an hour: longer than any run. */
    DiscoveryEngine rememberingEngine() {
        return builder().memo(Duration.ofHours(1)).build();
    }

    private DiscoveryEngineBuilder builder() {
        return DiscoveryEngine.builder()
                .consent(consent)
                .attributes(store)
                .source("taste", byTaste())
                .source("interests", byInterests())
                .timeout(Duration.ofSeconds(5))
                .sourceTimeout(Duration.ofSeconds(5))
                .hydrate(view())
                .rank(ranker())
                .guard("blocks", blocked())
                .guard("met", met())
                .diversify(diversifier())
                .explain(explainer());
    }

    /** 40 columns: 36 numbers, two overlaps of labels, a Jaccard index and a cosine. */
    FeatureView view() {
        FeatureViewBuilder view = store.view("benchmark", "1")
                .shared("interests")
                .shared("communities")
                .jaccard("interests")
                .as("interest_overlap")
                .cosine("taste");
        for (int number = 0; number < NUMBERS; number++) {
            view.number("number_" + number);
        }
        return view.build();
    }

    static Ranker ranker() {
        WeightedSum.Builder sum = WeightedSum.builder()
                .weight("shared_interests", 0.4)
                .weight("shared_communities", 0.5)
                .weight("interest_overlap", 0.7)
                .weight("cosine_taste", 1.0);
        for (int number = 0; number < NUMBERS; number++) {
            sum.weight("number_" + number, 0.01 * number);
        }
        return sum.build();
    }

    private static FeatureRegistry registry() {
        List<FeatureDefinition> definitions = new ArrayList<>(List.of(
                FeatureDefinition.labels("interests", SignalGroup.INTERESTS),
                FeatureDefinition.labels("communities", SignalGroup.PROFILE)));
        definitions.add(FeatureDefinition.vector("taste", DIMENSION, SignalGroup.FAVOURITES));
        for (int number = 0; number < NUMBERS; number++) {
            definitions.add(FeatureDefinition.number("number_" + number, SignalGroup.BEHAVIOUR));
        }
        return FeatureRegistry.of("person", definitions);
    }

    private void add(String person, float[][] centres) {
        float[] vector = centres[random.nextInt(CENTRES)].clone();
        fill(vector, 0.6f);
        taste.accept(person, vector);
        store.put(person, row -> {
            row.labels("interests", zipfLabels("interest-", 8, INTERESTS))
                    .labels("communities", zipfLabels("community-", 2, COMMUNITIES))
                    .vector("taste", vector);
            for (int number = 0; number < NUMBERS; number++) {
                row.number("number_" + number, random.nextFloat());
            }
        });
        for (int i = 0; i < 3; i++) {
            blocks.block(person, people.get(random.nextInt(people.size())));
        }
        List<String> met = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            met.add(people.get(random.nextInt(people.size())));
        }
        seen.add(person, met, Instant.EPOCH);
    }

    /** Adds normal noise. */
    private void fill(float[] vector, float scale) {
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] += (float) random.nextGaussian() * scale;
        }
    }

    private Set<String> zipfLabels(String prefix, int count, int kinds) {
        Set<String> labels = new HashSet<>();
        while (labels.size() < count) {
            // The inverse of the continuous law with exponent 1: rank r is drawn in proportion to 1 / r.
            labels.add(prefix + (int) Math.pow(kinds, random.nextDouble()));
        }
        return labels;
    }
}
