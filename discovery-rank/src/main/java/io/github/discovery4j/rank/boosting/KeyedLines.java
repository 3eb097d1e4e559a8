package io.github.discovery4j.rank.boosting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Lines of {@code key=value}, as a model's head and each of its trees have them. */
final class KeyedLines {

    private final ModelText text;
    private final String of;
    private final Map<String, String> values = new LinkedHashMap<>();

    KeyedLines(ModelText text, String of) {
        this.text = text;
        this.of = of;
    }

    void add(String line) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals);
        if (values.putIfAbsent(key, equals < 0 ? "" : line.substring(equals + 1)) != null) {
            throw text.malformed("\"%s\" must stand once in %s, came again".formatted(key, of));
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw text.malformed(
                    "%s must have a line \"%s=\", had %s; is the file complete?".formatted(of, key, values.keySet()));
        }
        return value;
    }

    int integer(String key, int least, int most) {
        return (int) number(key, get(key), least, most, Long::parseLong);
    }

    int[] integers(String key, int count, int least, int most) {
        String[] words = words(key, count);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (int) number(key, words[i], least, most, Long::parseLong);
        }
        return numbers;
    }

    /** Whole numbers of 32 bits without a sign, as their bits. */
    int[] words32(String key, int count) {
        String[] words = words(key, count);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (int) (long) number(key, words[i], 0, 0xFFFF_FFFFL, Long::parseLong);
        }
        return numbers;
    }

    /** Finite numbers. */
    double[] numbers(String key, int count) {
        return numbers(key, count, Double.MAX_VALUE, Double::parseDouble);
    }

    /** Numbers, or {@code inf} and {@code -inf}: a node that splits off the missing values alone has such a threshold. */
    double[] thresholds(String key, int count) {
        return numbers(key, count, Double.POSITIVE_INFINITY, word -> switch (word) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        });
    }

    private double[] numbers(String key, int count, double most, ToDoubleFunction<String> parser) {
        String[] words = words(key, count);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(key, words[i], -most, most, parser);
        }
        return numbers;
    }

    /** Numbers that may be left out altogether; 0 then. */
    double[] countsIfAny(String key, int count) {
        String value = values.get(key);
        if (value == null || value.isEmpty()) {
            return new double[count];
        }
        String[] words = words(key, count);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(key, words[i], 0, 1e15, Double::parseDouble);
        }
        return numbers;
    }

    /** Numbers that say something about training alone: 0 where they are left out or no numbers. */
    double[] notesIfAny(String key, int count) {
        String[] words = values.getOrDefault(key, "").split(" ", -1);
        double[] numbers = new double[count];
        for (int i = 0; i < count && words.length == count; i++) {
            try {
                double number = Double.parseDouble(words[i]);
                numbers[i] = Double.isFinite(number) ? number : 0;
            } catch (NumberFormatException e) {
                numbers[i] = 0;
            }
        }
        return numbers;
    }

    String[] words(String key, int count) {
        String[] words = words(key);
        if (words.length != count) {
            throw text.malformed("\"%s\" of %s must have %d values, had %d".formatted(key, of, count, words.length));
        }
        return words;
    }

    String[] words(String key) {
        String value = get(key);
        return value.isEmpty() ? new String[0] : value.split(" ", -1);
    }

    private double number(String key, String word, double least, double most, ToDoubleFunction<String> parser) {
        double number;
        try {
            number = parser.applyAsDouble(word);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number >= least && number <= most)) {
            throw text.malformed("\"%s\" of %s must be a number in [%s, %s], was \"%s\""
                    .formatted(key, of, plain(least), plain(most), shortened(word)));
        }
        return number;
    }

    private static String plain(double bound) {
        return Math.abs(bound) < 1e15 ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static String shortened(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "…";
    }
}
