package io.github.discovery4j.rank.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.model.TreeEnsemble;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LightGbmTrainerTest {

    private static final List<String> FEATURES = List.of("signal", "kind", "noise");

    static {
        NativeLibrary.load();
    }

    @Test
    void relevantRowsOfAQueryEndUpAhead() {
        TrainingRows rows = queries(1);
        LightGbmModel model = LightGbmTrainer.builder("lambdarank")
                .trees(20)
                .leafRows(5)
                .build()
                .train(rows);
        assertThat(model.objective()).hasToString("lambdarank");
        assertThat(model.features()).isEqualTo(FEATURES);
        assertThat(right(model, rows)).isGreaterThan(90);
    }

    /** Of 100 queries those whose relevant row comes first. */
    private static int right(LightGbmModel model, TrainingRows queries) {
        double[] scores = new double[queries.rows()];
        TreeScorer.of(model.ensemble()).score(queries.values(), queries.rows(), scores);
        int right = 0;
        for (int query = 0; query < 100; query++) {
            int best = query * 10;
            for (int row = query * 10; row < query * 10 + 10; row++) {
                best = scores[row] > scores[best] ? row : best;
            }
            right += queries.labels()[best] == 2 ? 1 : 0;
        }
        return right;
    }

    @Test
    void theSameSeedGivesTheSameModelOnAnyNumberOfThreads() {
        LightGbmModel one = sampled().build().train(rows(1));
        assertThat(sampled().threads(2).build().train(rows(1)).ensemble())
                .usingRecursiveComparison()
                .isEqualTo(one.ensemble());
        double[] values = rows(1).values();
        double[] first = new double[500];
        double[] second = new double[500];
        TreeScorer.of(one.ensemble()).score(values, 500, first);
        TreeScorer.of(sampled().seed(7).build().train(rows(1)).ensemble()).score(values, 500, second);
        assertThat(second).isNotEqualTo(first);
    }

    private static LightGbmTrainer.Builder sampled() {
        return LightGbmTrainer.builder("regression")
                .trees(10)
                .parameter("bagging_fraction", "0.5")
                .parameter("bagging_freq", "1");
    }

    @Test
    void trainingStopsWhenTheValidationNoLongerImproves() {
        LightGbmTrainer.Builder settings =
                LightGbmTrainer.builder("regression").trees(300).learningRate(0.5);
        LightGbmModel stopped = settings.earlyStopping(5).build().train(rows(1), rows(2));
        assertThat(stopped.ensemble().trees())
                .as("the first tree alone would be the largest loss")
                .isBetween(2, 100);
        LightGbmTrainer trainer = settings.build();
        assertThatThrownBy(() -> trainer.train(rows(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("train(rows, validation)");
    }

    @Test
    void aMetricThatRisesIsStoppedByItsPeak() {
        LightGbmModel stopped = LightGbmTrainer.builder("lambdarank")
                .trees(300)
                .leaves(3)
                .learningRate(0.05)
                .earlyStopping(10)
                .parameter("metric", "ndcg")
                .parameter("eval_at", "3")
                .build()
                .train(queries(1), queries(2));
        assertThat(stopped.ensemble().trees()).isBetween(2, 299);
        assertThat(right(stopped, queries(2)))
                .as("at its trough it would be the first trees")
                .isGreaterThan(80);
    }

    @Test
    void categoriesAreSplitAsSets() {
        LightGbmModel model = LightGbmTrainer.builder("regression")
                .trees(5)
                .categorical("kind")
                .build()
                .train(rows(1));
        assertThat(model.categorical()).containsExactly("kind");
        TreeEnsemble trees = model.ensemble();
        int kind = FEATURES.indexOf("kind");
        assertThat(IntStream.range(0, trees.nodes()).filter(node -> trees.feature(node) == kind))
                .isNotEmpty()
                .allMatch(trees::categorical);
    }

    @Test
    void scoresRiseWithAFeatureThatMustRaiseThem() {
        for (boolean rising : new boolean[] {true, false}) {
            LightGbmModel model = LightGbmTrainer.builder("regression")
                    .trees(30)
                    .monotone("signal", rising)
                    .build()
                    .train(rows(1));
            double[] values = new double[3 * 41];
            for (int i = 0; i < 41; i++) {
                values[3 * i] = i / 40.0;
            }
            double[] scores = new double[41];
            TreeScorer.of(model.ensemble()).score(values, 41, scores);
            for (int i = 1; i < 41; i++) {
                assertThat(rising ? scores[i] - scores[i - 1] : scores[i - 1] - scores[i])
                        .isNotNegative();
            }
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        TrainingRows rows = rows(1);
        LightGbmTrainer unknown =
                LightGbmTrainer.builder("regression").categorical("height").build();
        assertThatThrownBy(() -> unknown.train(rows)).hasMessageContaining("\"height\" is none");
        LightGbmTrainer martian = LightGbmTrainer.builder("martian").build();
        assertThatThrownBy(() -> martian.train(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("martian");
        LightGbmTrainer plain = LightGbmTrainer.builder("regression").build();
        TrainingRows other = TrainingRows.of(List.of("x"), new double[1], new float[1]);
        assertThatThrownBy(() -> plain.train(rows, other)).hasMessageContaining("had [x]");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        LightGbmTrainer.Builder builder = LightGbmTrainer.builder("regression");
        assertThatThrownBy(() -> builder.trees(0)).hasMessageContaining("1 or more, was 0");
        assertThatThrownBy(() -> builder.leaves(1)).hasMessageContaining("2 or more, was 1");
        assertThatThrownBy(() -> builder.leafRows(-1)).hasMessageContaining("was -1");
        assertThatThrownBy(() -> builder.learningRate(Double.NaN)).hasMessageContaining("was NaN");
        assertThatThrownBy(() -> builder.seed(-1)).hasMessageContaining("was -1");
        assertThatThrownBy(() -> builder.seed(1L << 31)).hasMessageContaining("was 2147483648");
        assertThatThrownBy(() -> builder.threads(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> builder.earlyStopping(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> builder.parameter("a b", "1")).hasMessageContaining("without spaces");
        assertThatThrownBy(() -> builder.parameter("a", "1=2")).hasMessageContaining("without spaces");
        assertThatThrownBy(() -> builder.parameter("a", "")).hasMessageContaining("without spaces");
    }

    /** The same classes, loaded where lightgbm4j is not. */
    @Test
    void withoutTheNativeLibraryTheMessageSaysWhatToAdd() throws ReflectiveOperationException, IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("lightgbm4j")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> probe = loader.loadClass(Probe.class.getName());
            assertThat(probe).isNotEqualTo(Probe.class);
            assertThatThrownBy(() -> {
                        try {
                            probe.getMethod("train").invoke(null);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("io.github.metarank:lightgbm4j:4.3.0-1")
                    .hasMessageContaining("--add-modules lightgbm4j");
        }
    }

    /** Trains on two rows. */
    public static final class Probe {
        private Probe() {}

        /** Called by reflection. */
        public static void train() {
            LightGbmTrainer.builder("regression")
                    .build()
                    .train(TrainingRows.of(List.of("x"), new double[2], new float[2]));
        }
    }

    /** 500 rows; the label rises with the signal, depends on the kind, and is noisy. */
    private static TrainingRows rows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[1500];
        float[] labels = new float[500];
        for (int row = 0; row < 500; row++) {
            fill(values, row, random);
            double kind = values[3 * row + 1];
            labels[row] = (float) (values[3 * row] + (kind % 2) + random.nextDouble());
        }
        return TrainingRows.of(FEATURES, values, labels);
    }

    /** 100 queries of ten rows: the one of the largest signal is relevant. */
    private static TrainingRows queries(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[3000];
        float[] labels = new float[1000];
        int[] sizes = new int[100];
        Arrays.fill(sizes, 10);
        for (int row = 0; row < 1000; row++) {
            fill(values, row, random);
        }
        for (int query = 0; query < 100; query++) {
            int best = query * 10;
            for (int row = query * 10; row < query * 10 + 10; row++) {
                best = values[3 * row] > values[3 * best] ? row : best;
            }
            labels[best] = 2;
        }
        return TrainingRows.ofQueries(FEATURES, values, labels, sizes);
    }

    private static void fill(double[] values, int row, SplittableRandom random) {
        values[3 * row] = random.nextDouble();
        values[3 * row + 1] = random.nextInt(6);
        values[3 * row + 2] = random.nextDouble();
    }
}
