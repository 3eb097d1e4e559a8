package io.github.discovery4j.rank.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RankerContract;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRankerTest extends RankerContract {

    private static final List<String> NAMES = List.of("age", "near");
    private static final Ranker OTHER = (batch, scores) -> Arrays.fill(scores, -1);

    /** Of one model for all properties, and freed when the tests' process ends. */
    private static final OnnxRanker SHARED = load();

    @TempDir
    Path folder;

    private static OnnxRanker load() {
        try {
            OnnxLibrary.load();
            Path file = Files.createTempFile(Path.of("target"), "linear", ".onnx");
            try {
                return OnnxRanker.builder(OnnxFiles.linear(3, 2, -1).write(file))
                        .columns(NAMES)
                        .missingAs(0)
                        .build();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Ranker ranker() {
        return SHARED;
    }

    @Override
    protected FeatureSchema schema() {
        return Batches.schema("near", "unread", "age");
    }

    @Test
    void columnsAreFoundByNameInEachSchema() {
        assertThat(score(SHARED, Batches.schema("age", "near"), 10, 4)).isEqualTo(3 + 20 - 4);
        assertThat(score(SHARED, Batches.schema("near", "x", "age"), 4, 99, 10)).isEqualTo(3 + 20 - 4);
        assertThat(score(SHARED, Batches.schema("near", "x", "age"), Float.NaN, 99, 10))
                .isEqualTo(3 + 20);
        assertThat(SHARED.structure()).isEqualTo(new RankerStructure.Opaque());
        assertThat(SHARED.features()).containsExactly("age", "near");
    }

    @Test
    void missingColumnsAndCategoriesAreRefusedByName() {
        assertThatThrownBy(() -> score(SHARED, Batches.schema("height", "near"), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks [age]; it has [height, near]");
        FeatureSchema categories = FeatureSchema.of(
                "people",
                "3",
                List.of(
                        FeatureColumn.number("age", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT),
                        new FeatureColumn(
                                "near",
                                SignalGroup.PROFILE,
                                FeatureColumn.Owner.OBJECT,
                                Visibility.PUBLIC,
                                List.of("no", "yes"))));
        assertThatThrownBy(() -> score(SHARED, categories, 1, 1))
                .hasMessageContaining("feature \"near\" is categorical (schema \"people\" version 3)");
    }

    @Test
    void theModelsOwnNamesServeAndAreChecked() throws IOException {
        Path file = OnnxFiles.linear(0, 1, 100)
                .metadata(OnnxRanker.FEATURE_NAMES, "[\"age\", \"near\"]")
                .write(folder.resolve("named.onnx"));
        try (OnnxRanker ranker = OnnxRanker.builder(file).build()) {
            assertThat(score(ranker, Batches.schema("near", "age"), 1, 2)).isEqualTo(102);
        }
        OnnxRanker.builder(file).columns(NAMES).build().close();
        assertThatThrownBy(
                        () -> OnnxRanker.builder(file).columns(NAMES.reversed()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("named.onnx")
                .hasMessageContaining("column 0 is \"age\" in the model and \"near\" here");
        assertThatThrownBy(() -> OnnxRanker.builder(file)
                        .columns(List.of("age", "height"))
                        .build())
                .hasMessageContaining("missing [near], unknown [height]");
        assertThatThrownBy(
                        () -> OnnxRanker.builder(file).columns(List.of("age")).build())
                .hasMessageContaining("missing [near], unknown []");
        for (String names : new String[] {"age,near", "[1, null]", "null"}) {
            Path broken = OnnxFiles.linear(0, 1, 100)
                    .metadata(OnnxRanker.FEATURE_NAMES, names)
                    .write(folder.resolve("broken.onnx"));
            assertThatThrownBy(() -> OnnxRanker.builder(broken).build())
                    .isInstanceOf(OnnxModelException.class)
                    .hasMessageContaining("must be a JSON list of names");
        }
    }

    @Test
    void aModelThatNamesAColumnTwiceIsRefused() throws IOException {
        for (OnnxFiles model : List.of(OnnxFiles.linear(0, 1, 100), OnnxFiles.identity(OnnxFiles.FLOAT, -1, -1))) {
            Path twice =
                    model.metadata(OnnxRanker.FEATURE_NAMES, "[\"a\", \"a\"]").write(folder.resolve("twice.onnx"));
            for (List<String> named : List.of(List.<String>of(), List.of("a", "b"), List.of("a"))) {
                assertThatThrownBy(
                                () -> OnnxRanker.builder(twice).columns(named).build())
                        .isInstanceOf(OnnxModelException.class)
                        .hasMessageContaining("twice.onnx")
                        .hasMessageContaining("names must be different, were [a, a]");
            }
        }
    }

    @Test
    void columnsMustBeNamedOnceEach() throws IOException {
        Path file = OnnxFiles.linear(0, 1, 100).write(folder.resolve("unnamed.onnx"));
        assertThatThrownBy(() -> OnnxRanker.builder(file).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("call columns(");
        assertThatThrownBy(() ->
                        OnnxRanker.builder(file).columns(List.of("a", "b", "c")).build())
                .hasMessageContaining("its tensor has 2 columns, 3 are named: [a, b, c]");
        assertThatThrownBy(() -> OnnxRanker.builder(file).columns(List.of("a", "a")))
                .hasMessageContaining("[a, a]");
    }

    @Test
    void aTensorForEachColumnIsCalledAsTheColumnIs() throws IOException {
        Path file = OnnxFiles.byColumn(NAMES, 5, 1, 100).write(folder.resolve("columns.onnx"));
        try (OnnxRanker ranker =
                OnnxRanker.builder(file).columns(NAMES.reversed()).build()) {
            assertThat(ranker.features()).containsExactlyInAnyOrder("age", "near");
            assertThat(score(ranker, Batches.schema("near", "age"), 1, 2)).isEqualTo(107);
        }
        assertThatThrownBy(() ->
                        OnnxRanker.builder(file).columns(List.of("age", "x")).build())
                .hasMessageContaining("missing [near], unknown [x]");
        Path single = OnnxFiles.linear(0, 2).write(folder.resolve("single.onnx"));
        try (OnnxRanker ranker = OnnxRanker.builder(single).build()) {
            assertThat(ranker.features()).containsExactly("rows");
        }
        try (OnnxRanker ranker =
                OnnxRanker.builder(single).columns(List.of("age")).build()) {
            assertThat(score(ranker, Batches.schema("age"), 4)).isEqualTo(8);
        }
    }

    @Test
    void treesSendWhatIsMissingWhereTrainingSentIt() throws IOException {
        Path file = OnnxFiles.stump(0.5f, -1, 1).write(folder.resolve("stump.onnx"));
        try (OnnxRanker ranker =
                OnnxRanker.builder(file).columns(List.of("x")).threads(2).build()) {
            double[] scores = new double[4];
            ranker.score(
                    Batches.ranking(
                            Batches.context("v"),
                            Batches.schema("x"),
                            List.of("a", "b", "c", "d"),
                            List.of(new float[] {0.5f}, new float[] {0.6f}, new float[] {Float.NaN}, new float[] {-9})),
                    scores);
            assertThat(scores).containsExactly(-1, 1, -1, -1);
        }
    }

    @Test
    void aGapInAModelOfSumsIsNoScoreUnlessSomethingStandsForIt() throws IOException {
        Path file = OnnxFiles.linear(3, 2, -1).write(folder.resolve("sum.onnx"));
        try (OnnxRanker ranker = OnnxRanker.builder(file).columns(NAMES).build()) {
            assertThat(score(ranker, Batches.schema("age", "near"), Float.NaN, 1))
                    .isNaN();
        }
        assertThatThrownBy(() -> OnnxRanker.builder(file).missingAs(Float.POSITIVE_INFINITY))
                .hasMessageContaining("Infinity");
    }

    @Test
    void oneOfSeveralOutputsIsNamed() throws IOException {
        Path file = OnnxFiles.linear(0, 1, 100).twoClasses().write(folder.resolve("classes.onnx"));
        assertThatThrownBy(() -> OnnxRanker.builder(file).columns(NAMES).build())
                .isInstanceOf(OnnxModelException.class)
                .hasMessageContaining("[score, classes]");
        assertThatThrownBy(() ->
                        OnnxRanker.builder(file).columns(NAMES).output("margin").build())
                .hasMessageContaining("output \"margin\" must be");
        FeatureSchema schema = Batches.schema("age", "near");
        try (OnnxRanker ranker =
                OnnxRanker.builder(file).columns(NAMES).output("score").build()) {
            assertThat(score(ranker, schema, 1, 2)).isEqualTo(201);
        }
        try (OnnxRanker ranker =
                OnnxRanker.builder(file).columns(NAMES).output("classes", 1).build()) {
            assertThat(score(ranker, schema, 1, 2)).isEqualTo(201);
        }
        for (int column : new int[] {2, -1}) {
            OnnxRanker.Builder builder = OnnxRanker.builder(file).columns(NAMES);
            try (OnnxRanker ranker = column < 0
                    ? builder.output("classes").build()
                    : builder.output("classes", column).build()) {
                assertThatThrownBy(() -> score(ranker, schema, 1, 2))
                        .isInstanceOf(OnnxModelException.class)
                        .hasMessageContaining("has 2 values for 1 rows");
            }
        }
        assertThatThrownBy(() -> OnnxRanker.builder(file).output("classes", -1)).hasMessageContaining("was -1");
    }

    @Test
    void modelsOfOtherShapesAreRefused() throws IOException {
        Path doubles = OnnxFiles.identity(OnnxFiles.DOUBLE, -1, 1).write(folder.resolve("doubles.onnx"));
        assertThatThrownBy(
                        () -> OnnxRanker.builder(doubles).columns(List.of("x")).build())
                .isInstanceOf(OnnxModelException.class)
                .hasMessageContaining("doubles.onnx, input \"rows\"")
                .hasMessageContaining("float32");
        Path fixed = OnnxFiles.identity(OnnxFiles.FLOAT, 1, 1).write(folder.resolve("fixed.onnx"));
        assertThatThrownBy(() -> OnnxRanker.builder(fixed).columns(List.of("x")).build())
                .hasMessageContaining("free first dimension");
        Path flat = OnnxFiles.vector().write(folder.resolve("flat.onnx"));
        assertThatThrownBy(
                        () -> OnnxRanker.builder(flat).columns(List.of("rows")).build())
                .isInstanceOf(OnnxModelException.class)
                .hasMessageContaining("flat.onnx, input \"rows\"")
                .hasMessageContaining("rows x columns");
        assertThatThrownBy(() -> OnnxRanker.builder(flat).build()).isInstanceOf(OnnxModelException.class);
        Path wide = OnnxFiles.byColumn(List.of("a", "b"), 0, 1, 1)
                .input("c", OnnxFiles.FLOAT, -1, 7)
                .write(folder.resolve("wide.onnx"));
        assertThatThrownBy(() -> OnnxRanker.builder(wide).build())
                .hasMessageContaining("input \"c\": of several inputs each must be one column");
        Path anyWidth = OnnxFiles.identity(OnnxFiles.FLOAT, -1, -1).write(folder.resolve("any.onnx"));
        try (OnnxRanker ranker =
                OnnxRanker.builder(anyWidth).columns(List.of("x")).build()) {
            assertThat(score(ranker, Batches.schema("x"), 7)).isEqualTo(7);
        }
    }

    @Test
    void aDamagedFileIsRefusedWithItsName() throws IOException {
        Path file = Files.write(folder.resolve("damaged.onnx"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> OnnxRanker.builder(file).columns(NAMES).build())
                .isInstanceOf(OnnxModelException.class)
                .hasMessageContaining("damaged.onnx");
        assertThatThrownBy(() -> OnnxRanker.builder(file).columns(NAMES).buildOr(OTHER))
                .isInstanceOf(OnnxModelException.class);
        assertThatThrownBy(() -> OnnxRanker.builder(folder.resolve("none.onnx")).build())
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> OnnxRanker.builder(file).threads(0)).hasMessageContaining("was 0");
    }

    @Test
    void aClosedRankerSaysSo() throws IOException {
        Path file = OnnxFiles.linear(0, 1, 100).write(folder.resolve("closed.onnx"));
        OnnxRanker ranker = OnnxRanker.builder(file).columns(NAMES).build();
        ranker.close();
        assertThatCode(ranker::close).doesNotThrowAnyException();
        assertThatThrownBy(() -> score(ranker, Batches.schema("age", "near"), 1, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closingWaitsForThoseWhoAreScoring() throws Exception {
        Path file = OnnxFiles.linear(0, 1, 100).write(folder.resolve("busy.onnx"));
        OnnxRanker ranker = OnnxRanker.builder(file).columns(NAMES).build();
        CountDownLatch allScore = new CountDownLatch(4);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> scored = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                scored.add(threads.submit(() -> {
                    int count = 0;
                    try {
                        while (true) {
                            assertThat(score(ranker, Batches.schema("age", "near"), 1, 2))
                                    .isEqualTo(201);
                            if (count++ == 0) {
                                allScore.countDown();
                            }
                        }
                    } catch (IllegalStateException closed) {
                        assertThat(closed).hasMessageContaining("is closed");
                        return count;
                    }
                }));
            }
            try {
                assertThat(allScore.await(1, TimeUnit.MINUTES)).isTrue();
            } finally {
                ranker.close();
            }
            for (Future<Integer> future : scored) {
                assertThat(future.get()).isPositive();
            }
        }
    }

    @Test
    void anEngineFallsBackWhenTheModelFails() throws IOException {
        Path file = OnnxFiles.linear(0, 1, 100).write(folder.resolve("engine.onnx"));
        OnnxRanker ranker = OnnxRanker.builder(file).columns(NAMES).build();
        FeatureView view =
                FeatureView.of("test", "1", Batches.schema("age", "near").columns(), (pairs, out) -> {
                    for (int row = 0; row < pairs.size(); row++) {
                        out.setRow(row, new float[] {pairs.objectId(row).charAt(0), 0});
                    }
                });
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(new InMemoryConsentLedger())
                .source(
                        "some",
                        (context, limit) -> CandidateList.builder(context.items(), 2)
                                .add("a", 2)
                                .add("z", 1)
                                .build())
                .hydrate(view)
                .rank(ranker)
                .build()) {
            SlateRequest request = SlateRequest.forViewer("m").size(2).build();
            assertThat(engine.recommend(request).items())
                    .extracting(SlateItem::id)
                    .containsExactly("z", "a");
            ranker.close();
            assertThat(engine.recommend(request).items())
                    .extracting(SlateItem::id)
                    .containsExactly("a", "z");
        }
    }

    /** The same classes, loaded where ONNX Runtime is not. */
    @Test
    void withoutTheNativeLibraryTheMessageSaysWhatToAddAndAnotherRankerScores()
            throws ReflectiveOperationException, IOException {
        Path file = OnnxFiles.linear(0, 1, 100).write(folder.resolve("model.onnx"));
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("onnxruntime")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> probe = loader.loadClass(Probe.class.getName());
            assertThatThrownBy(() -> {
                        try {
                            probe.getMethod("load", String.class).invoke(null, file.toString());
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("com.microsoft.onnxruntime:onnxruntime:1.23.2")
                    .hasMessageContaining("--add-modules com.microsoft.onnxruntime");
            assertThat(probe.getMethod("loadOr", String.class).invoke(null, file.toString()))
                    .isEqualTo(true);
        }
    }

    /** Loads a model. */
    public static final class Probe {
        private Probe() {}

        /** Called by reflection. */
        public static void load(String file) throws IOException {
            OnnxRanker.builder(Path.of(file)).columns(List.of("age", "near")).build();
        }

        /** Called by reflection; tells whether the other ranker is there. */
        public static boolean loadOr(String file) throws IOException {
            Ranker other = (batch, scores) -> {};
            return OnnxRanker.builder(Path.of(file))
                            .columns(List.of("age", "near"))
                            .buildOr(other)
                    == other;
        }
    }

    private static double score(Ranker ranker, FeatureSchema schema, float... values) {
        double[] scores = {Double.NaN};
        ranker.score(Batches.ranking(Batches.context("viewer"), schema, List.of("item"), List.of(values)), scores);
        return scores[0];
    }
}
