package io.github.discovery4j.core.data;

import java.util.concurrent.TimeUnit;

/** Turns the text of one record into an interaction: the rules that all formats share. */
final class InteractionFields {

    /** Seconds beyond this, the year 5138, are milliseconds that were taken for seconds. */
    private static final long LARGEST_SECONDS = 100_000_000_000L;
    /** As far as the same span reaches, in milliseconds. */
    private static final long LARGEST_MILLIS = LARGEST_SECONDS * 1000;

    /** Numbers of up to seven digits, below 2^24, are floats without rounding. */
    private static final int SHORT_DIGITS = 7;

    private InteractionFields() {}

    static String id(String text, String kind) throws MalformedRecordException {
        if (text.isEmpty()) {
            throw new MalformedRecordException("the " + kind + " id must have at least one character, was empty");
        }
        return text;
    }

    /** A decimal number: of what Java takes for one, only digits, signs, a point and an exponent. */
    static float weight(String text) throws MalformedRecordException {
        if (isShortDecimal(text)) {
            return shortDecimal(text);
        }
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

    /** Up to seven digits with one point among them at most, as ratings and counts are. */
    private static boolean isShortDecimal(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else {
                return false;
            }
        }
        return digits > 0 && digits <= SHORT_DIGITS && points <= 1;
    }

    /** Exactly what Float.parseFloat gives: both numbers of the division are floats without rounding. */
    private static float shortDecimal(String text) {
        int digits = 0;
        int divisor = 1;
        boolean fraction = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                fraction = true;
            } else {
                digits = 10 * digits + c - '0';
                divisor = fraction ? 10 * divisor : divisor;
            }
        }
        return (float) digits / divisor;
    }

    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The time of a format that defines its unit: seconds. */
    static long seconds(String text) throws MalformedRecordException {
        return timeMillis(text, TimeUnit.SECONDS, "milliseconds? this format has seconds: convert the column");
    }

    static long timeMillis(String text, TimeUnit unit) throws MalformedRecordException {
        return timeMillis(text, unit, "milliseconds? set the time unit");
    }

    private static long timeMillis(String text, TimeUnit unit, String remedy) throws MalformedRecordException {
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
                        + " seconds from 1970, was " + time + " (" + remedy + ")");
            }
            return time * 1000;
        }
        if (time < -LARGEST_MILLIS || time > LARGEST_MILLIS) {
            throw new MalformedRecordException(
                    "the time must be at most " + LARGEST_MILLIS + " milliseconds from 1970, was " + time);
        }
        return time;
    }

    /** A decimal number as a float64. */
    static double decimal(String text, String what) throws MalformedRecordException {
        if (isDecimal(text)) {
            try {
                double number = Double.parseDouble(text);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Not a number after all: the message below says what is allowed.
            }
        }
        throw new MalformedRecordException(what + " must be a finite decimal number, was \"" + text + "\"");
    }

    /** A whole number within bounds, such as a count or a number of a list. */
    static long wholeNumber(String text, long least, long most, String what) throws MalformedRecordException {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through: the same message says what is allowed.
        }
        throw new MalformedRecordException(
                what + " must be a whole number in [" + least + ", " + most + "], was \"" + text + "\"");
    }
}
