package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.data.TrainingRows;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The only class that touches the native library; loading it fails where the library is missing. */
final class NativeTraining {

    /** Metrics of which more is better; of all others less is. */
    private static final Pattern RISING = Pattern.compile("(ndcg|map|auc|average_precision)(@\\d+)?|auc_mu");

    private NativeTraining() {}

    /** Trains, and returns the model's text; stops early where there are validation rows. */
    static String run(TrainingRows rows, @Nullable TrainingRows validation, String settings, int trees, int patience) {
        try (LGBMDataset training = dataset(rows, settings, null);
                LGBMBooster booster = LGBMBooster.create(training, settings)) {
            int kept = grown(booster, trees, validation, training, settings, patience);
            return booster.saveModelToString(0, kept, FeatureImportanceType.SPLIT);
        } catch (LGBMException e) {
            throw new IllegalArgumentException(
                    "LightGBM refused to train: %s (parameters: %s)".formatted(e.getMessage(), settings), e);
        }
    }

    private static int grown(
            LGBMBooster booster,
            int trees,
            @Nullable TrainingRows validation,
            LGBMDataset training,
            String settings,
            int patience)
            throws LGBMException {
        if (validation == null) {
            return grown(booster, trees);
        }
        try (LGBMDataset watched = dataset(validation, settings, training)) {
            return stopped(booster, watched, trees, patience);
        }
    }

    private static LGBMDataset dataset(TrainingRows rows, String settings, @Nullable LGBMDataset like)
            throws LGBMException {
        LGBMDataset dataset = LGBMDataset.createFromMat(
                rows.values(), rows.rows(), rows.features().size(), true, settings, like);
        try {
            dataset.setFeatureNames(rows.features().toArray(String[]::new));
            dataset.setField("label", rows.labels());
            if (rows.queries().length > 0) {
                dataset.setField("group", rows.queries());
            }
            return dataset;
        } catch (LGBMException e) {
            dataset.close();
            throw e;
        }
    }

    private static int grown(LGBMBooster booster, int trees) throws LGBMException {
        int grown = 0;
        boolean finished = false;
        while (grown < trees && !finished) {
            finished = booster.updateOneIter();
            grown++;
        }
        return grown;
    }

    private static int stopped(LGBMBooster booster, LGBMDataset watched, int trees, int patience) throws LGBMException {
        booster.addValidData(watched);
        String[] metrics = booster.getEvalNames();
        if (metrics.length == 0) {
            throw new IllegalArgumentException(
                    "stopping early needs a metric, the objective has none; name one with parameter(\"metric\", …)");
        }
        double sign = RISING.matcher(metrics[0]).matches() ? 1 : -1;
        double best = Double.NEGATIVE_INFINITY;
        int kept = 0;
        for (int grown = 1; grown <= trees && grown - kept <= patience; grown++) {
            boolean finished = booster.updateOneIter();
            double score = sign * booster.getEval(1)[0];
            if (score > best) {
                best = score;
                kept = grown;
            }
            if (finished) {
                break;
            }
        }
        return Math.max(1, kept);
    }
}
