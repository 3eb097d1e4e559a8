package io.github.discovery4j.rank.boosting;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model was trained for, which says how a raw score becomes a prediction.
 *
 * <p>{@code binary}, {@code multiclassova}: 1 / (1 + exp(-sigmoid x)). {@code multiclass}: softmax. {@code cross_entropy}:
 * 1 / (1 + exp(-x)). {@code cross_entropy_lambda}: ln(1 + exp x). {@code poisson}, {@code gamma}, {@code tweedie}: exp x.
 * Regressions: x, or x|x| if trained on square roots ({@code sqrt}). {@code lambdarank}, {@code rank_xendcg} and objectives
 * of one's own: x. <b>Threads:</b> immutable.
 */
public final class Objective {

    /** The objective of a model that names none. */
    public static final Objective NONE = new Objective("", Shape.IDENTITY, 1, 1);

    private enum Shape {
        IDENTITY,
        SQUARE,
        EXP,
        SIGMOID,
        SOFTMAX,
        LOG_ONE_PLUS_EXP
    }

    private static final Map<String, Shape> SHAPES = new TreeMap<>();

    static {
        for (String name : List.of(
                "regression",
                "regression_l1",
                "huber",
                "fair",
                "quantile",
                "mape",
                "lambdarank",
                "rank_xendcg",
                "custom",
                "none")) {
            SHAPES.put(name, Shape.IDENTITY);
        }
        for (String name : List.of("poisson", "gamma", "tweedie")) {
            SHAPES.put(name, Shape.EXP);
        }
        for (String name : List.of("binary", "multiclassova", "cross_entropy", "xentropy")) {
            SHAPES.put(name, Shape.SIGMOID);
        }
        SHAPES.put("multiclass", Shape.SOFTMAX);
        SHAPES.put("cross_entropy_lambda", Shape.LOG_ONE_PLUS_EXP);
        SHAPES.put("xentlambda", Shape.LOG_ONE_PLUS_EXP);
    }

    private final String text;
    private final Shape shape;
    private final double slope;
    private final int outputs;

    private Objective(String text, Shape shape, double slope, int outputs) {
        this.text = text;
        this.shape = shape;
        this.slope = slope;
        this.outputs = outputs;
    }

    /**
     * Reads an objective as LightGBM writes it.
     *
     * @param text such as {@code binary sigmoid:1}
     * @return the objective
     * @throws IllegalArgumentException if there is none of that name, or what follows it is not understood
     */
    public static Objective parse(String text) {
        String[] words = text.split(" ", -1);
        Shape shape = SHAPES.get(words[0]);
        if (shape == null) {
            throw new IllegalArgumentException(
                    "objective must be one of %s, was \"%s\"; its predictions could not be computed"
                            .formatted(SHAPES.keySet(), words[0]));
        }
        double slope = 1;
        int outputs = 1;
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            if (word.startsWith("sigmoid:")) {
                slope = positive(word);
            } else if (word.startsWith("num_class:")) {
                outputs = (int) positive(word);
            } else if (word.equals("sqrt")) {
                // Huber ignores it, and so do those that have another shape already.
                shape = shape == Shape.IDENTITY && !words[0].equals("huber") ? Shape.SQUARE : shape;
            }
        }
        return new Objective(text, shape, slope, outputs);
    }

    private static double positive(String word) {
        String value = word.substring(word.indexOf(':') + 1);
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new IllegalArgumentException("a setting of an objective must be positive, was \"" + word + "\"");
    }

    /** {@return how many scores a row has} */
    public int outputs() {
        return outputs;
    }

    /**
     * Turns the raw scores of a row into predictions.
     *
     * @param scores {@link #outputs} of them from {@code offset} on; replaced by the predictions
     * @param offset where the row begins
     */
    public void transform(double[] scores, int offset) {
        if (shape == Shape.SOFTMAX) {
            softmax(scores, offset);
            return;
        }
        for (int i = offset; i < offset + outputs; i++) {
            scores[i] = transformed(scores[i]);
        }
    }

    private double transformed(double score) {
        return switch (shape) {
            case SQUARE -> score * Math.abs(score);
            case EXP -> Math.exp(score);
            case SIGMOID -> 1 / (1 + Math.exp(-slope * score));
            case LOG_ONE_PLUS_EXP -> score > 0 ? score + Math.log1p(Math.exp(-score)) : Math.log1p(Math.exp(score));
            case IDENTITY, SOFTMAX -> score;
        };
    }

    private void softmax(double[] scores, int offset) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + outputs; i++) {
            largest = Math.max(largest, scores[i]);
        }
        double sum = 0;
        for (int i = offset; i < offset + outputs; i++) {
            scores[i] = Math.exp(scores[i] - largest);
            sum += scores[i];
        }
        for (int i = offset; i < offset + outputs; i++) {
            scores[i] /= sum;
        }
    }

    /** Returns the objective as LightGBM writes it; empty for none. */
    @Override
    public String toString() {
        return text;
    }
}
