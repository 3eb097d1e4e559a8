package io.github.discovery4j.rank.harassment;

/** A count of which old parts fade. <b>Threads:</b> belongs to whoever holds its account's lock. */
final class Decayed {

    private double value;
    private long atMillis = Long.MIN_VALUE;

    void add(double part, long millis, HarassmentFormula formula) {
        if (atMillis == Long.MIN_VALUE) {
            value = part;
            atMillis = millis;
        } else if (millis >= atMillis) {
            value = value * formula.decay(millis - atMillis) + part;
            atMillis = millis;
        } else {
            value += part * formula.decay(atMillis - millis);
        }
        value = Math.max(0, value);
    }

    double at(long millis, HarassmentFormula formula) {
        return value == 0 ? 0 : value * formula.decay(millis - atMillis);
    }
}
