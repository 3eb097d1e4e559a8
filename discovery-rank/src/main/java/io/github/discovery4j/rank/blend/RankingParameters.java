package io.github.discovery4j.rank.blend;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is turned while an engine runs: the weights of columns, the boost of what is new, how diverse a slate is, and how much of
 * it one label may take.
 *
 * <p>A {@code Handle} holds the parameters of the whole engine. A request may bring others
 * ({@code SlateRequest.Builder.using}), which is how an experiment compares them without another deployment; slate and trace
 * name the version.
 *
 * <p>{@link TunedSum} reads the weights and the boost, {@link Recency} the half-life. A diversifier and its constraints are told
 * which part is theirs: {@code MmrDiversifier.Builder.diversityWeight(handle, RankingParameters::diversityWeight)},
 * {@code Constraints.atMostShare(handle, RankingParameters::share, "artist")}. <b>Threads:</b> immutable.
 *
 * @param weights by column, each within float32's range
 * @param recencyBoost what an item that came this moment gets more than a very old one, 0 or more; no item gets more than that
 * @param recencyHalfLife after how long an item gets half of it, more than zero
 * @param diversityWeight in [0, 1]: 0 keeps the order of the scores
 * @param shares by attribute, which share of a slate one of its labels may take, in (0, 1]; one that is not named is not capped
 */
public record RankingParameters(
        Map<String, Double> weights,
        double recencyBoost,
        Duration recencyHalfLife,
        double diversityWeight,
        Map<String, Double> shares) {

    /** The half-life of the boost, unless set. */
    public static final Duration DEFAULT_HALF_LIFE = Duration.ofDays(30);

    private static final double DEFAULT_DIVERSITY_WEIGHT = 0.3;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public RankingParameters {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        weights.forEach((column, weight) -> Weights.check("weight of \"" + column + "\"", weight));
        shares.forEach(RankingParameters::checkShare);
        if (!(recencyBoost >= 0 && recencyBoost <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "recencyBoost must be 0 or more and within float32's range, was %s; 0 turns it off"
                            .formatted(recencyBoost));
        }
        if (recencyHalfLife.isNegative() || recencyHalfLife.isZero()) {
            throw new IllegalArgumentException("recencyHalfLife must be more than zero, was %s; %s is the default"
                    .formatted(recencyHalfLife, DEFAULT_HALF_LIFE));
        }
        if (!(diversityWeight >= 0 && diversityWeight <= 1)) {
            throw new IllegalArgumentException("diversityWeight must be in [0, 1], was %s; %s is the default"
                    .formatted(diversityWeight, DEFAULT_DIVERSITY_WEIGHT));
        }
    }

    private static void checkShare(String attribute, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a share must be in (0, 1], was %s (attribute \"%s\"); leave the attribute out for no cap"
                            .formatted(share, attribute));
        }
    }

    /**
     * Starts with the weights.
     *
     * @param weights by column
     * @return parameters without boost and caps, diversityWeight 0.3
     */
    public static RankingParameters of(Map<String, Double> weights) {
        return new RankingParameters(weights, 0, DEFAULT_HALF_LIFE, DEFAULT_DIVERSITY_WEIGHT, Map.of());
    }

    /**
     * Returns these parameters with another weight of one column.
     *
     * @param column its name
     * @param weight within float32's range
     * @return a copy
     */
    public RankingParameters withWeight(String column, double weight) {
        return new RankingParameters(
                with(weights, column, weight), recencyBoost, recencyHalfLife, diversityWeight, shares);
    }

    /**
     * Returns these parameters with another boost of what is new.
     *
     * @param boost the most that an item gets, in units of the score; 0 turns it off
     * @param halfLife after how long it gets half of that
     * @return a copy
     */
    public RankingParameters withRecency(double boost, Duration halfLife) {
        return new RankingParameters(weights, boost, halfLife, diversityWeight, shares);
    }

    /**
     * Returns these parameters with another diversity.
     *
     * @param weight in [0, 1]
     * @return a copy
     */
    public RankingParameters withDiversityWeight(double weight) {
        return new RankingParameters(weights, recencyBoost, recencyHalfLife, weight, shares);
    }

    /**
     * Returns these parameters with another cap of an attribute.
     *
     * @param attribute such as {@code artist}
     * @param share in (0, 1]; 1 lifts the cap
     * @return a copy
     */
    public RankingParameters withShare(String attribute, double share) {
        return new RankingParameters(
                weights, recencyBoost, recencyHalfLife, diversityWeight, with(shares, attribute, share));
    }

    private static Map<String, Double> with(Map<String, Double> map, String key, double value) {
        Map<String, Double> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    /**
     * Returns the cap of an attribute.
     *
     * @param attribute any
     * @return the share of a slate that one of its labels may take, 1 if it is not capped
     */
    public double share(String attribute) {
        return shares.getOrDefault(attribute, 1.0);
    }
}
