package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.evaluation.ModelTrainer;
import io.github.discovery4j.core.evaluation.PerUserRandomSplitter;
import io.github.discovery4j.core.evaluation.ScoringModel;
import io.github.discovery4j.core.evaluation.TrainTest;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.rank.boosting.LightGbmRanker;
import io.github.discovery4j.rank.boosting.LightGbmTrainer;
import io.github.discovery4j.rank.linear.TribuoRanker;
import io.github.discovery4j.rank.linear.TribuoTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Models in which a trained ranker weighs what other models say of an item: another ranker is one line here.
 *
 * <p>A fifth of each person's likes is held out of the training part. Models that learn from the rest fill the columns of
 * those likes and of some items drawn at random, and the ranker learns to tell them apart. Then the columns are filled by
 * models of the whole training part.
 */
final class RankedModels {

    /** Trains a ranker. */
    private interface RankerTrainer {
        Ranker train(TrainingRows rows, long seed);
    }

    private static final double TRAIN_RATIO = 0.8;
    private static final int DRAWN_FOR_EACH_LIKE = 4;
    private static final Map<String, RankerTrainer> ALL = new LinkedHashMap<>();

    /** Held, so that its level stays: Tribuo tells of every training. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
        ALL.put(
                "tribuo",
                (rows, seed) -> TribuoRanker.of(
                        TribuoTrainer.logistic().seed(seed).build().train(rows)));
        ALL.put(
                "lightgbm",
                (rows, seed) -> LightGbmRanker.of(
                        LightGbmTrainer.builder("lambdarank").seed(seed).build().train(rows)));
    }

    private RankedModels() {}

    /** {@return the names, in the order in which they are shown} */
    static Set<String> names() {
        return ALL.keySet();
    }

    /** {@return the trainer of that name, one of {@link #names}} */
    static ModelTrainer trainer(String name, int threads) {
        RankerTrainer trainer = ALL.get(name);
        if (trainer == null) {
            throw new IllegalArgumentException("model must be one of %s, was \"%s\"".formatted(names(), name));
        }
        return ModelTrainer.foldingIn((train, histories, seed) -> {
            TrainTest split = new PerUserRandomSplitter(TRAIN_RATIO).split(train, seed);
            ModelColumns known = ModelColumns.of(split.train(), split.train(), seed, threads);
            Ranker ranker = trained(trainer, rows(known, split, seed), seed);
            ModelColumns columns = ModelColumns.of(train, histories, seed, threads);
            return (ScoringModel) (user, scores) -> columns.score(ranker, user, scores);
        });
    }

    private static Ranker trained(RankerTrainer trainer, TrainingRows rows, long seed) {
        try {
            return trainer.train(rows, seed);
        } catch (IllegalStateException e) {
            // A library that is missing, which the command says in one sentence.
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A query for each person with something held out: the likes, then items drawn from those without a like. */
    private static TrainingRows rows(ModelColumns columns, TrainTest split, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SparseRows heldOut = split.test().byUser();
        SparseRows learned = split.train().byUser();
        int items = split.train().items().size();
        List<double[]> values = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        List<Integer> queries = new ArrayList<>();
        for (int user = 0; user < heldOut.rowCount(); user++) {
            BitSet liked = new BitSet(items);
            mark(heldOut, user, liked);
            int[] likes = liked.stream().toArray();
            mark(learned, user, liked);
            int drawn = Math.min(likes.length * DRAWN_FOR_EACH_LIKE, items - liked.cardinality());
            if (likes.length == 0 || drawn == 0) {
                continue;
            }
            float[][] said = columns.of(user);
            for (int item : likes) {
                values.add(row(said, item));
                labels.add(1f);
            }
            for (int i = 0; i < drawn; i++) {
                int item = liked.nextClearBit(random.nextInt(items));
                item = item < items ? item : liked.nextClearBit(0);
                liked.set(item);
                values.add(row(said, item));
                labels.add(0f);
            }
            queries.add(likes.length + drawn);
        }
        if (queries.isEmpty()) {
            throw new IllegalArgumentException(
                    "a ranker learns from likes that are held out, there are none; give more data or another model");
        }
        float[] flat = new float[labels.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = labels.get(i);
        }
        return TrainingRows.ofQueries(
                ModelColumns.NAMES,
                values.stream().flatMapToDouble(Arrays::stream).toArray(),
                flat,
                queries.stream().mapToInt(Integer::intValue).toArray());
    }

    private static void mark(SparseRows rows, int user, BitSet items) {
        for (int entry = rows.start(user); entry < rows.end(user); entry++) {
            if (rows.weight(entry) > 0) {
                items.set(rows.column(entry));
            }
        }
    }

    private static double[] row(float[][] columns, int item) {
        double[] row = new double[columns.length];
        Arrays.setAll(row, c -> columns[c][item]);
        return row;
    }
}
