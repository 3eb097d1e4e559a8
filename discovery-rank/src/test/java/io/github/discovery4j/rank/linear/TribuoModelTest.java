package io.github.discovery4j.rank.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.data.TrainingRows;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.SimpleTransform;

class TribuoModelTest {

    private static final String[] NAMES = {"near", "age"};

    @TempDir
    Path folder;

    @Test
    void aLogisticRegressionFindsTheWeightsOfItsRows() {
        TribuoModel model =
                TribuoTrainer.logistic().epochs(100).learningRate(0.5).build().train(complete(1));
        assertThat(model.linear()).isTrue();
        LinearScore score = (LinearScore) model.scorer();
        assertThat(weight(model, score, "near")).isCloseTo(6, within(1.0));
        assertThat(weight(model, score, "age")).isCloseTo(-0.15, within(0.03));
        assertThat(score.intercept()).isCloseTo(3, within(1.0));
    }

    @Test
    void aRegressionFindsTheLineThroughItsRows() {
        TrainingRows rows = complete(2);
        float[] labels = new float[rows.rows()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = (float) (2 * rows.values()[2 * row] - 0.1 * rows.values()[2 * row + 1] + 5);
        }
        TribuoModel model = TribuoTrainer.regression()
                .epochs(200)
                .learningRate(0.5)
                .build()
                .train(TrainingRows.of(rows.features(), rows.values(), labels));
        LinearScore score = (LinearScore) model.scorer();
        assertThat(weight(model, score, "near")).isCloseTo(2, within(0.05));
        assertThat(weight(model, score, "age")).isCloseTo(-0.1, within(0.005));
        assertThat(score.intercept()).isCloseTo(5, within(0.2));
    }

    @Test
    void aHingeTellsItsClassesApart() {
        TrainingRows rows = complete(3);
        TribuoModel model = TribuoTrainer.hinge().build().train(rows);
        int right = 0;
        for (int row = 0; row < rows.rows(); row++) {
            right += score(model, rows, row) > 0 == rows.labels()[row] > 0 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(rows.rows() * 7 / 10);
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        TrainingRows rows = TribuoRows.of(4, NAMES);
        LinearScore one =
                (LinearScore) TribuoTrainer.logistic().build().train(rows).scorer();
        LinearScore same =
                (LinearScore) TribuoTrainer.logistic().build().train(rows).scorer();
        LinearScore other = (LinearScore)
                TribuoTrainer.logistic().seed(7).build().train(rows).scorer();
        for (int f = 0; f < NAMES.length; f++) {
            assertThat(same.weight(f)).isEqualTo(one.weight(f));
        }
        assertThat(same.intercept()).isEqualTo(one.intercept());
        assertThat(other.weight(0)).isNotEqualTo(one.weight(0));
    }

    @Test
    void scoresAreTribuosOwn() throws IOException {
        TrainingRows rows = TribuoRows.of(5, NAMES);
        Path file = folder.resolve("model");
        TribuoTrainer.regression().build().train(rows).save(file);
        TribuoModel read = TribuoModel.load(file);
        Model<Regressor> theirs = Model.deserializeFromFile(file).castModel(Regressor.class);
        for (int row = 0; row < 100; row++) {
            double[] values = row(rows, row);
            if (!Double.isNaN(values[0]) && !Double.isNaN(values[1])) {
                double expected = theirs.predict(new ArrayExample<>(new Regressor("score", 0), NAMES, values))
                        .getOutput()
                        .getValues()[0];
                assertThat(score(read, rows, row)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void modelsThatTribuoTrainedElsewhereAreRead() throws IOException {
        TribuoModel plain = saved(new LogisticRegressionTrainer().train(labelled("0", TribuoModel.POSITIVE)));
        assertThat(plain.linear()).isTrue();
        assertThat(plain.features()).containsExactlyInAnyOrder(NAMES);
        TribuoModel machine =
                saved(new FMClassificationTrainer(new LogMulticlass(), new AdaGrad(0.1), 2, -1, 16, 1L, 3, 0.1)
                        .train(labelled("0", TribuoModel.POSITIVE)));
        assertThat(machine.linear()).isFalse();
        assertThat(machine.scorer().score(new double[] {Double.NaN, 1})).isFinite();
        TribuoModel logarithms = saved(new TransformTrainer<>(
                        new LogisticRegressionTrainer(), new TransformationMap(List.of(SimpleTransform.add(1))))
                .train(labelled("0", TribuoModel.POSITIVE)));
        assertThat(logarithms.linear()).isFalse();
        assertThat(logarithms.scorer().score(new double[] {0.5, 30})).isBetween(0.0, 1.0);
        TribuoModel clamped = saved(new TransformTrainer<>(
                        new LogisticRegressionTrainer(),
                        new TransformationMap(List.of(SimpleTransform.threshold(-10, 1000))))
                .train(labelled("0", TribuoModel.POSITIVE)));
        assertThat(clamped.linear()).isFalse();
        TribuoModel dense = saved(new TransformTrainer<>(
                        new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                                new SquaredLoss(), new AdaGrad(0.1), 2, 1L),
                        new TransformationMap(List.of(SimpleTransform.mul(2))),
                        true)
                .train(numbered("score")));
        assertThat(dense.linear()).isFalse();
        assertThat(dense.scorer().score(new double[] {0.5, 30})).isFinite();
    }

    @Test
    void modelsWithoutOneScoreAreRefused() {
        assertThatThrownBy(() -> saved(new LogisticRegressionTrainer().train(labelled("no", "yes"))))
                .isInstanceOf(TribuoModelException.class)
                .hasMessageContaining("one is \"1\", has the labels")
                .hasMessageContaining("yes");
        assertThatThrownBy(() -> saved(new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 1, 1L)
                        .train(labelled("0", "1", "2"))))
                .isInstanceOf(TribuoModelException.class);
        assertThatThrownBy(() -> saved(new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                                new SquaredLoss(), new AdaGrad(0.1), 1, 1L)
                        .train(numbered("a", "b"))))
                .isInstanceOf(TribuoModelException.class)
                .hasMessageContaining("has the dimensions");
    }

    @Test
    void aDamagedFileIsRefusedWithItsName() throws IOException {
        Path file = folder.resolve("damaged");
        TribuoTrainer.logistic().build().train(complete(6)).save(file);
        byte[] bytes = Files.readAllBytes(file);
        for (byte[] damaged :
                new byte[][] {Arrays.copyOf(bytes, bytes.length / 2), new byte[0], "text".getBytes("UTF-8")}) {
            Files.write(file, damaged);
            assertThatThrownBy(() -> TribuoModel.load(file))
                    .isInstanceOf(TribuoModelException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aBitThatIsAnotherIsRefusedInOurWordsOrDoesNoHarm() throws IOException {
        Path file = folder.resolve("flipped");
        TribuoTrainer.logistic().build().train(complete(6)).save(file);
        byte[] bytes = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(TribuoModel.parse(flipped, "flipped").features()).isNotEmpty();
            } catch (TribuoModelException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void anArtefactKeepsTheModelAndWhereItComesFrom() throws IOException {
        TrainingRows rows = TribuoRows.of(7, NAMES);
        TribuoModel trained = TribuoTrainer.logistic().build().train(rows);
        ArtefactStore store = ArtefactStore.at(folder.resolve("store"));
        store.publish(writer -> {
            TribuoArtefacts.write(trained, writer);
            return TribuoArtefacts.describe(trained).seed(42).build();
        });
        TribuoModel read = store.load(artefact -> {
                    assertThat(artefact.manifest().description().hyperParameters())
                            .containsEntry("tribuo.version", "4.3.2")
                            .containsEntry("tribuo.examples", Integer.toString(rows.rows()))
                            .containsKey("tribuo.trainer");
                    return TribuoArtefacts.read(artefact);
                })
                .value();
        for (int row = 0; row < 100; row++) {
            assertThat(score(read, rows, row)).isEqualTo(score(trained, rows, row));
        }
    }

    @Test
    void anArtefactWithAnotherModelThanItSaysIsRefused() throws IOException {
        TribuoModel trained = TribuoTrainer.logistic().build().train(complete(8));
        ArtefactStore store = ArtefactStore.at(folder.resolve("store"));
        store.publish(writer -> {
            TribuoArtefacts.write(trained, writer);
            return TribuoArtefacts.describe(trained).features(List.of("height")).build();
        });
        assertThatThrownBy(() -> store.load(TribuoArtefacts::read))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("feature_schema");
        store.publish(writer -> {
            writer.bytes("model", new byte[] {1, 2, 3});
            return TribuoArtefacts.describe(trained).build();
        });
        assertThatThrownBy(() -> store.load(TribuoArtefacts::read))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("another version of the artefact");
    }

    @Test
    void rowsThatNothingCanBeLearnedFromAreRefused() {
        TribuoTrainer trainer = TribuoTrainer.logistic().build();
        List<String> x = List.of("x");
        assertThatThrownBy(() -> trainer.train(TrainingRows.of(x, new double[2], new float[2])))
                .hasMessageContaining("0 of 2 are");
        assertThatThrownBy(() -> trainer.train(TrainingRows.of(x, new double[2], new float[] {1, 1})))
                .hasMessageContaining("2 of 2 are");
        assertThatThrownBy(
                        () -> TribuoTrainer.regression().build().train(TrainingRows.of(x, new double[0], new float[0])))
                .hasMessageContaining("were 0 rows of 1 features");
        assertThatThrownBy(() -> trainer.train(TrainingRows.of(List.of(), new double[0], new float[2])))
                .hasMessageContaining("were 2 rows of 0 features");
        assertThatThrownBy(() -> trainer.train(
                        TrainingRows.of(x, new double[] {1, Double.NEGATIVE_INFINITY}, new float[] {0, 1})))
                .hasMessageContaining("was -Infinity (feature \"x\", row 1)");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        TribuoTrainer.Builder builder = TribuoTrainer.logistic();
        assertThatThrownBy(() -> builder.epochs(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> builder.batchRows(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> builder.learningRate(0)).hasMessageContaining("was 0.0");
        assertThatThrownBy(() -> builder.learningRate(Double.NaN)).hasMessageContaining("NaN");
        assertThat(builder.batchRows(1).seed(1).build().train(complete(9)).linear())
                .isTrue();
    }

    /** The same classes, loaded where Tribuo is not. */
    @Test
    void withoutTribuoTheMessageSaysWhatToAdd() throws ReflectiveOperationException, IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("tribuo")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> probe = loader.loadClass(Probe.class.getName());
            assertThatThrownBy(() -> {
                        try {
                            probe.getMethod("train").invoke(null);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("org.tribuo:tribuo-classification-sgd:4.3.2")
                    .hasMessageContaining("--add-modules");
        }
    }

    /** Trains on two rows. */
    public static final class Probe {
        private Probe() {}

        /** Called by reflection. */
        public static void train() {
            TribuoTrainer.regression().build().train(TrainingRows.of(List.of("x"), new double[2], new float[2]));
        }
    }

    private TribuoModel saved(Model<?> model) throws IOException {
        Path file = folder.resolve("theirs");
        model.serializeToFile(file);
        return TribuoModel.load(file);
    }

    private static MutableDataset<Label> labelled(String... labels) {
        return dataset(new LabelFactory(), row -> new Label(labels[row % labels.length]));
    }

    private static MutableDataset<Regressor> numbered(String... dimensions) {
        return dataset(new RegressionFactory(), row -> new Regressor(dimensions, new double[dimensions.length]));
    }

    /** Makes the output of a row. */
    private interface Outputs<T> {
        T of(int row);
    }

    private static <T extends Output<T>> MutableDataset<T> dataset(OutputFactory<T> factory, Outputs<T> outputs) {
        MutableDataset<T> dataset = new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
        TrainingRows rows = complete(1);
        for (int row = 0; row < 60; row++) {
            dataset.add(new ArrayExample<>(outputs.of(row), NAMES, row(rows, row)));
        }
        return dataset;
    }

    /** Without missing values. */
    private static TrainingRows complete(long seed) {
        TrainingRows rows = TribuoRows.of(seed, NAMES);
        double[] values = rows.values();
        float[] labels = rows.labels();
        double[] kept = new double[values.length];
        float[] keptLabels = new float[labels.length];
        int count = 0;
        for (int row = 0; row < labels.length; row++) {
            if (!Double.isNaN(values[2 * row] + values[2 * row + 1])) {
                kept[2 * count] = values[2 * row];
                kept[2 * count + 1] = values[2 * row + 1];
                keptLabels[count++] = labels[row];
            }
        }
        return TrainingRows.of(rows.features(), Arrays.copyOf(kept, 2 * count), Arrays.copyOf(keptLabels, count));
    }

    private static double[] row(TrainingRows rows, int row) {
        return Arrays.copyOfRange(rows.values(), 2 * row, 2 * row + 2);
    }

    /** Tribuo orders features by name. */
    private static double score(TribuoModel model, TrainingRows rows, int row) {
        double[] values = new double[2];
        for (int f = 0; f < 2; f++) {
            values[f] = rows.values()[
                    2 * row + rows.features().indexOf(model.features().get(f))];
        }
        return model.scorer().score(values);
    }

    private static double weight(TribuoModel model, LinearScore score, String feature) {
        return score.weight(model.features().indexOf(feature));
    }
}
