package io.github.discovery4j.benchmarks.social;

import io.github.discovery4j.core.affinity.AffinityFeatures;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.social.GraphFeatures;
import io.github.discovery4j.core.social.SocialGraph;
import io.github.discovery4j.core.social.SocialGraphSettings;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.RequestContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * People with all that the features of the specification are worked out from, and requests: half of the candidates live near the
 * viewer in the graph, the others are anybody. One person in ten has objected to a group of signals.
 */
final class AffinityWorld {

    private static final int FOLLOWS_EACH = 10;
    private static final int NEAR = 300;
    private static final String[] LOCALES = {"en-GB", "en-US", "es-MX", "es-ES", "fr-FR", "de-DE", "pt-BR"};
    private static final List<SignalGroup> GROUPS =
            List.of(SignalGroup.PROFILE, SignalGroup.BEHAVIOUR, SignalGroup.FAVOURITES, SignalGroup.SOCIAL_GRAPH);

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final FeatureRegistry registry = FeatureRegistry.of("person", AffinityFeatures.inputs());
    private final InMemoryFeatureStore store =
            new InMemoryFeatureStore(FeatureStoreSettings.of(registry, ledger).history(0));
    private final IdSpace items = new IdSpace();
    private final SocialGraph graph;
    private final List<PairBatch> forward = new ArrayList<>();
    private final List<PairBatch> backward = new ArrayList<>();
    private final int people;

    AffinityWorld(int people, int requests, int candidates) {
        this.people = people;
        Random random = new Random(5);
        String[] ids = SocialGraphLoad.ids(people);
        SocialGraph.Builder builder = SocialGraph.builder(SocialGraphSettings.of(ledger));
        for (int person = 0; person < people; person++) {
            put(ids[person], random);
            for (int i = 0; i < FOLLOWS_EACH; i++) {
                builder.follow(ids[person], ids[SocialGraphLoad.followed(person, people, random)]);
            }
            if (person % 10 == 0) {
                ledger.optOut(ids[person], GROUPS.get(random.nextInt(GROUPS.size())));
            }
            items.intern("person-" + person);
        }
        this.graph = builder.build();
        for (int request = 0; request < requests; request++) {
            makeRequest(random.nextInt(people), candidates, random);
        }
    }

    private void put(String id, Random random) {
        Instant now = Instant.now();
        FeatureRow.Builder row = FeatureRow.builder(registry);
        row.vector("taste_vector", vector(256, random))
                .vector("profile_vector", vector(128, random))
                .labels("traits", some("trait", 40, 6, random))
                .vector("trait_strengths", vector(16, random))
                .whole("last_active_sec", now.getEpochSecond() - random.nextInt(1_000_000))
                .vector("action_counts", vector(16, random))
                .vector("action_hours", hoursAgo(now, random))
                .vector("online_hours", vector(24, random))
                .number("utc_offset_hours", random.nextInt(24) - 11)
                .labels("intents", some("intent", 8, 2, random))
                .labels("skills_offered", some("skill", 60, 4, random))
                .labels("skills_wanted", some("skill", 60, 3, random))
                .text("locale", LOCALES[random.nextInt(LOCALES.length)])
                .vector("location", new float[] {random.nextFloat() * 120 - 60, random.nextFloat() * 360 - 180})
                .number("harassment_score", random.nextFloat())
                .number("reply_ratio_30d", random.nextFloat())
                .number("messages_received_30d", random.nextInt(50))
                .whole("account_age_days", random.nextInt(3_000))
                .number("exposures_7d", random.nextInt(500));
        store.put(id, row.build());
    }

    private static float[] vector(int dimension, Random random) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = random.nextFloat();
        }
        return vector;
    }

    private static float[] hoursAgo(Instant now, Random random) {
        float[] hours = new float[16];
        for (int i = 0; i < hours.length; i++) {
            hours[i] = now.toEpochMilli() / 3_600_000f - random.nextInt(2_000);
        }
        return hours;
    }

    private static Set<String> some(String what, int of, int count, Random random) {
        Set<String> labels = new HashSet<>();
        for (int i = 0; i < count; i++) {
            labels.add(what + "-" + random.nextInt(of));
        }
        return labels;
    }

    private void makeRequest(int viewer, int candidates, Random random) {
        Set<Integer> chosen = new HashSet<>();
        while (chosen.size() < candidates) {
            int candidate = chosen.size() % 2 == 0
                    ? random.nextInt(people)
                    : Math.floorMod(viewer - NEAR + random.nextInt(2 * NEAR), people);
            if (candidate != viewer) {
                chosen.add(candidate);
            }
        }
        int[] ordinals = chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
        String[] ids = new String[ordinals.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Objects.requireNonNull(items.idOf(ordinals[i]));
        }
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("person-" + viewer).build(), items)
                .build();
        Candidates found = Candidates.of(ordinals, ids, List.of(), new float[0]);
        forward.add(PairBatch.forward(context, found));
        backward.add(PairBatch.backward(context, found));
    }

    FeatureView view(List<String> features) {
        return AffinityFeatures.from(store).graph(GraphFeatures.of(graph)).only(features);
    }

    List<PairBatch> forward() {
        return forward;
    }

    List<PairBatch> backward() {
        return backward;
    }

    static FeatureTable hydrate(FeatureView view, PairBatch pairs) {
        FeatureTable table = FeatureTable.allocate(view.schema(), pairs.size());
        try (FeatureTable.Writer writer = table.writer(0, view.schema().size())) {
            view.hydrate(pairs, writer);
        }
        return table;
    }
}
