package io.github.discovery4j.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.IndexDataException;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchCost.Method;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(180)
class LuceneIndexTest {

    private static final VectorIndexSettings FILMS =
            VectorIndexSettings.of("films", 2).labels("language").numbers("year", "lat", "lon");
    private static final VectorQuery EAST = VectorQuery.nearestTo(new float[] {1, 0}, 10);

    @TempDir
    Path folder;

    private static LuceneSettings byHand() {
        return LuceneIndexContract.byHand().build();
    }

    private static List<String> ids(SearchResult result) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            ids.add(result.id(i));
        }
        return ids;
    }

    @Test
    void whatWasStoredIsThereAfterAnotherOpening() {
        try (LuceneIndex films = LuceneIndex.open(folder, FILMS, byHand())) {
            films.put(
                    "чай",
                    new float[] {3, 4},
                    EntryAttributes.NONE.label("language", "ru").number("year", -0.0));
        }
        try (LuceneIndex films = LuceneIndex.open(folder, FILMS, byHand())) {
            assertThat(films.size()).isEqualTo(1);
            float[] read = new float[2];
            assertThat(films.read("чай", read, 0)).isTrue();
            assertThat(read).containsExactly(0.6f, 0.8f);
            assertThat(ids(films.search(EAST.filter(Filter.equal("language", "ru")))))
                    .containsExactly("чай");
            assertThat(ids(films.search(EAST.filter(Filter.range("year", 0, 0)))))
                    .containsExactly("чай");
            assertThat(ids(films.search(EAST.filter(Filter.range("year", -1, -0.0)))))
                    .containsExactly("чай");
        }
    }

    @Test
    void aChangeShowsByItselfWithinTheInterval() throws InterruptedException {
        LuceneSettings often =
                LuceneSettings.builder().refreshEvery(Duration.ofMillis(20)).build();
        try (LuceneIndex films = LuceneIndex.open(folder, FILMS, often)) {
            films.accept("arrival", new float[] {1, 0});
            while (films.search(EAST).size() == 0) {
                Thread.sleep(5);
            }
        }
    }

    @Test
    void changesAreCommittedByThemselves() throws InterruptedException {
        LuceneSettings byNumber = LuceneIndexContract.byHand().commitAfter(3).build();
        try (LuceneIndex films = LuceneIndex.open(folder.resolve("number"), FILMS, byNumber)) {
            films.accept("a", new float[] {1, 0});
            films.accept("b", new float[] {1, 0});
            assertThat(committed(folder.resolve("number"))).isZero();
            films.accept("c", new float[] {1, 0});
            assertThat(committed(folder.resolve("number"))).isEqualTo(3);
        }
        LuceneSettings byTime =
                LuceneSettings.builder().commitEvery(Duration.ofMillis(20)).build();
        try (LuceneIndex films = LuceneIndex.open(folder.resolve("time"), FILMS, byTime)) {
            films.accept("a", new float[] {1, 0});
            while (committed(folder.resolve("time")) == 0) {
                Thread.sleep(5);
            }
        }
    }

    private static int committed(Path where) {
        try (LuceneIndex reader = LuceneIndex.openReadOnly(where, FILMS, byHand())) {
            return reader.size();
        }
    }

    @Test
    void aReaderFollowsCommitsAndMasksByItsOwnLedger() {
        InMemoryConsentLedger ledger = new InMemoryConsentLedger();
        VectorIndexSettings people =
                VectorIndexSettings.of("taste", 2).derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES));
        VectorIndexSettings elsewhere = people.derivedFrom(new InMemoryConsentLedger(), Set.of(SignalGroup.FAVOURITES));
        try (LuceneIndex writer = LuceneIndex.open(folder, elsewhere, byHand())) {
            writer.accept("ana", new float[] {1, 0});
            writer.commit();
            try (LuceneIndex reader = LuceneIndex.openReadOnly(folder, people, byHand())) {
                writer.accept("bo", new float[] {1, 0});
                reader.refresh();
                assertThat(ids(reader.search(EAST))).containsExactly("ana");
                writer.commit();
                reader.refresh();
                assertThat(ids(reader.search(EAST))).containsExactly("ana", "bo");
                ledger.optOut("ana", SignalGroup.FAVOURITES);
                assertThat(ids(reader.search(EAST))).containsExactly("bo");
                assertThat(reader.export("ana")).hasSize(1);
                assertThatThrownBy(() -> reader.accept("cy", new float[] {1, 0}))
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContainingAll("opened to read", "store", "\"taste\"");
                assertThatThrownBy(() -> reader.erase("ana")).isInstanceOf(UnsupportedOperationException.class);
            }
        }
    }

    @Test
    void aSecondWriterIsToldWhatToDo() {
        try (LuceneIndex first = LuceneIndex.open(folder, FILMS, byHand())) {
            first.accept("a", new float[] {1, 0});
            assertThatIllegalStateException()
                    .isThrownBy(() -> LuceneIndex.open(folder, FILMS, byHand()))
                    .withMessageContainingAll(folder.toString(), "one index at a time", "openReadOnly");
            assertThatIllegalStateException()
                    .isThrownBy(() -> LuceneIndex.check(folder))
                    .withMessageContaining("close it, or check a backup");
            first.commit();
        }
        assertThat(committed(folder)).isEqualTo(1);
    }

    @Test
    void otherSettingsAreRefusedWithTheDifference() {
        LuceneIndex.open(folder, FILMS, byHand()).close();
        assertThatThrownBy(() -> LuceneIndex.open(
                        folder,
                        VectorIndexSettings.of("films", 3)
                                .metric(Metric.EUCLIDEAN)
                                .labels("language", "year")))
                .isInstanceOf(IndexDataException.class)
                .hasMessageContainingAll(
                        folder.toString(),
                        "dimension (made with 2, opened with 3)",
                        "metric (made with COSINE, opened with EUCLIDEAN)",
                        "attribute year (made with NUMBER, opened with LABELS)",
                        "attribute lat (made with NUMBER, opened with none)")
                .hasMessageNotContaining("language");
        assertThatThrownBy(() -> LuceneIndex.open(
                        folder, FILMS.derivedFrom(new InMemoryConsentLedger(), Set.of(SignalGroup.FAVOURITES))))
                .hasMessageContaining("groups (made with none, opened with " + SignalGroup.FAVOURITES.name() + ")");
        LuceneIndex.open(folder, FILMS, byHand()).close();
    }

    @Test
    void whatIsNoIndexIsRefused() throws IOException {
        assertThatThrownBy(() -> LuceneIndex.openReadOnly(folder.resolve("none"), FILMS))
                .isInstanceOf(IndexDataException.class)
                .hasMessageContaining("no such folder");
        assertThatThrownBy(() -> LuceneIndex.openReadOnly(folder, FILMS)).hasMessageContaining("the folder is empty");
        assertThatThrownBy(() -> LuceneIndex.check(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThat(LuceneIndex.check(folder).clean()).isFalse();
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> LuceneIndex.open(folder, FILMS))
                .isInstanceOf(IndexDataException.class)
                .hasMessageContainingAll("notes.txt", "segments_N");
        assertThat(folder.resolve("notes.txt")).exists();
    }

    @Test
    void textsThatHaveNoBytesAreRefused() {
        try (LuceneIndex films = LuceneIndex.open(folder, FILMS, byHand())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> films.accept("a\uD83D", new float[] {1, 0}))
                    .withMessageContaining("surrogate");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> films.accept("x".repeat(32_767), new float[] {1, 0}))
                    .withMessageContaining("32766");
            films.accept("\uFFFD", new float[] {1, 0});
            films.refresh();
            assertThat(films.read("\uD83D", new float[2], 0)).isFalse();
            assertThat(films.delete("\uD83D")).isFalse();
            assertThat(ids(films.search(EAST.filter(Filter.equal("language", "\uD83D")))))
                    .isEmpty();
        }
    }

    /** Coordinates that no globe has go round it in the filter's formula, and so they must here. */
    @Test
    void distancesAreTheFiltersOwnEverywhere() {
        Random random = new Random(3);
        try (LuceneIndex films = LuceneIndex.open(folder, FILMS, byHand())) {
            double[][] places = new double[300][];
            for (int i = 0; i < places.length; i++) {
                double scale = i % 10 == 0 ? 3 : 1;
                places[i] = new double[] {
                    (random.nextDouble() * 180 - 90) * scale, (random.nextDouble() * 360 - 180) * scale
                };
                films.put("p" + i, new float[] {1, 0}, place(places[i][0], places[i][1]));
            }
            films.accept("nowhere", new float[] {1, 0});
            films.refresh();
            for (int i = 0; i < 300; i++) {
                double[] centre = {random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180};
                if (i % 3 == 0) {
                    centre = new double[] {List.of(90d, -90d, 0d).get(i % 9 / 3), 179.99};
                }
                double radius = i % 20 == 0 ? Double.POSITIVE_INFINITY : Math.pow(10, random.nextDouble() * 4.4);
                Filter.Near near = new Filter.Near("lat", "lon", centre[0], centre[1], radius);
                Set<String> expected = new HashSet<>();
                for (int p = 0; p < places.length; p++) {
                    if (near.test("", new TestAttributes(place(places[p][0], places[p][1])))) {
                        expected.add("p" + p);
                    }
                }
                SearchResult found = films.search(
                        VectorQuery.nearestTo(new float[] {1, 0}, 1_000).filter(near));
                assertThat(new HashSet<>(ids(found))).isEqualTo(expected);
            }
        }
    }

    private static EntryAttributes place(double latitude, double longitude) {
        return EntryAttributes.NONE.number("lat", latitude).number("lon", longitude);
    }

    /** More parts than Lucene's own queries allow. */
    @Test
    void aFilterMayHaveThousandsOfParts() {
        try (LuceneIndex films = LuceneIndex.open(folder, FILMS, byHand())) {
            films.put("a", new float[] {1, 0}, EntryAttributes.NONE.label("language", "l2500"));
            films.put("b", new float[] {1, 0}, EntryAttributes.NONE.label("language", "other"));
            films.refresh();
            Filter[] parts = new Filter[3_000];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = Filter.equal("language", "l" + i);
            }
            assertThat(ids(films.search(EAST.filter(Filter.or(parts))))).containsExactly("a");
            assertThat(ids(films.search(EAST.filter(Filter.not(Filter.or(parts))))))
                    .containsExactly("b");
        }
    }

    @ParameterizedTest
    @EnumSource(VectorEncoding.class)
    void graphsFindMostOfTheNearestInEveryEncoding(VectorEncoding encoding) {
        int dimension = 64;
        float[][] vectors = clustered(6_000, dimension, 7);
        LuceneSettings kept = LuceneIndexContract.byHand().encoding(encoding).build();
        VectorIndexSettings settings =
                VectorIndexSettings.of("films", dimension).labels("half");
        try (LuceneIndex films = LuceneIndex.open(folder, settings, kept)) {
            for (int i = 0; i < vectors.length; i++) {
                films.put("f" + i, vectors[i], EntryAttributes.NONE.label("half", i % 2 == 0 ? "even" : "odd"));
                if (i == vectors.length / 2) {
                    films.commit();
                }
            }
            films.refresh();
            assertThat(recall(films, vectors, query -> query)).isGreaterThan(0.85);
            assertThat(recall(films, vectors, query -> query.filter(Filter.equal("half", "odd"))))
                    .isGreaterThan(0.85);
            assertThat(recall(films, vectors, query -> query.admitting(id -> id.endsWith("7"))))
                    .isGreaterThan(0.85);
            SearchResult result = films.search(VectorQuery.nearestTo("f1", 10));
            assertThat(result.cost().method()).isEqualTo(Method.GRAPH);
            assertThat(result.visited()).isBetween(10L, 6_000L);
            assertThat((double) result.similarity(0))
                    .isCloseTo(
                            Metric.COSINE.similarity(
                                    vectors[1],
                                    vectors[Integer.parseInt(result.id(0).substring(1))]),
                            within(2e-5));
        }
    }

    private interface Narrowing {
        VectorQuery of(VectorQuery query);
    }

    private static double recall(LuceneIndex films, float[][] vectors, Narrowing narrowing) {
        int found = 0;
        int wanted = 0;
        for (int i = 0; i < 60; i++) {
            VectorQuery query = narrowing.of(VectorQuery.nearestTo(vectors[i * 97], 10));
            List<String> exact = ids(films.search(query.exactly()));
            SearchResult byGraph = films.search(query);
            assertThat(byGraph.size()).isEqualTo(10);
            found += (int) ids(byGraph).stream().filter(exact::contains).count();
            wanted += exact.size();
        }
        return (double) found / wanted;
    }

    static float[][] clustered(int count, int dimension, long seed) {
        Random random = new Random(seed);
        float[][] centres = new float[40][dimension];
        for (float[] centre : centres) {
            for (int i = 0; i < dimension; i++) {
                centre[i] = (float) random.nextGaussian();
            }
        }
        float[][] vectors = new float[count][dimension];
        for (float[] vector : vectors) {
            float[] centre = centres[random.nextInt(centres.length)];
            for (int i = 0; i < dimension; i++) {
                vector[i] = centre[i] + 0.5f * (float) random.nextGaussian();
            }
        }
        return vectors;
    }

    /** Only one in two hundred is admitted, by a condition that no filter says, and all of them are found. */
    @Test
    void thereAreKWhenKAreAdmitted() {
        float[][] vectors = clustered(4_000, 16, 11);
        LuceneSettings kept =
                LuceneIndexContract.byHand().exactBelow(0).effort(20).build();
        try (LuceneIndex films = LuceneIndex.open(folder, VectorIndexSettings.of("films", 16), kept)) {
            for (int i = 0; i < vectors.length; i++) {
                films.accept("f" + i, vectors[i]);
            }
            films.refresh();
            VectorQuery rare =
                    VectorQuery.nearestTo(vectors[0], 20).admitting(id -> Integer.parseInt(id.substring(1)) % 200 == 3);
            SearchResult result = films.search(rare);
            assertThat(ids(result)).hasSize(20).allMatch(id -> Integer.parseInt(id.substring(1)) % 200 == 3);
            SearchResult many = films.search(VectorQuery.allAbove(0.8f, vectors[0]));
            SearchResult all =
                    films.search(VectorQuery.allAbove(0.8f, vectors[0]).exactly());
            assertThat(all.size()).isGreaterThan(20);
            assertThat(many.size()).isGreaterThan((int) (0.95 * all.size()));
        }
    }

    @Test
    void aSmallShareIsComparedOneByOneUnlessToldOtherwise() {
        float[][] vectors = clustered(4_000, 16, 12);
        VectorIndexSettings settings = VectorIndexSettings.of("films", 16).numbers("year");
        for (int exactBelow : new int[] {0, 100}) {
            LuceneSettings kept = LuceneIndexContract.byHand()
                    .exactBelow(exactBelow)
                    .effort(20)
                    .build();
            try (LuceneIndex films = LuceneIndex.open(folder.resolve("below" + exactBelow), settings, kept)) {
                for (int i = 0; i < vectors.length; i++) {
                    films.put("f" + i, vectors[i], EntryAttributes.NONE.number("year", i % 100));
                }
                films.refresh();
                for (int share : new int[] {1, 10, 50, 100}) {
                    VectorQuery asked =
                            VectorQuery.nearestTo(vectors[0], 10).filter(Filter.range("year", 0, share - 1));
                    SearchResult result = films.search(asked);
                    boolean exact = exactBelow > 0 && share <= 10 || share == 1;
                    assertThat(result.cost().method())
                            .as("%d in a hundred, exact below %d", share, exactBelow)
                            .isEqualTo(exact ? Method.EXACT : Method.GRAPH);
                    if (exact) {
                        assertThat(ids(result)).isEqualTo(ids(films.search(asked.exactly())));
                    }
                }
            }
        }
    }

    @Test
    void theBytesOfTheErasedLeaveTheDisk() throws IOException {
        float[] telling = {0.6f, 0.8f};
        VectorIndexSettings people = VectorIndexSettings.of("taste", 2)
                .derivedFrom(new InMemoryConsentLedger(), Set.of(SignalGroup.FAVOURITES));
        try (LuceneIndex index = LuceneIndex.open(folder, people, byHand())) {
            for (int i = 0; i < 50; i++) {
                index.accept("other" + i, new float[] {1, i + 1});
            }
            index.accept("somebody-to-be-erased", telling);
            index.commit();
            index.refresh();
            assertThat(contain(telling)).isTrue();
            assertThat(index.erase("somebody-to-be-erased")).isEqualTo(1);
            assertThat(contain(telling)).as("until its segment is written anew").isTrue();
        }
        try (LuceneIndex index = LuceneIndex.open(folder, people, byHand())) {
            assertThat(index.size()).isEqualTo(50);
            index.purge();
            assertThat(contain(telling)).isFalse();
            assertThat(containText("somebody-to-be-erased")).isFalse();
            assertThat(index.size()).isEqualTo(50);
        }
        LuceneSettings soon =
                LuceneIndexContract.byHand().purgeWithin(Duration.ofMillis(50)).build();
        try (LuceneIndex index = LuceneIndex.open(folder, people, soon)) {
            index.accept("somebody-to-be-erased", telling);
            index.erase("somebody-to-be-erased");
            while (contain(telling)) {
                Thread.onSpinWait();
            }
        }
    }

    private boolean contain(float[] vector) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return containText(new String(bytes.array(), StandardCharsets.ISO_8859_1));
    }

    private boolean containText(String text) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                try {
                    if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                        return true;
                    }
                } catch (NoSuchFileException e) {
                    assertThat(file).as("taken away meanwhile").doesNotExist();
                }
            }
        }
        return false;
    }

    @Test
    void aBackupIsWholeAndTakenWhileWritesGoOn() throws IOException {
        Path copy = folder.resolve("backups").resolve("monday");
        try (LuceneIndex films = LuceneIndex.open(folder.resolve("index"), FILMS, byHand())) {
            films.accept("before", new float[] {1, 0});
            films.backup(copy);
            films.accept("after", new float[] {1, 0});
            films.commit();
            assertThatThrownBy(() -> films.backup(copy))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining("name another");
        }
        assertThat(LuceneIndex.check(copy).clean()).isTrue();
        assertThat(LuceneIndex.check(copy).entries()).isEqualTo(1);
        try (LuceneIndex restored = LuceneIndex.open(copy, FILMS, byHand())) {
            assertThat(ids(restored.search(EAST))).containsExactly("before");
        }
        try (Stream<Path> files = Files.list(copy.getParent())) {
            assertThat(files.toList()).containsExactly(copy);
        }
    }

    @Test
    void compactingLeavesOneSegment() throws IOException {
        LuceneSettings other =
                LuceneIndexContract.byHand().encoding(VectorEncoding.INT4).build();
        try (LuceneIndex films = LuceneIndex.open(folder, FILMS, byHand())) {
            for (String id : List.of("a", "b", "c")) {
                films.accept(id, new float[] {1, 0});
                films.commit();
            }
        }
        assertThat(LuceneIndex.check(folder).segments()).hasSize(3);
        try (LuceneIndex films = LuceneIndex.open(folder, FILMS, other)) {
            films.delete("b");
            films.compact();
            assertThat(ids(films.search(EAST))).containsExactly("a", "c");
        }
        IndexCheck check = LuceneIndex.check(folder);
        assertThat(check.clean()).isTrue();
        assertThat(check.segments()).hasSize(1);
        assertThat(check.entries()).isEqualTo(2);
        assertThat(check.madeFor()).containsEntry("dimension", "2").containsEntry("attribute year", "NUMBER");
    }

    /** A snapshot is held while everything is replaced again and again: only what it holds stays. */
    @Test
    void aSnapshotHeldAcrossAThousandCommitsHoldsNothingElse() throws IOException {
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (LuceneIndex films = LuceneIndex.open(directory, "memory", FILMS, byHand())) {
            VectorSnapshot held = replaceAll(films, 1_000);
            assertThat(films.openViews()).isEqualTo(2);
            assertThat(held.search(EAST).similarity(0)).isEqualTo(1);
            assertThat(held.size()).isEqualTo(20);
            int files = directory.listAll().length;
            assertThat(files).isLessThan(250);
            held.close();
            assertThat(films.openViews()).isEqualTo(1);
            assertThat(directory.listAll().length).isLessThan(files);
            assertThatIllegalStateException()
                    .isThrownBy(() -> held.search(EAST))
                    .withMessageContaining("take another");
        }
    }

    @Test
    void noFileStaysMappedAfterClosing() throws IOException {
        try (LuceneIndex films = LuceneIndex.open(folder, FILMS, byHand())) {
            replaceAll(films, 30).close();
        }
        Path maps = Path.of("/proc/self/maps");
        assumeThat(maps).exists();
        try (Stream<String> mapped = Files.lines(maps)) {
            assertThat(mapped.filter(line -> line.contains(folder.toString()))).isEmpty();
        }
    }

    private static VectorSnapshot replaceAll(LuceneIndex films, int commits) {
        for (int i = 0; i < 20; i++) {
            films.accept("f" + i, new float[] {1, i});
        }
        films.refresh();
        VectorSnapshot held = films.snapshot();
        for (int commit = 0; commit < commits; commit++) {
            films.accept("f" + commit % 20, new float[] {-1, commit});
            films.commit();
            if (commit % 3 == 0) {
                films.refresh();
            }
        }
        films.refresh();
        return held;
    }

    @Test
    void afterClosingNothingGoesOn() {
        LuceneIndex films = LuceneIndex.open(folder, FILMS, byHand());
        films.accept("a", new float[] {1, 0});
        films.refresh();
        VectorSnapshot held = films.snapshot();
        films.close();
        films.close();
        assertThatIllegalStateException().isThrownBy(() -> films.search(EAST)).withMessageContaining("was closed");
        assertThatIllegalStateException().isThrownBy(() -> films.accept("b", new float[] {1, 0}));
        held.close();
        assertThat(Arrays.stream(Thread.getAllStackTraces().keySet().toArray(Thread[]::new))
                        .map(Thread::getName))
                .doesNotContain("discovery-index-films");
    }
}
