package io.github.discovery4j.rank.factorization.training;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.rank.factorization.BprTrainer;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.EaseTrainer;
import io.github.discovery4j.rank.factorization.EpochListener;
import io.github.discovery4j.rank.factorization.IalsTrainer;
import io.github.discovery4j.rank.factorization.PopularityModel;
import io.github.discovery4j.rank.factorization.Rp3BetaTrainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A model that can be trained by name. <b>Threads:</b> immutable. */
public final class ModelRecipe {

    /** The setting that a model has which is trained epoch by epoch: how many at most. */
    public static final String EPOCHS = "epochs";

    private static final String DIMENSION = "dimension";
    private static final String REGULARIZATION = "regularization";
    private static final String FREQUENCY_EXPONENT = "frequencyExponent";

    /** More than the trainer's own, because training ends when it no longer helps. */
    private static final int IALS_EPOCHS = 30;

    /** How far apart the seeds of models are that are to differ: the seeds of an evaluation's runs are neighbours. */
    static final long SEED_STEP = 1_000_003;

    /**
     * What a model is trained with.
     *
     * @param values one for each setting
     * @param seed of what is drawn at random
     * @param threads how many may work
     * @param listener looks at the model after each epoch, if it has any
     * @param parts those of a blend that need not be trained again
     */
    record With(Map<String, Double> values, long seed, int threads, EpochListener listener, TrainedParts parts) {

        double real(String name) {
            return values.getOrDefault(name, Double.NaN);
        }

        int whole(String name) {
            return (int) real(name);
        }
    }

    /** Trains a model. */
    interface Trainer {
        CatalogueModel train(Interactions interactions, With with);
    }

    private static final List<ModelRecipe> SINGLE = List.of(
            new ModelRecipe("popularity", List.of(), (data, with) -> PopularityModel.countingPeople(data), 0, 0),
            new ModelRecipe(
                    "ease",
                    List.of(
                            Setting.real(
                                    REGULARIZATION, EaseTrainer.DEFAULT_REGULARIZATION, 50, 100, 200, 500, 1000, 2000),
                            Setting.real("userExponent", 0),
                            Setting.real(FREQUENCY_EXPONENT, 0)),
                    (data, with) -> EaseTrainer.builder()
                            .regularization(with.real(REGULARIZATION))
                            .userExponent(with.real("userExponent"))
                            .frequencyExponent(with.real(FREQUENCY_EXPONENT))
                            .threads(with.threads())
                            .build()
                            .train(data),
                    0,
                    0),
            new ModelRecipe(
                    "ials",
                    List.of(
                            Setting.whole(DIMENSION, IalsTrainer.DEFAULT_DIMENSION, 32, 64, 128),
                            Setting.real(REGULARIZATION, IalsTrainer.DEFAULT_REGULARIZATION, 0.003, 0.01, 0.02, 0.05),
                            Setting.real(
                                    "unobservedWeight", IalsTrainer.DEFAULT_UNOBSERVED_WEIGHT, 0.05, 0.1, 0.2, 0.5),
                            Setting.real(FREQUENCY_EXPONENT, IalsTrainer.DEFAULT_FREQUENCY_EXPONENT),
                            Setting.real("weightScale", 0),
                            Setting.whole(EPOCHS, IALS_EPOCHS)),
                    (data, with) -> IalsTrainer.builder()
                            .dimension(with.whole(DIMENSION))
                            .regularization(with.real(REGULARIZATION))
                            .unobservedWeight(with.real("unobservedWeight"))
                            .frequencyExponent(with.real(FREQUENCY_EXPONENT))
                            .weightScale(with.real("weightScale"))
                            .epochs(with.whole(EPOCHS))
                            .seed(with.seed())
                            .threads(with.threads())
                            .build()
                            .train(data, with.listener()),
                    1,
                    IalsTrainer.DEFAULT_EPOCHS),
            new ModelRecipe(
                    "bpr",
                    List.of(
                            Setting.whole(DIMENSION, BprTrainer.DEFAULT_DIMENSION, 32, 64, 128),
                            Setting.real("learningRate", BprTrainer.DEFAULT_LEARNING_RATE, 0.02, 0.05, 0.1),
                            Setting.real(REGULARIZATION, BprTrainer.DEFAULT_REGULARIZATION, 0.001, 0.003, 0.01, 0.03),
                            Setting.whole("foldInEpochs", BprTrainer.DEFAULT_FOLD_IN_EPOCHS),
                            Setting.whole(EPOCHS, BprTrainer.DEFAULT_EPOCHS)),
                    (data, with) -> BprTrainer.builder()
                            .dimension(with.whole(DIMENSION))
                            .learningRate(with.real("learningRate"))
                            .regularization(with.real(REGULARIZATION))
                            .foldInEpochs(with.whole("foldInEpochs"))
                            .epochs(with.whole(EPOCHS))
                            .seed(with.seed())
                            .build()
                            .train(data, with.listener()),
                    5,
                    BprTrainer.DEFAULT_EPOCHS),
            new ModelRecipe(
                    "rp3beta",
                    List.of(
                            Setting.real("walkExponent", Rp3BetaTrainer.DEFAULT_WALK_EXPONENT, 0.5, 0.75, 1, 1.5),
                            Setting.real(
                                    "popularityExponent",
                                    Rp3BetaTrainer.DEFAULT_POPULARITY_EXPONENT,
                                    0.2,
                                    0.4,
                                    0.6,
                                    0.8),
                            Setting.whole("neighbours", Rp3BetaTrainer.DEFAULT_NEIGHBOURS, 50, 100, 200, 400),
                            Setting.whole("minCommonUsers", 1)),
                    (data, with) -> Rp3BetaTrainer.builder()
                            .walkExponent(with.real("walkExponent"))
                            .popularityExponent(with.real("popularityExponent"))
                            .neighbours(with.whole("neighbours"))
                            .minCommonUsers(with.whole("minCommonUsers"))
                            .threads(with.threads())
                            .build()
                            .train(data),
                    0,
                    0));

    private static final List<ModelRecipe> ALL =
            Stream.concat(SINGLE.stream(), Stream.of(BlendRecipe.of(SINGLE))).toList();

    private final String name;
    private final List<Setting> settings;
    private final Trainer trainer;
    private final int epochsPerLook;
    private final int epochs;

    /**
     * Creates a recipe.
     *
     * @param epochsPerLook 0 for a model without epochs
     * @param epochs how many there are when nobody looks
     */
    ModelRecipe(String name, List<Setting> settings, Trainer trainer, int epochsPerLook, int epochs) {
        this.name = name;
        this.settings = settings;
        this.trainer = trainer;
        this.epochsPerLook = epochsPerLook;
        this.epochs = epochs;
    }

    /** {@return all of them} */
    public static List<ModelRecipe> all() {
        return ALL;
    }

    /**
     * Looks one up.
     *
     * @param name such as {@code ease}
     * @return the recipe
     * @throws IllegalArgumentException if there is none of that name; the message lists those that exist
     */
    public static ModelRecipe named(String name) {
        return ALL.stream()
                .filter(recipe -> recipe.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model must be one of "
                        + ALL.stream().map(ModelRecipe::name).collect(Collectors.joining(", ")) + ", was \"" + name
                        + "\""));
    }

    /** {@return the model's name, which is its artefact's kind} */
    public String name() {
        return name;
    }

    /** {@return what can be set, in the order in which it is shown} */
    public List<Setting> settings() {
        return settings;
    }

    /** {@return whether the model is trained epoch by epoch, so that training can end early} */
    public boolean iterative() {
        return epochsPerLook > 0;
    }

    /** After how many epochs the model is looked at: often enough to stop in time, seldom enough not to cost more. */
    int epochsPerLook() {
        return epochsPerLook;
    }

    /**
     * Returns the settings of a model that is trained at once, with nothing held out.
     *
     * @return a value for each setting; as many epochs as the trainer has unless told otherwise
     */
    public Map<String, Double> defaults() {
        Map<String, Double> values = new LinkedHashMap<>();
        settings.forEach(setting ->
                values.put(setting.name(), setting.name().equals(EPOCHS) ? (double) epochs : setting.normal()));
        return values;
    }

    /**
     * Trains at once: nothing is held out, and no epoch is looked at.
     *
     * @param interactions what to learn from, possibly nothing
     * @param values those of {@link #defaults} that are to be others
     * @param seed of what is drawn at random, 0 or more
     * @param threads how many may work; the model does not depend on it
     * @return the model
     * @throws IllegalArgumentException if the model has no such setting, one is out of its range, or the model refuses the
     *     data
     */
    public CatalogueModel train(Interactions interactions, Map<String, Double> values, long seed, int threads) {
        Map<String, Double> all = defaults();
        values.forEach((setting, value) ->
                all.put(setting(setting).name(), setting(setting).checked(value)));
        return train(interactions, new With(all, seed, threads, EpochListener.NONE, new TrainedParts()));
    }

    /** Looks a setting up. */
    Setting setting(String wanted) {
        return settings.stream()
                .filter(known -> known.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a setting of %s must be one of %s, was \"%s\""
                        .formatted(
                                name,
                                settings.isEmpty()
                                        ? "none"
                                        : settings.stream().map(Setting::name).collect(Collectors.joining(", ")),
                                wanted)));
    }

    CatalogueModel train(Interactions interactions, With with) {
        return trainer.train(interactions, with);
    }
}
