package io.github.discovery4j.core.data;

import java.util.concurrent.TimeUnit;

/** Turns the text of one record into an interaction: the rules that all formats share. */
final class InteractionFields {

    /** Seconds beyond this, the year 5138, are milliseconds that were taken for seconds. */
    private static final long LARGEST_SECONDS = 100_000_000_000L;
    /** As far as the same span reaches, in milliseconds. */
    private static final long LARGEST_MILLIS = LARGEST_SECONDS * 1000;

    private InteractionFields() {}

    static String id(String text, String kind) throws MalformedRecordException {
        if (text.isEmpty()) {
            throw new MalformedRecordException("the " + kind + " id must have at least one character, was empty");
        }
        return text;
    }

    /** A decimal number: of what Java takes for one, only digits, signs, a point and an exponent. */
    static float weight(String text) throws MalformedRecordException {
        if (isDecimal(text)) {
            try {
                float weight = Float.parseFloat(text);
                if (Float.isFinite(weight)) {
                    return weight;
                }
            } catch (NumberFormatException e) {
                // Not a number after all, "1e" for example: the message below says what is allowed.
            }
        }
        throw new MalformedRecordException(
                "the weight must be a finite decimal number within the range of a float32, was \"" + text + "\"");
    }

    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    static long timeMillis(String text, TimeUnit unit) throws MalformedRecordException {
        long time;
        try {
            time = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedRecordException("the time must be a whole number of "
                    + (unit == TimeUnit.SECONDS ? "seconds" : "milliseconds") + " since 1970, was \"" + text + "\"");
        }
        if (unit == TimeUnit.SECONDS) {
            if (time < -LARGEST_SECONDS || time > LARGEST_SECONDS) {
                throw new MalformedRecordException("the time must be at most " + LARGEST_SECONDS
                        + " seconds from 1970, was " + time + " (milliseconds? set the time unit)");
            }
            return time * 1000;
        }
        if (time < -LARGEST_MILLIS || time > LARGEST_MILLIS) {
            throw new MalformedRecordException(
                    "the time must be at most " + LARGEST_MILLIS + " milliseconds from 1970, was " + time);
        }
        return time;
    }
}
