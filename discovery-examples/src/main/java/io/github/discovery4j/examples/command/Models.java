package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.evaluation.ModelTrainer;
import io.github.discovery4j.rank.factorization.EaseTrainer;
import io.github.discovery4j.rank.factorization.PopularityModel;
import io.github.discovery4j.rank.factorization.UserScorer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The models that can be evaluated by name: one line each. */
final class Models {

    /** The name of the one model that is bounded by the size of the catalogue. */
    static final String EASE = "ease";

    /**
     * A model.
     *
     * @param name as users write it
     * @param settings its hyper-parameters as text, for the report
     * @param trainer makes its trainer, given how many threads it may use
     */
    private record Model(String name, Map<String, String> settings, IntFunction<ModelTrainer> trainer) {

        Model(String name, IntFunction<ModelTrainer> trainer) {
            this(name, Map.of(), trainer);
        }
    }

    private static final List<Model> ALL = List.of(
            new Model(
                    "popularity",
                    threads -> ModelTrainer.foldingIn((train, histories, seed) ->
                            new UserScorer(PopularityModel.countingPeople(train), histories))),
            new Model(EASE, Map.of("regularization", "" + EaseTrainer.DEFAULT_REGULARIZATION), threads -> {
                EaseTrainer trainer = EaseTrainer.builder().threads(threads).build();
                return ModelTrainer.foldingIn(
                        (train, histories, seed) -> new UserScorer(trainer.train(train), histories));
            }));

    private Models() {}

    /**
     * Looks a model up.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those that exist
     */
    static ModelTrainer trainer(String name, int threads) {
        return named(name).trainer().apply(threads);
    }

    /** {@return a known model's hyper-parameters as text} */
    static Map<String, String> settings(String name) {
        return named(name).settings();
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
