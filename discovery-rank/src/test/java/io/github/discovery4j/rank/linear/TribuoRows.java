package io.github.discovery4j.rank.linear;

import io.github.discovery4j.core.data.TrainingRows;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Rows to learn from. */
final class TribuoRows {

    static final int COUNT = 2000;

    /** Held, so that its level stays: Tribuo tells of every training. */
    private static final Logger LOGGER = Logger.getLogger("org.tribuo");

    static {
        LOGGER.setLevel(Level.WARNING);
    }

    private TribuoRows() {}

    /** The label rises with the first feature, 0 to 1, falls with the second, 20 to 60, and does not care for the others. */
    static TrainingRows of(long seed, String... features) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[COUNT * features.length];
        float[] labels = new float[COUNT];
        for (int row = 0; row < COUNT; row++) {
            int from = row * features.length;
            for (int f = 0; f < features.length; f++) {
                values[from + f] = (float) (f == 1 ? random.nextDouble(20, 60) : random.nextDouble());
            }
            double margin = 6 * values[from] - 0.15 * (values[from + 1] - 40) - 3;
            labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
            for (int f = 0; f < features.length; f++) {
                values[from + f] = random.nextInt(10) == 0 ? Double.NaN : values[from + f];
            }
        }
        return TrainingRows.of(List.of(features), values, labels);
    }
}
