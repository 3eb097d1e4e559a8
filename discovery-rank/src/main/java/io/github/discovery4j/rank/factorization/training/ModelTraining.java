package io.github.discovery4j.rank.factorization.training;

import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.Coverage;
import io.github.discovery4j.core.artefact.TrainingData;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.evaluation.ModelReport;
import io.github.discovery4j.core.evaluation.PerUserRandomSplitter;
import io.github.discovery4j.core.evaluation.TrainTest;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.EpochListener;
import io.github.discovery4j.rank.factorization.ModelArtefacts;
import io.github.discovery4j.rank.factorization.UserScorer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Carries a plan out: chooses settings and epochs on a validation part, then learns from everything with them.
 *
 * <p>A share of each person's likes, drawn from the seed, is held out; each trial learns from the rest and is measured by
 * nDCG@10 on what was held out. A model with epochs is looked at while it learns, and a trial ends when it has not become
 * better for {@linkplain TrainingPlan#patience some looks}. The best trial's settings, and the number of epochs after which
 * it was best, train the model on all interactions. Where nobody has likes enough to hold one out, nothing is measured and
 * the plan's own values are taken.
 *
 * <p>After each trial a checkpoint is left; a training that is cut off goes on after it, if plan and data are the same. The
 * result is the same.
 *
 * <p><b>Cost:</b> as many trainings as trials, and one; two models are in memory at a time at most. Of a blend, parts whose
 * settings stay the same are trained once for all trials. <b>Determinism:</b> the
 * same plan and data give the same model, with any number of threads. <b>Threads:</b> belongs to one thread.
 */
public final class ModelTraining {

    /** What models are compared by. */
    public static final String METRIC = "ndcg@10";

    private static final List<String> REPORTED = List.of(METRIC, "recall@10", "coverage@10");
    private static final int CUTOFF = 10;

    private final TrainingPlan plan;
    private final TrainingWatch watch;
    private TrainedParts parts = new TrainedParts();

    private ModelTraining(TrainingPlan plan, TrainingWatch watch) {
        this.plan = plan;
        this.watch = watch;
    }

    /**
     * Trains.
     *
     * @param plan what and how
     * @param data what to learn from, possibly nothing
     * @return the model
     * @throws IllegalArgumentException if a setting is out of its range, or the model refuses the data
     */
    public static TrainedModel run(TrainingPlan plan, Interactions data) {
        return run(plan, data, data, TrainingWatch.NONE);
    }

    /**
     * Trains, watched.
     *
     * @param plan what and how
     * @param all everything that there is, for the coverage; often the same as the data
     * @param data what to learn from, possibly nothing
     * @param watch keeps checkpoints, and can stop it by throwing
     * @return the model
     * @throws IllegalArgumentException if a setting is out of its range, or the model refuses the data
     */
    public static TrainedModel run(TrainingPlan plan, Interactions all, Interactions data, TrainingWatch watch) {
        return new ModelTraining(plan, watch).run(all, data);
    }

    private TrainedModel run(Interactions all, Interactions given) {
        Interactions data = plan.minimums().of(given);
        String digest = TrainingData.digest(data);
        TrialLog log = new TrialLog(plan.fingerprint() + " " + digest);
        watch.checkpoint().ifPresent(log::restore);
        Interactions likes = data.subset(index -> data.weight(index) > 0);
        TrainTest split = new PerUserRandomSplitter(1 - plan.validationShare()).split(likes, plan.seed());
        List<Map<String, Double>> wanted = plan.search().trials(plan.recipe().settings(), plan.values(), plan.seed());
        if (split.test().size() > 0) {
            runTrials(wanted, split, log);
        }
        Trial best = log.trials().stream()
                .reduce((one, other) -> other.score() > one.score() ? other : one)
                .orElseGet(() -> new Trial(wanted.getFirst(), 0, Map.of()));
        watch.onStep("learning from everything");
        parts = new TrainedParts(); // those of the trials are not needed any more
        CatalogueModel model = train(data, settled(best), (epoch, now) -> {
            watch.throwIfStopped();
            return true;
        });
        return new TrainedModel(model, description(all, data, digest, model, best, log.trials()), log.trials());
    }

    private void runTrials(List<Map<String, Double>> wanted, TrainTest split, TrialLog log) {
        for (int done = log.trials().size(); done < wanted.size(); done++) {
            watch.throwIfStopped();
            watch.onStep("trial %d of %d".formatted(done + 1, wanted.size()));
            Trial trial = run(wanted.get(done), split);
            log.trials().add(trial);
            watch.onTrial(done + 1, wanted.size(), trial);
            watch.checkpoint(log.checkpoint());
        }
    }

    private Trial run(Map<String, Double> values, TrainTest split) {
        Looks looks = new Looks(split);
        CatalogueModel last = train(split.train(), values, plan.recipe().iterative() ? looks : EpochListener.NONE);
        if (!plan.recipe().iterative()) {
            looks.measure(0, last);
        }
        return new Trial(values, looks.bestEpoch, looks.best);
    }

    private CatalogueModel train(Interactions interactions, Map<String, Double> values, EpochListener listener) {
        return plan.recipe()
                .train(interactions, new ModelRecipe.With(values, plan.seed(), plan.threads(), listener, parts));
    }

    /** The best trial's settings, ending after the epoch in which it was best. */
    private static Map<String, Double> settled(Trial best) {
        Map<String, Double> values = new LinkedHashMap<>(best.values());
        if (best.epochs() > 0) {
            values.put(ModelRecipe.EPOCHS, (double) best.epochs());
        }
        return values;
    }

    private ArtefactDescription description(
            Interactions all, Interactions data, String digest, CatalogueModel model, Trial best, List<Trial> trials) {
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, Double> values = settled(best);
        plan.recipe()
                .settings()
                .forEach(setting -> settings.put(
                        setting.name(), setting.text(values.getOrDefault(setting.name(), setting.normal()))));
        ArtefactDescription.Builder description = ArtefactDescription.of(ModelArtefacts.kind(model))
                .counts(data.users().size(), model.items().size())
                .embeddingDim(ModelArtefacts.embeddingDim(model))
                .coverage(Coverage.of(all, data))
                .hyperParameters(settings)
                .seed(plan.seed())
                .trainingData(digest);
        best.metrics().forEach((name, value) -> description.metric("validation." + name, value));
        if (!trials.isEmpty()) {
            description.metric("search.trials", trials.size());
            description.metric("search.first." + METRIC, trials.getFirst().score());
        }
        return description.build();
    }

    /** Looks at a model now and then while it learns, and remembers when it was best. */
    private final class Looks implements EpochListener {

        private final TrainTest split;
        private Map<String, Double> best = Map.of();
        private int bestEpoch;
        private int worseLooks;

        Looks(TrainTest split) {
            this.split = split;
        }

        @Override
        public boolean afterEpoch(int epoch, Supplier<? extends CatalogueModel> model) {
            watch.throwIfStopped();
            if (epoch % plan.recipe().epochsPerLook() == 0) {
                measure(epoch, model.get());
                watch.onStep("epoch %d, %s %.4f, best %.4f after %d".formatted(epoch, METRIC, last, best(), bestEpoch));
            }
            return worseLooks < plan.patience();
        }

        private double last;

        private double best() {
            return best.getOrDefault(METRIC, Double.NEGATIVE_INFINITY);
        }

        void measure(int epoch, CatalogueModel model) {
            ModelReport report = Evaluator.builder()
                    .model(plan.recipe().name(), (train, seed) -> new UserScorer(model, train))
                    .k(CUTOFF)
                    .seedList(plan.seed())
                    .threads(plan.threads())
                    .build()
                    .evaluate(split)
                    .model(plan.recipe().name());
            last = report.metric(METRIC).mean();
            if (last > best()) {
                Map<String, Double> metrics = new LinkedHashMap<>();
                REPORTED.forEach(name -> metrics.put(name, report.metric(name).mean()));
                best = metrics;
                bestEpoch = epoch;
                worseLooks = 0;
            } else {
                worseLooks++;
            }
        }
    }
}
