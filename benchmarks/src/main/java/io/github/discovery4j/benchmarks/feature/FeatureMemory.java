package io.github.discovery4j.benchmarks.feature;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.SignalGroup;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How many bytes of heap a person takes in the feature store in memory, its id included: 40 numbers put at one time, and after
 * four of them were changed at another.
 *
 * <pre>
 * java -Xmx6g -cp benchmarks/target/benchmarks.jar io.github.discovery4j.benchmarks.feature.FeatureMemory PEOPLE
 * </pre>
 */
public final class FeatureMemory {

    private static final int FEATURES = 40;
    private static final int CHANGED = 4;

    private FeatureMemory() {}

    /**
     * Runs once and prints what it measured.
     *
     * @param arguments people
     */
    public static void main(String[] arguments) {
        int people = Integer.parseInt(arguments[0]);
        List<FeatureDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < FEATURES; i++) {
            definitions.add(FeatureDefinition.number("n" + i, SignalGroup.BEHAVIOUR));
        }
        FeatureRegistry registry = FeatureRegistry.of("person", definitions);
        long before = used();
        InMemoryFeatureStore store = new InMemoryFeatureStore(
                FeatureStoreSettings.of(registry, ConsentView.ALLOW_ALL).history(0));
        Random random = new Random(5);
        for (int person = 0; person < people; person++) {
            FeatureRow.Builder row = FeatureRow.builder(registry);
            for (int i = 0; i < FEATURES; i++) {
                row.number("n" + i, random.nextFloat());
            }
            store.put("person-" + person, row.build());
        }
        print(store, "put at one time", used() - before);
        Instant later = Instant.now().plusSeconds(1);
        for (int person = 0; person < people; person++) {
            store.update("person-" + person, row -> {
                row.at(later);
                for (int i = 0; i < CHANGED; i++) {
                    row.number("n" + i, random.nextFloat());
                }
            });
        }
        print(store, CHANGED + " changed later", used() - before);
    }

    private static void print(InMemoryFeatureStore store, String what, long bytes) {
        System.out.println("%,d people, %d numbers, %s: %,d MB, %,d bytes a person"
                .formatted(store.size(), FEATURES, what, bytes / 1_000_000, bytes / store.size())
                .toLowerCase(Locale.ROOT));
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
