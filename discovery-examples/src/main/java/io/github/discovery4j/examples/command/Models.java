package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.evaluation.ModelTrainer;
import io.github.discovery4j.rank.factorization.BprTrainer;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.EaseTrainer;
import io.github.discovery4j.rank.factorization.IalsTrainer;
import io.github.discovery4j.rank.factorization.PopularityModel;
import io.github.discovery4j.rank.factorization.Rp3BetaTrainer;
import io.github.discovery4j.rank.factorization.UserScorer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The models that can be evaluated by name, each with its settings. */
final class Models {

    /** The name of the one model that is bounded by the size of the catalogue. */
    static final String EASE = "ease";

    /** Trains a model. */
    private interface Training {
        CatalogueModel train(Interactions train, long seed);
    }

    /** Makes a training of settings. */
    private interface Preparation {
        Training of(ModelSettings settings, int threads);
    }

    /**
     * A model.
     *
     * @param settings the model's name, and its defaults
     * @param preparation refuses settings out of range
     */
    private record Model(ModelSettings settings, Preparation preparation) {

        String name() {
            return settings.model();
        }
    }

    private static final List<Model> ALL = List.of(
            new Model(
                    ModelSettings.of("popularity"),
                    (settings, threads) -> (train, seed) -> PopularityModel.countingPeople(train)),
            new Model(ModelSettings.of(EASE, "regularization", EaseTrainer.DEFAULT_REGULARIZATION), Models::ease),
            new Model(
                    ModelSettings.of(
                            "rp3beta",
                            "walkExponent",
                            Rp3BetaTrainer.DEFAULT_WALK_EXPONENT,
                            "popularityExponent",
                            Rp3BetaTrainer.DEFAULT_POPULARITY_EXPONENT,
                            "neighbours",
                            Rp3BetaTrainer.DEFAULT_NEIGHBOURS,
                            "minCommonUsers",
                            1),
                    Models::rp3Beta),
            new Model(
                    ModelSettings.of(
                            "ials",
                            "dimension",
                            IalsTrainer.DEFAULT_DIMENSION,
                            "epochs",
                            IalsTrainer.DEFAULT_EPOCHS,
                            "regularization",
                            IalsTrainer.DEFAULT_REGULARIZATION,
                            "unobservedWeight",
                            IalsTrainer.DEFAULT_UNOBSERVED_WEIGHT,
                            "frequencyExponent",
                            IalsTrainer.DEFAULT_FREQUENCY_EXPONENT),
                    Models::ials),
            new Model(
                    ModelSettings.of(
                            "bpr",
                            "dimension",
                            BprTrainer.DEFAULT_DIMENSION,
                            "epochs",
                            BprTrainer.DEFAULT_EPOCHS,
                            "learningRate",
                            BprTrainer.DEFAULT_LEARNING_RATE,
                            "regularization",
                            BprTrainer.DEFAULT_REGULARIZATION,
                            "foldInEpochs",
                            BprTrainer.DEFAULT_FOLD_IN_EPOCHS),
                    (settings, threads) -> bpr(settings)));

    private Models() {}

    private static Training ease(ModelSettings settings, int threads) {
        EaseTrainer trainer = EaseTrainer.builder()
                .regularization(settings.number("regularization"))
                .threads(threads)
                .build();
        return (train, seed) -> trainer.train(train);
    }

    private static Training rp3Beta(ModelSettings settings, int threads) {
        Rp3BetaTrainer trainer = Rp3BetaTrainer.builder()
                .walkExponent(settings.number("walkExponent"))
                .popularityExponent(settings.number("popularityExponent"))
                .neighbours(settings.whole("neighbours"))
                .minCommonUsers(settings.whole("minCommonUsers"))
                .threads(threads)
                .build();
        return (train, seed) -> trainer.train(train);
    }

    private static Training ials(ModelSettings settings, int threads) {
        ialsBuilder(settings, threads).build(); // refuses settings now rather than in the middle of an evaluation
        return (train, seed) ->
                ialsBuilder(settings, threads).seed(seed).build().train(train);
    }

    private static IalsTrainer.Builder ialsBuilder(ModelSettings settings, int threads) {
        return IalsTrainer.builder()
                .dimension(settings.whole("dimension"))
                .epochs(settings.whole("epochs"))
                .regularization(settings.number("regularization"))
                .unobservedWeight(settings.number("unobservedWeight"))
                .frequencyExponent(settings.number("frequencyExponent"))
                .threads(threads);
    }

    private static Training bpr(ModelSettings settings) {
        bprBuilder(settings).build(); // as above
        return (train, seed) -> bprBuilder(settings).seed(seed).build().train(train);
    }

    private static BprTrainer.Builder bprBuilder(ModelSettings settings) {
        return BprTrainer.builder()
                .dimension(settings.whole("dimension"))
                .epochs(settings.whole("epochs"))
                .learningRate(settings.number("learningRate"))
                .regularization(settings.number("regularization"))
                .foldInEpochs(settings.whole("foldInEpochs"));
    }

    /**
     * Looks a model up.
     *
     * @param chosen settings that replace defaults, such as {@code ease.regularization} → {@code 100}
     * @throws IllegalArgumentException if there is none of that name, or a setting is wrong; the message lists what exists
     */
    static ModelTrainer trainer(String name, Map<String, String> chosen, int threads) {
        Model model = named(name);
        Training training = model.preparation().of(model.settings().with(chosen), threads);
        return ModelTrainer.foldingIn(
                (train, histories, seed) -> new UserScorer(training.train(train, seed), histories));
    }

    /** {@return a known model's hyper-parameters as text} */
    static Map<String, String> settings(String name, Map<String, String> chosen) {
        return named(name).settings().with(chosen).asMap();
    }

    private static Model named(String name) {
        return ALL.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model must be one of "
                        + ALL.stream().map(Model::name).collect(Collectors.joining(", ")) + ", was \"" + name + "\""));
    }

    /** The names, for help texts. */
    static final class Names implements Iterable<String> {

        Names() {}

        @Override
        public Iterator<String> iterator() {
            return ALL.stream().map(Model::name).iterator();
        }
    }
}
