package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.evaluation.EvaluationListener.Phase;
import io.github.discovery4j.core.evaluation.EvaluationListener.Progress;
import io.github.discovery4j.core.evaluation.EvaluationListener.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** One run of an {@link Evaluator}: every seed, every model, one after the other. Used once. */
final class Experiment {

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * What is to be done.
     *
     * @param resamples of the users, to compare models by; 0 for no comparison
     */
    record Plan(
            Protocol protocol,
            Map<String, ModelTrainer> models,
            List<Long> seeds,
            List<SegmentRule> segments,
            int resamples,
            int threads,
            EvaluationListener listener) {}

    private final Plan plan;
    private final int depth;
    private final Map<String, Measurements> measurements = new LinkedHashMap<>();
    private final Map<String, List<Integer>> segmentUsers = new LinkedHashMap<>();
    private final List<SplitCounts> counts = new ArrayList<>();
    private final UserValues userValues;
    private int userCount;
    private int itemCount;
    private int runsDone;

    /** What was measured of one model, a value a seed. */
    private static final class Measurements {
        private final Map<String, List<Double>> values = new LinkedHashMap<>();
        private final Map<String, Map<String, List<Double>>> ofSegments = new LinkedHashMap<>();
        private long trainingNanos;
        private long scoringNanos;
    }

    /** One seed's split, and what is measured on it. */
    private record Round(long seed, PreparedSplit split, List<Measure> measures, List<SegmentRule.Bound> segments) {}

    Experiment(Plan plan) {
        this.plan = plan;
        this.depth = plan.protocol.cutoffs().get(plan.protocol.cutoffs().size() - 1);
        this.userValues = new UserValues(plan.models.keySet());
        plan.segments.forEach(rule -> segmentUsers.put(rule.name(), new ArrayList<>()));
    }

    EvaluationReport run(String name, String splitDescription, LongFunction<TrainTest> splits) {
        for (long seed : plan.seeds) {
            TrainTest parts = splits.apply(seed);
            PreparedSplit split = PreparedSplit.of(parts, seed);
            counts.add(split.counts());
            userCount = parts.train().users().size();
            itemCount = split.itemCount();
            Round round = new Round(
                    seed,
                    split,
                    Measure.of(plan.protocol, parts),
                    plan.segments.stream().map(rule -> rule.bind(parts)).toList());
            plan.models.forEach((model, trainer) -> evaluate(model, trainer, round));
        }
        Map<String, ModelReport> reports = new LinkedHashMap<>();
        measurements.forEach((model, measured) -> reports.put(model, report(measured)));
        return new EvaluationReport(
                name,
                describe(splitDescription),
                plan.seeds,
                userCount,
                itemCount,
                counts,
                plan.segments.stream()
                        .map(rule -> new Segment(rule.name(), rule.definition(), users(rule)))
                        .toList(),
                reports,
                plan.resamples == 0 ? List.of() : userValues.compare(plan.resamples, plan.threads),
                plan.threads);
    }

    private List<Integer> users(SegmentRule rule) {
        return segmentUsers.getOrDefault(rule.name(), List.of());
    }

    private void evaluate(String name, ModelTrainer trainer, Round round) {
        Measurements measured = measurements.computeIfAbsent(name, added -> new Measurements());
        tell(name, round.seed, Phase.TRAINING);
        TrainTest parts = round.split.parts();
        long start = System.nanoTime();
        ScoringModel model = trainer.train(parts.train(), parts.histories(), round.seed);
        long trained = System.nanoTime();
        tell(name, round.seed, Phase.SCORING);
        String run = "model \"" + name + "\", seed " + round.seed;
        Rankings rankings = UserRanking.of(run, round.split, model, depth, round.measures, plan.threads);
        measured.scoringNanos += System.nanoTime() - trained;
        measured.trainingNanos += trained - start;
        Map<String, Double> values = new LinkedHashMap<>();
        for (Measure measure : round.measures) {
            double value = measure.of(rankings, run);
            values.put(measure.key(), value);
            add(measured.values, measure, value);
        }
        for (SegmentRule.Bound segment : round.segments) {
            measure(segment, rankings, round, measured, run);
        }
        if (plan.resamples > 0) {
            userValues.add(name, round.measures, rankings);
        }
        plan.listener.onRun(new Run(name, round.seed, (trained - start) / NANOS_PER_SECOND, values));
        runsDone++;
        tell(name, round.seed, Phase.DONE);
    }

    private void measure(SegmentRule.Bound segment, Rankings rankings, Round round, Measurements measured, String run) {
        String name = segment.rule().name();
        Rankings part = segment.of(rankings);
        List<Integer> users = users(segment.rule());
        if (users.size() < counts.size()) {
            users.add(part.lists().size());
        }
        Map<String, List<Double>> values = measured.ofSegments.computeIfAbsent(name, added -> new LinkedHashMap<>());
        for (Measure measure : round.measures) {
            if (segment.measures(measure) && !part.lists().isEmpty()) {
                add(values, measure, measure.of(part, run + ", segment \"" + name + "\""));
            }
        }
    }

    private static void add(Map<String, List<Double>> values, Measure measure, double value) {
        values.computeIfAbsent(measure.key(), key -> new ArrayList<>()).add(value);
    }

    private void tell(String model, long seed, Phase phase) {
        plan.listener.onProgress(new Progress(model, seed, phase, runsDone, plan.models.size() * plan.seeds.size()));
    }

    private ModelReport report(Measurements measured) {
        Map<String, Map<String, Summary>> segments = new LinkedHashMap<>();
        measured.ofSegments.forEach((name, values) -> segments.put(name, summaries(values)));
        return new ModelReport(
                summaries(measured.values),
                segments,
                measured.trainingNanos / NANOS_PER_SECOND / plan.seeds.size(),
                measured.scoringNanos / NANOS_PER_SECOND / plan.seeds.size());
    }

    /** Leaves out what some seed has no value of. */
    private Map<String, Summary> summaries(Map<String, List<Double>> values) {
        Map<String, Summary> summaries = new LinkedHashMap<>();
        values.forEach((key, list) -> {
            if (list.size() == plan.seeds.size()) {
                summaries.put(key, Summary.of(list));
            }
        });
        return summaries;
    }

    private String describe(String split) {
        boolean sampled = plan.protocol.metrics().stream().anyMatch(SampledNegatives.class::isInstance);
        return split
                + "; every interaction is a positive; items that the user has in training are masked, all other items"
                + " of the catalogue are ranked; equal scores by code point of the item id, smaller first; mean over"
                + " users with a test item; nDCG with binary gains and the ideal truncated at k; sd is the sample"
                + " standard deviation over seeds"
                + (sampled ? "; metrics with _sampled_ in their name rank that many sampled items only" : "")
                + (plan.resamples == 0
                        ? ""
                        : "; models compared by a paired bootstrap of " + plan.resamples
                                + " resamples of the users, values averaged over seeds, 95 % percentile intervals,"
                                + " two-sided p corrected after Holm for all pairs on a metric");
    }
}
