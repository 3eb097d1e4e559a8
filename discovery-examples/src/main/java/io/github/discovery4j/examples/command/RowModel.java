package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.data.RankingData;
import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.rank.boosting.BoostingArtefacts;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import io.github.discovery4j.rank.boosting.LightGbmTrainer;
import io.github.discovery4j.rank.boosting.MalformedModelException;
import io.github.discovery4j.rank.boosting.TreeScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A model of rows: boosted trees for an objective, with settings of LightGBM. */
final class RowModel {

    /** The objectives that learn from queries or from labels of rows. */
    static final List<String> OBJECTIVES = List.of("lambdarank", "rank_xendcg", "regression", "poisson");

    private static final String TREES = "trees";
    private static final int ROWS_A_THREAD = 50_000;
    private static final String CUTOFF = "eval_at";

    private final String objective;
    private final Map<String, String> settings = new TreeMap<>();
    private final LightGbmTrainer.Builder builder;

    /**
     * Takes settings.
     *
     * @param objective one of {@link #OBJECTIVES}
     * @param settings {@code trees}, or any parameter of LightGBM
     * @throws IllegalArgumentException if the objective is another, or a setting is no word or not a number where one is due
     */
    RowModel(String objective, Map<String, String> settings) {
        if (!OBJECTIVES.contains(objective)) {
            throw new IllegalArgumentException("a model of rows must be one of %s, was \"%s\""
                    .formatted(String.join(", ", OBJECTIVES), Text.printable(objective)));
        }
        this.objective = objective;
        this.settings.putAll(settings);
        this.builder = LightGbmTrainer.builder(objective);
        if (!settings.containsKey(CUTOFF)) {
            // Of several cutoffs the first would end a training, and nDCG@1 is mostly chance.
            builder.parameter(CUTOFF, "10");
        }
        settings.forEach((name, value) -> {
            if (name.equals(TREES)) {
                builder.trees(trees(value));
            } else {
                builder.parameter(name, value);
            }
        });
    }

    private static int trees(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("trees must be a whole number, was \"%s\"".formatted(value), e);
        }
    }

    /** {@return the settings of one model among many, such as {@code lambdarank.trees} → {@code 50}, without its name} */
    static Map<String, String> settings(String model, Map<String, String> all) {
        String prefix = model + ".";
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(prefix.length()),
                        Map.Entry::getValue,
                        (a, b) -> b,
                        TreeMap::new));
    }

    Map<String, String> settings() {
        return settings;
    }

    /**
     * Trains.
     *
     * @param validation rows to stop early by
     * @param patience for how many trees they may be no better; 0 grows all
     * @throws CommandFailure if LightGBM refuses the rows, or knows no such setting
     */
    LightGbmModel train(RankingData rows, Optional<RankingData> validation, int patience, long seed, int threads) {
        int features = rows.featureCount();
        return train(dense(rows, features), validation.map(others -> dense(others, features)), patience, seed, threads);
    }

    /** Writes zeros out too; fails if that does not fit into memory. */
    private static TrainingRows dense(RankingData rows, int features) {
        try {
            return TrainingRows.of(rows, features);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Trains.
     *
     * @param validation rows to stop early by
     * @param patience for how many trees they may be no better; 0 grows all
     * @throws CommandFailure if LightGBM refuses the rows, or knows no such setting
     */
    LightGbmModel train(TrainingRows rows, Optional<TrainingRows> validation, int patience, long seed, int threads) {
        NativeBoosting.load();
        // LightGBM's threads wait busily for one another: a small set gains nothing from a second.
        builder.seed(seed).threads(Math.min(threads, 1 + rows.rows() / ROWS_A_THREAD));
        try {
            LightGbmModel model = validation.isPresent() && patience > 0
                    ? builder.earlyStopping(patience).build().train(rows, validation.get())
                    : builder.build().train(rows);
            requireKnown(model);
            return model;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA, objective + ": " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
        }
    }

    /** LightGBM passes over names that it does not know; the model's text has those that it took. */
    private void requireKnown(LightGbmModel model) {
        for (String name : settings.keySet()) {
            if (!name.equals(TREES) && !model.parameters().containsKey(name)) {
                throw new IllegalArgumentException(
                        "a setting must be trees or one of LightGBM's parameters by its own name, no alias, was \"%s\""
                                        .formatted(name)
                                + " (option --set)");
            }
        }
    }

    /**
     * Reads a model: LightGBM's text, or a folder that {@code discovery rank-train} wrote.
     *
     * @throws CommandFailure if there is none, or it is damaged
     */
    static LightGbmModel read(Path path) {
        try {
            return Files.isDirectory(path)
                    ? ArtefactStore.at(path).load(BoostingArtefacts::read).value()
                    : LightGbmModel.load(path);
        } catch (MalformedModelException | ArtefactException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    /**
     * Scores rows.
     *
     * @throws CommandFailure if the model has several scores a row
     */
    static double[] scores(LightGbmModel model, RankingData rows) {
        requireOneScore(model);
        int width = model.features().size();
        TreeScorer.Session session = TreeScorer.of(model.ensemble()).session();
        double[] scores = new double[rows.rowCount()];
        double[] row = new double[width];
        double[] score = new double[1];
        for (int r = 0; r < scores.length; r++) {
            rows.copyRow(r, row);
            session.score(row, 1, score);
            scores[r] = score[0];
        }
        return scores;
    }

    /**
     * Scores rows of the model's features.
     *
     * @throws CommandFailure if the model has several scores a row
     */
    static double[] scores(LightGbmModel model, TrainingRows rows) {
        requireOneScore(model);
        double[] scores = new double[rows.rows()];
        TreeScorer.of(model.ensemble()).score(rows.values(), scores.length, scores);
        return scores;
    }

    private static void requireOneScore(LightGbmModel model) {
        if (model.ensemble().outputs() != 1) {
            throw new CommandFailure(
                    ExitCode.DATA,
                    "a model that ranks must have 1 score a row, has %d (objective %s); name another"
                            .formatted(model.ensemble().outputs(), model.objective()));
        }
    }
}
