package io.github.discovery4j.examples.sample;

import java.time.ZoneId;
import java.util.List;

/**
 * When somebody is online on a usual day.
 *
 * @param zone the time zone of their city
 * @param hours the share of their sessions that begin in each hour of the day there; 24 values that add up to 1
 */
public record Rhythm(ZoneId zone, List<Double> hours) {

    private static final double AT_ANY_HOUR = 0.01;

    public Rhythm {
        hours = List.copyOf(hours);
    }

    /** A day with most sessions around one hour, and fewer around another. */
    static Rhythm around(ZoneId zone, double peak, double second, double weightOfSecond) {
        double[] weights = new double[24];
        double total = 0;
        for (int hour = 0; hour < 24; hour++) {
            weights[hour] = AT_ANY_HOUR + bump(hour, peak) + weightOfSecond * bump(hour, second);
            total += weights[hour];
        }
        Double[] shares = new Double[24];
        for (int hour = 0; hour < 24; hour++) {
            shares[hour] = weights[hour] / total;
        }
        return new Rhythm(zone, List.of(shares));
    }

    /** How near two hours are on the clock: 1 for the same, almost 0 from four hours on. */
    private static double bump(int hour, double centre) {
        double apart = Math.abs(hour + 0.5 - centre);
        double hours = Math.min(apart, 24 - apart);
        return StrictMath.exp(-hours * hours / 4);
    }

    /** Draws an hour of the day. */
    int hour(Draws draws) {
        double point = draws.uniform();
        int hour = 0;
        while (hour < 23 && point >= hours.get(hour)) {
            point -= hours.get(hour);
            hour++;
        }
        return hour;
    }
}
