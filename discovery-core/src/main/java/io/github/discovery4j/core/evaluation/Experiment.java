package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.evaluation.EvaluationListener.Phase;
import io.github.discovery4j.core.evaluation.EvaluationListener.Progress;
import io.github.discovery4j.core.evaluation.EvaluationListener.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** One run of an {@link Evaluator}: every seed, every model, one after the other. Used once. */
final class Experiment {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Protocol protocol;
    private final Map<String, ModelTrainer> models;
    private final long[] seeds;
    private final int threads;
    private final EvaluationListener listener;
    private final int depth;

    private final Map<String, Measurements> measurements = new LinkedHashMap<>();
    private final List<SplitCounts> counts = new ArrayList<>();
    private int userCount;
    private int itemCount;
    private int runsDone;

    /** What was measured of one model, a value a seed. */
    private static final class Measurements {
        private final Map<String, List<Double>> values = new LinkedHashMap<>();
        private long trainingNanos;
        private long scoringNanos;
    }

    Experiment(
            Protocol protocol,
            Map<String, ModelTrainer> models,
            long[] seeds,
            int threads,
            EvaluationListener listener) {
        this.protocol = protocol;
        this.models = models;
        this.seeds = seeds;
        this.threads = threads;
        this.listener = listener;
        this.depth = protocol.cutoffs().get(protocol.cutoffs().size() - 1);
    }

    EvaluationReport run(String name, String splitDescription, LongFunction<TrainTest> splits) {
        for (long seed : seeds) {
            PreparedSplit split = PreparedSplit.of(splits.apply(seed), seed);
            counts.add(split.counts());
            userCount = split.train().users().size();
            itemCount = split.train().items().size();
            models.forEach((model, trainer) -> evaluate(model, trainer, split, seed));
        }
        Map<String, ModelReport> reports = new LinkedHashMap<>();
        measurements.forEach((model, measured) -> reports.put(model, report(measured)));
        return new EvaluationReport(
                name,
                describe(splitDescription),
                Arrays.stream(seeds).boxed().toList(),
                userCount,
                itemCount,
                counts,
                List.of(),
                reports,
                List.of(),
                threads);
    }

    private void evaluate(String name, ModelTrainer trainer, PreparedSplit split, long seed) {
        Measurements measured = measurements.computeIfAbsent(name, added -> new Measurements());
        tell(name, seed, Phase.TRAINING);
        long start = System.nanoTime();
        ScoringModel model = trainer.train(split.train(), seed);
        long trained = System.nanoTime();
        tell(name, seed, Phase.SCORING);
        String run = "model \"" + name + "\", seed " + seed;
        Rankings rankings = UserRanking.of(run, split, model, depth, threads);
        measured.scoringNanos += System.nanoTime() - trained;
        measured.trainingNanos += trained - start;
        Map<String, Double> values = new LinkedHashMap<>();
        for (Metric metric : protocol.metrics()) {
            for (int k : protocol.cutoffs()) {
                double value = metric.value(rankings, k);
                if (!Double.isFinite(value)) {
                    throw new IllegalStateException("a metric must be finite, was " + value + " (" + metric.name() + "@"
                            + k + ", " + run + "); correct its formula");
                }
                values.put(metric.name() + "@" + k, value);
            }
        }
        values.forEach((key, value) ->
                measured.values.computeIfAbsent(key, added -> new ArrayList<>()).add(value));
        listener.onRun(new Run(name, seed, (trained - start) / NANOS_PER_SECOND, values));
        runsDone++;
        tell(name, seed, Phase.DONE);
    }

    private void tell(String model, long seed, Phase phase) {
        listener.onProgress(new Progress(model, seed, phase, runsDone, models.size() * seeds.length));
    }

    private ModelReport report(Measurements measured) {
        Map<String, Summary> summaries = new LinkedHashMap<>();
        measured.values.forEach((key, values) -> summaries.put(key, Summary.of(values)));
        return new ModelReport(
                summaries,
                Map.of(),
                measured.trainingNanos / NANOS_PER_SECOND / seeds.length,
                measured.scoringNanos / NANOS_PER_SECOND / seeds.length);
    }

    private static String describe(String split) {
        return split
                + "; every interaction is a positive; items that the user has in training are masked, all other items"
                + " of the catalogue are ranked; equal scores by code point of the item id, smaller first; mean over"
                + " users with a test item; nDCG with binary gains and the ideal truncated at k; sd is the sample"
                + " standard deviation over seeds";
    }
}
