package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.IndexDataException;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactIndexFileTest {

    private static final VectorIndexSettings SETTINGS =
            VectorIndexSettings.of("films", 7).labels("language", "genre").numbers("year");

    @TempDir
    Path folder;

    private final Random random = new Random(5);

    private ExactIndex films(int count, Precision precision) {
        ExactIndex films = ExactIndex.of(SETTINGS, precision);
        for (int i = 0; i < count; i++) {
            EntryAttributes attributes = EntryAttributes.NONE;
            for (String genre : List.of("drama", "comedy", "драма")) {
                attributes = random.nextBoolean() ? attributes.label("genre", genre) : attributes;
            }
            attributes = random.nextBoolean() ? attributes.number("year", 1950 + i % 70) : attributes;
            films.put("film" + i, vector(), attributes);
        }
        return films;
    }

    private float[] vector() {
        float[] vector = new float[SETTINGS.dimension()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSavedAnswersTheSame(Precision precision) throws IOException {
        ExactIndex before = films(20_000, precision);
        before.put("\uD83C half a pair", vector(), EntryAttributes.NONE);
        before.delete("film7");
        Path file = folder.resolve("films.idx");
        before.save(file);
        ExactIndex after = ExactIndex.load(file, SETTINGS, precision);
        assertThat(after.size()).isEqualTo(before.size());
        for (Filter filter :
                List.of(Filter.any(), Filter.equal("genre", "драма"), Filter.not(Filter.range("year", 1960, 1990)))) {
            VectorQuery query = VectorQuery.nearestTo(vector(), 30).filter(filter);
            SearchResult expected = before.search(query);
            SearchResult found = after.search(query);
            for (int i = 0; i < 30; i++) {
                assertThat(found.id(i)).isEqualTo(expected.id(i));
                assertThat(found.similarity(i)).isEqualTo(expected.similarity(i));
            }
        }
        assertThat(after.read("\uD83C half a pair", new float[7], 0)).isTrue();
    }

    @Test
    void anEmptyIndexAndAnotherPrecisionWillDo() throws IOException {
        Path file = folder.resolve("films.idx");
        films(0, Precision.FLOAT32).save(file);
        assertThat(ExactIndex.load(file, SETTINGS, Precision.INT8).size()).isZero();
        films(9, Precision.FLOAT16).save(file);
        assertThat(ExactIndex.load(file, SETTINGS, Precision.INT8).size()).isEqualTo(9);
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing temporary stays").containsExactly(file);
        }
    }

    @Test
    void whoIsMaskedOrErasedIsNotSavedAndWhoWasErasedSinceDoesNotComeBack() throws IOException {
        InMemoryConsentLedger ledger = new InMemoryConsentLedger();
        VectorIndexSettings people =
                VectorIndexSettings.of("taste", 2).derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES));
        ExactIndex index = ExactIndex.of(people);
        for (String id : List.of("ana", "bo", "che", "dee")) {
            index.accept(id, new float[] {1, 1});
        }
        index.erase("ana");
        ledger.withdraw("bo");
        Path file = folder.resolve("people.idx");
        index.save(file);
        ledger.optIn("bo", SignalGroup.FAVOURITES);
        ExactIndex loaded = ExactIndex.load(file, people.erased("che"::equals), Precision.FLOAT32);
        assertThat(loaded.size()).isEqualTo(1);
        assertThat(loaded.read("dee", new float[2], 0)).isTrue();
    }

    @Test
    void aFileThatWasCutIsRefused() throws IOException {
        byte[] whole = saved(600);
        for (int length = 0; length < whole.length; length += length < 200 ? 1 : 1 + random.nextInt(40)) {
            refuses(Arrays.copyOf(whole, length));
        }
        refuses(Arrays.copyOf(whole, whole.length - 1));
        refuses(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void aFlippedBitIsNoticed() throws IOException {
        byte[] whole = saved(600);
        for (int at = 0; at < whole.length; at += at < 200 ? 1 : 1 + random.nextInt(40)) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            refuses(flipped);
        }
    }

    private byte[] saved(int count) throws IOException {
        Path file = folder.resolve("whole.idx");
        films(count, Precision.FLOAT32).save(file);
        return Files.readAllBytes(file);
    }

    private void refuses(byte[] bytes) throws IOException {
        Path file = folder.resolve("damaged.idx");
        Files.write(file, bytes);
        assertThatExceptionOfType(IndexDataException.class)
                .isThrownBy(() -> ExactIndex.load(file, SETTINGS, Precision.FLOAT32))
                .withMessageContainingAll("damaged.idx", "at byte", "\"films\"")
                .withMessageNotContaining("film1");
    }

    @Test
    void aNewerVersionIsRefusedAsSuch() throws IOException {
        byte[] newer = saved(1);
        newer[11] = 2;
        Path file = folder.resolve("newer.idx");
        Files.write(file, newer);
        assertThatExceptionOfType(IndexDataException.class)
                .isThrownBy(() -> ExactIndex.load(file, SETTINGS, Precision.FLOAT32))
                .withMessageContainingAll("version must be 1, was 2", "at byte 8", "newer");
    }

    @Test
    void settingsThatDoNotFitAreRefused() throws IOException {
        Path file = folder.resolve("films.idx");
        films(3, Precision.FLOAT32).save(file);
        for (VectorIndexSettings other : List.of(
                VectorIndexSettings.of("films", 8).labels("language", "genre").numbers("year"),
                SETTINGS.metric(Metric.EUCLIDEAN),
                VectorIndexSettings.of("films", 7).labels("language", "genre", "year"),
                VectorIndexSettings.of("films", 7).labels("language"))) {
            assertThatExceptionOfType(IndexDataException.class)
                    .isThrownBy(() -> ExactIndex.load(file, other, Precision.FLOAT32))
                    .withMessageContaining("the settings");
        }
        assertThat(ExactIndex.load(file, SETTINGS.numbers("rating"), Precision.FLOAT32)
                        .size())
                .isEqualTo(3);
    }

    @Test
    void theEarlierFileStaysWhereAWriteFails() throws IOException {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> films(1, Precision.FLOAT32)
                        .save(folder.resolve("nowhere").resolve("films.idx")));
        Path file = folder.resolve("films.idx");
        Files.createDirectory(file);
        Files.write(file.resolve("kept"), new byte[1]);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> films(1, Precision.FLOAT32).save(file));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
