package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.FusionRule;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.ScoreScale;
import io.github.discovery4j.rank.blend.CascadeRanker;
import io.github.discovery4j.rank.blend.SumRanker;
import io.github.discovery4j.rank.blend.WeightedSum;
import io.github.discovery4j.rank.boosting.LightGbmRanker;
import io.github.discovery4j.rank.boosting.LightGbmTrainer;
import io.github.discovery4j.rank.linear.TribuoArtefacts;
import io.github.discovery4j.rank.linear.TribuoModel;
import io.github.discovery4j.rank.linear.TribuoRanker;
import io.github.discovery4j.rank.linear.TribuoTrainer;
import io.github.discovery4j.rank.onnx.OnnxRanker;
import io.github.discovery4j.rank.reciprocal.FusionTraining;
import io.github.discovery4j.rank.reciprocal.ReciprocalRanker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** The code of {@code docs/rankers.md}, and what it prints. */
class RankersGuideTest {

    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
    private static final List<String> PEOPLE = List.of("ben", "cleo", "dora", "emil");
    private static final List<String> COLUMNS = List.of("keenness", "shared");

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T02:30:00Z"));
    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    private final CandidateSource everyone = (context, limit) -> {
        CandidateList.Builder found = CandidateList.builder(context.items(), PEOPLE.size());
        PEOPLE.stream().filter(context::admits).limit(limit).forEach(id -> found.add(id, 1));
        return found.build();
    };

    @TempDir
    private Path folder;

    @BeforeEach
    void beQuiet() {
        TRIBUO.setLevel(Level.WARNING);
        NativeLibrary.load();
    }

    @Test
    void thePageIsWhatRuns() throws IOException {
        GuidePage.showsCodeOf("rankers.md", RankersGuideTest.class);
    }

    @Test
    void rankersAreSwappedInOneLine() throws IOException {
        TrainingRows rows = rows(1);
        Map<String, Ranker> rankers = new LinkedHashMap<>();
        rankers.put(
                "sum",
                WeightedSum.builder()
                        .weight("keenness", 2)
                        .weight("shared", 0.4)
                        .build());
        rankers.put("tribuo", TribuoRanker.of(TribuoTrainer.logistic().build().train(rows)));
        rankers.put(
                "trees",
                LightGbmRanker.of(LightGbmTrainer.builder("binary").build().train(rows)));
        rankers.put(
                "both",
                SumRanker.builder()
                        .add(rankers.get("tribuo"), 0.5)
                        .add(rankers.get("trees"), 0.5)
                        .build());
        rankers.forEach((name, ranker) -> out.println(name + " " + ranked(ranker)));
        assertPrinted();
    }

    @Test
    void aCascadeScoresTheBestAnew() throws IOException {
        Ranker cheap = WeightedSum.builder().weight("shared", 1).build();
        Ranker dear =
                LightGbmRanker.of(LightGbmTrainer.builder("binary").build().train(rows(1)));
        CascadeRanker cascade = CascadeRanker.of(cheap, dear, 2);
        out.println("cheap " + ranked(cheap));
        out.println("cascade " + ranked(cascade) + ", pointwise " + cascade.pointwise());
        assertPrinted();
    }

    @Test
    void bothSidesHaveToWantIt() throws IOException {
        Ranker keenness =
                WeightedSum.builder().weight("keenness", 4).intercept(-2).build();
        Ranker mutual = ReciprocalRanker.harmonic(keenness, ScoreScale.Logistic.STANDARD);
        out.println("one side " + ranked(keenness));
        out.println("both sides " + ranked(mutual));

        double[] hers = {-2, 1.5, 0.5, -1, 1, 2, 1.8, 0.2}; // scores of past pairs, and whether both said yes
        double[] his = {1, 1.2, -1.5, -0.5, 1.4, 0, 0.9, 0.6};
        boolean[] match = {false, true, false, false, true, true, false, false};
        FusionRule learned = FusionTraining.margin(hers, his, match);
        out.println("learned " + ranked(ReciprocalRanker.of(keenness, keenness, learned)));
        assertPrinted();
    }

    @Test
    void tribuosModelsAreTrainedAndKept() throws IOException {
        TrainingRows rows = rows(1);
        TribuoModel model = TribuoTrainer.logistic().epochs(50).seed(7).build().train(rows);
        ArtefactStore store = ArtefactStore.at(folder, clock);
        String version = store.publish(writer -> {
            TribuoArtefacts.write(model, writer);
            return TribuoArtefacts.describe(model).seed(7).build();
        });
        TribuoModel served = store.load(TribuoArtefacts::read).value();
        out.println(version + " " + served.provenance().get("tribuo.version") + " " + served.features());
        if (TribuoRanker.of(served).structure() instanceof RankerStructure.Linear linear) {
            linear.weights()
                    .forEach((column, weight) -> out.println(String.format(Locale.ROOT, "%s %.3f", column, weight)));
        }
        assertPrinted();
    }

    @Test
    void modelsInOnnxAreServed() throws IOException {
        OnnxLibrary.load();
        Path file = onnx(folder.resolve("model.onnx"));
        Ranker fallback = WeightedSum.builder().weight("shared", 1).build();
        Ranker onnx = OnnxRanker.builder(file)
                .columns(List.of("keenness", "shared")) // in the order of training
                .missingAs(0)
                .buildOr(fallback);
        out.println("onnx " + ranked(onnx));
        if (onnx instanceof OnnxRanker ranker) {
            ranker.close();
        }
        assertPrinted();
    }

    private String ranked(Ranker ranker) {
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(consent)
                .source("everyone", everyone)
                .hydrate(people())
                .rank(ranker)
                .build()) {
            return engine.recommend(SlateRequest.forViewer("ana").size(4).build()).items().stream()
                    .map(item -> String.format(Locale.ROOT, "%s %.3f", item.id(), item.score()))
                    .collect(Collectors.joining(", "));
        }
    }

    /** What was printed stands in the page, line by line. */
    private void assertPrinted() throws IOException {
        out.flush();
        List<String> page = Files.readAllLines(Path.of("../docs/rankers.md"));
        assertThat(printed.toString().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(page).contains(line));
    }

    /** How keen the first is on the second, and how many interests they share. */
    private static FeatureView people() {
        Map<String, float[]> pairs = Map.of(
                "ana ben",
                new float[] {0.9f, 1},
                "ben ana",
                new float[] {0.1f, 1},
                "ana cleo",
                new float[] {0.7f, 3},
                "cleo ana",
                new float[] {0.8f, 3},
                "ana dora",
                new float[] {0.2f, 5},
                "dora ana",
                new float[] {0.9f, 5},
                "ana emil",
                new float[] {0.4f, 2},
                "emil ana",
                new float[] {0.5f, 2});
        List<FeatureColumn> columns = COLUMNS.stream()
                .map(name -> FeatureColumn.number(name, SignalGroup.PROFILE, FeatureColumn.Owner.SUBJECT))
                .toList();
        return FeatureView.of("people", "1", columns, (batch, writer) -> {
            for (int row = 0; row < batch.size(); row++) {
                writer.setRow(row, pairs.get(batch.subjectId(row) + " " + batch.objectId(row)));
            }
        });
    }

    /** Past pairs: yes is said more often the keener the first is, and a little more with interests in common. */
    private static TrainingRows rows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[2000];
        float[] labels = new float[1000];
        for (int row = 0; row < 1000; row++) {
            values[2 * row] = (float) random.nextDouble();
            values[2 * row + 1] = random.nextInt(6);
            double margin = 5 * values[2 * row] + 0.4 * values[2 * row + 1] - 3.5;
            labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
        }
        return TrainingRows.of(COLUMNS, values, labels);
    }

    /** Tribuo exports what it learned; its columns stand in the order of their names. */
    private static Path onnx(Path file) throws IOException {
        RegressionFactory factory = new RegressionFactory();
        MutableDataset<Regressor> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("pairs", factory), factory);
        TrainingRows rows = rows(1);
        String[] names = COLUMNS.toArray(String[]::new);
        for (int row = 0; row < rows.rows(); row++) {
            double[] values = {rows.values()[2 * row], rows.values()[2 * row + 1]};
            dataset.add(new ArrayExample<>(new Regressor("score", rows.labels()[row]), names, values));
        }
        return Files.write(
                file,
                new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 20, 1000, 1, 42)
                        .train(dataset)
                        .exportONNXModel("pairs", 1)
                        .toByteArray());
    }
}
