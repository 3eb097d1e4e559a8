package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.SignalGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFileTest {

    @TempDir
    Path folder;

    private final FeatureStoreSettings settings = Community.settings(ConsentView.ALLOW_ALL);

    private Path saved() throws IOException {
        InMemoryFeatureStore store = Community.store(ConsentView.ALLOW_ALL);
        store.update("ana", row -> row.at(Instant.ofEpochSecond(5)).number("activity", 42));
        store.put("half \uD83D", row -> row.number("age", 3));
        for (int i = 0; i < 3_000; i++) {
            store.put("p" + i, row -> row.labels("interests", Community.interests(new Random(3))));
        }
        Path file = folder.resolve("people.features");
        store.save(file);
        return file;
    }

    @Test
    void aStoreComesBackWithItsPastAndItsLookUps() throws IOException {
        InMemoryFeatureStore store = InMemoryFeatureStore.load(settings, saved());
        assertThat(store.size()).isEqualTo(3_000 + Community.PEOPLE.size() + 1);
        assertThat(store.number("half \uD83D", "age")).isEqualTo(3);
        InMemoryFeatureStore original = Community.store(ConsentView.ALLOW_ALL);
        original.update("ana", row -> row.at(Instant.ofEpochSecond(5)).number("activity", 42));
        for (String person : Community.PEOPLE) {
            assertThat(store.export(person)).isEqualTo(original.export(person));
        }
        assertThat(store.row("ana", Instant.ofEpochSecond(4)).number("activity"))
                .isEqualTo(original.row("ana", Instant.EPOCH).number("activity"));
        String label = store.labels("p1", "interests").iterator().next();
        assertThat(store.labelIndex(0).holders(label).size()).isGreaterThanOrEqualTo(3_000);
        store.save(folder.resolve("again"));
        assertThat(InMemoryFeatureStore.load(settings, folder.resolve("again")).size())
                .isEqualTo(store.size());
    }

    @Test
    void anEmptyStoreComesBackEmpty() throws IOException {
        Path file = folder.resolve("empty");
        new InMemoryFeatureStore(settings).save(file);
        assertThat(InMemoryFeatureStore.load(settings, file).size()).isZero();
    }

    @Test
    void whoWasErasedSinceIsLeftOut() throws IOException {
        InMemoryFeatureStore store = InMemoryFeatureStore.load(settings.erased("ana"::equals), saved());
        assertThat(store.export("ana")).isEmpty();
        assertThat(store.export("Bo")).isNotEmpty();
    }

    @Test
    void everyDamageIsNoticed() throws IOException {
        Path file = saved();
        byte[] intact = Files.readAllBytes(file);
        Random random = new Random(9);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = intact.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            refused(file, damaged);
            refused(file, Arrays.copyOf(intact, random.nextInt(intact.length)));
        }
        refused(file, Arrays.copyOf(intact, intact.length + 1));
        refused(file, new byte[0]);
    }

    private void refused(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        assertThatExceptionOfType(FeatureDataException.class)
                .isThrownBy(() -> InMemoryFeatureStore.load(settings, file))
                .withMessageContainingAll(file.toString(), "refused at offset", "restore an intact copy");
    }

    @Test
    void aFileOfOtherFeaturesIsRefused() throws IOException {
        Path file = saved();
        List<FeatureDefinition> fewer = Community.REGISTRY.definitions().subList(0, 3);
        refusedFor(FeatureRegistry.of("person", fewer), file, "\"languages\"");
        refusedFor(FeatureRegistry.of("film", Community.REGISTRY.definitions()), file, "\"film\"");
        List<FeatureDefinition> other = new java.util.ArrayList<>(Community.REGISTRY.definitions());
        other.set(0, FeatureDefinition.whole("activity", SignalGroup.BEHAVIOUR));
        refusedFor(FeatureRegistry.of("person", other), file, "NUMBER and dimension 1, declared are WHOLE");
    }

    private static void refusedFor(FeatureRegistry registry, Path file, String why) {
        assertThatExceptionOfType(FeatureDataException.class)
                .isThrownBy(
                        () -> InMemoryFeatureStore.load(FeatureStoreSettings.of(registry, ConsentView.ALLOW_ALL), file))
                .withMessageContaining(why);
    }

    @Test
    void aFeatureThatWasAddedHasNoValues() throws IOException {
        List<FeatureDefinition> more = new java.util.ArrayList<>(Community.REGISTRY.definitions());
        more.addFirst(FeatureDefinition.number("height", SignalGroup.PROFILE));
        InMemoryFeatureStore store = InMemoryFeatureStore.load(
                FeatureStoreSettings.of(FeatureRegistry.of("person", more), ConsentView.ALLOW_ALL), saved());
        assertThat(store.number("ana", "height")).isNaN();
        assertThat(store.number("ana", "activity")).isEqualTo(42);
    }

    @Test
    void aFailedSaveLeavesNothingBehind() throws IOException {
        InMemoryFeatureStore store = new InMemoryFeatureStore(settings);
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> store.save(folder.resolve("missing").resolve("file")));
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
