package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A small community with every kind of feature, and ids in several scripts. */
final class Community {

    static final List<String> PEOPLE =
            List.of("ana", "Bo", "чай", "李雷", "\uD83D\uDC18", "\uFFEEwide", "e\u0301tude", "u42", "u5", "silent");

    static final FeatureRegistry REGISTRY = FeatureRegistry.of(
            "person",
            List.of(
                    FeatureDefinition.number("activity", SignalGroup.BEHAVIOUR),
                    FeatureDefinition.number("age", SignalGroup.PROFILE).visibleTo(Visibility.PRIVATE_OPT_IN),
                    FeatureDefinition.labels("interests", SignalGroup.INTERESTS),
                    FeatureDefinition.labels("languages", SignalGroup.PROFILE).visibleTo(Visibility.FOLLOWERS),
                    FeatureDefinition.vector("taste", 2, SignalGroup.FAVOURITES)));

    private static final List<String> INTERESTS =
            List.of("chess", "jazz", "bread", "go", "哲学", "running", "films", "sewing", "birds", "poetry", "maths");

    private Community() {}

    /** Gives each of {@link #PEOPLE} but the last, who is silent, a row drawn from the seed. */
    static InMemoryFeatureStore store(ConsentView consent) {
        return store(consent, PEOPLE, new Random(7));
    }

    /** Values are of the epoch, so that pairs of any later moment see them. */
    static FeatureStoreSettings settings(ConsentView consent) {
        return FeatureStoreSettings.of(REGISTRY, consent).clock(InstantSource.fixed(Instant.EPOCH));
    }

    static InMemoryFeatureStore store(ConsentView consent, List<String> people, Random random) {
        InMemoryFeatureStore store = new InMemoryFeatureStore(settings(consent));
        for (String person : people) {
            store.put(person, row -> {
                if (!person.equals("silent")) {
                    row.number("activity", random.nextInt(10))
                            .number("age", 18 + random.nextInt(60))
                            .labels("interests", interests(random))
                            .labels("languages", some(List.of("en", "es"), random))
                            .vector("taste", new float[] {random.nextFloat() - 0.5f, random.nextFloat() - 0.5f});
                }
            });
        }
        return store;
    }

    static Set<String> interests(Random random) {
        return some(INTERESTS, random);
    }

    private static Set<String> some(List<String> all, Random random) {
        Set<String> some = new TreeSet<>();
        for (int i = random.nextInt(all.size()); i >= 0; i--) {
            some.add(all.get(random.nextInt(all.size())));
        }
        return some;
    }

    static InMemoryConsentLedger ledger() {
        return new InMemoryConsentLedger();
    }
}
