package io.github.discovery4j.rank.factorization;

/** Checks hyper-parameters; the message names the setting, the rule, the value and the default. */
final class Settings {

    private Settings() {}

    static int inRange(String name, int value, int least, int most, int normal) {
        if (value < least || value > most) {
            String rule = most == Integer.MAX_VALUE ? least + " or more" : "in [" + least + ", " + most + "]";
            throw new IllegalArgumentException(
                    "%s must be %s, was %d; %d is the default".formatted(name, rule, value, normal));
        }
        return value;
    }

    static double inRange(String name, double value, double least, double most, double normal) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be in [%s, %s], was %s; %s is the default".formatted(name, least, most, value, normal));
        }
        return value;
    }

    static double positive(String name, double value, double normal) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "%s must be more than 0 and finite, was %s; %s is the default".formatted(name, value, normal));
        }
        return value;
    }

    static int threads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, was " + threads);
        }
        return threads;
    }
}
