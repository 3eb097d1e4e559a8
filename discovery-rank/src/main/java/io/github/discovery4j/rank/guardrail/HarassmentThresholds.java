package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.model.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows from a harassment score: bands that demote, and a limit above which a candidate is removed.
 *
 * <p>A band holds from its score on, up to the next band or the limit. A score of exactly the limit is not above it. Scores are
 * compared as float32, since feature columns hold that: 0.8 of a column is not above a limit of 0.8. <b>Threads:</b> immutable.
 *
 * @param removeAbove in [0, 1]; candidates with a larger score are removed
 * @param bands ascending in score and in tier; none to demote nobody
 * @param unknownTier the tier of candidates without a score, 0 to keep them where they are
 */
public record HarassmentThresholds(float removeAbove, List<Band> bands, int unknownTier) {

    /** Removes above 0.8, demotes to tier 2 from 0.5 and to tier 1 from 0.3 on, keeps who has no score. */
    public static final HarassmentThresholds DEFAULT =
            new HarassmentThresholds(0.8f, List.of(new Band(0.3f, 1), new Band(0.5f, 2)), 0);

    /**
     * For viewers who need more care: removes above 0.5, demotes to tier 2 from 0.35 and to tier 1 from 0.2 on, and to tier 1
     * whoever has no score.
     */
    public static final HarassmentThresholds VULNERABLE =
            new HarassmentThresholds(0.5f, List.of(new Band(0.2f, 1), new Band(0.35f, 2)), 1);

    private static final Verdict ABOVE = new Verdict.Remove("harassment score above the limit");
    private static final Verdict OUT_OF_RANGE = new Verdict.Remove("harassment score outside [0, 1]");

    /**
     * Demotes from a score on.
     *
     * @param from in [0, 1]
     * @param tier 1 or more
     */
    public record Band(float from, int tier) {
        /** Checks both. */
        public Band {
            requireShare("band of harassment scores must begin", from);
            if (tier < 1 || tier == Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "tier of a band must be in [1, %d], was %d (band from %s); leave the band out to keep candidates"
                                .formatted(Integer.MAX_VALUE - 1, tier, from));
            }
        }
    }

    /** Checks that bands and limit do not contradict one another. */
    public HarassmentThresholds {
        requireShare("limit of harassment scores must be", removeAbove);
        bands = List.copyOf(bands);
        if (unknownTier < 0 || unknownTier == Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "tier of unknown scores must be 0 or more, was %d; 0 keeps them".formatted(unknownTier));
        }
        Band before = null;
        for (Band band : bands) {
            if (band.from() > removeAbove) {
                throw new IllegalArgumentException(
                        "bands must begin at or below the limit %s, one begins at %s; what is above the limit is removed"
                                .formatted(removeAbove, band.from()));
            }
            if (before != null && (band.from() <= before.from() || band.tier() <= before.tier())) {
                throw new IllegalArgumentException(
                        "bands must ascend in score and in tier, %s came after %s; sort them".formatted(band, before));
            }
            before = band;
        }
    }

    private static void requireShare(String what, float value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("%s in [0, 1], was %s".formatted(what, value));
        }
    }

    /**
     * Removes above a limit and demotes nobody.
     *
     * @param limit in [0, 1]
     * @return the thresholds; who has no score is kept
     */
    public static HarassmentThresholds above(float limit) {
        return new HarassmentThresholds(limit, List.of(), 0);
    }

    /**
     * Returns these thresholds with another place for whoever has no score.
     *
     * @param tier 0 to keep them, or the tier to demote them to
     * @return the thresholds
     */
    public HarassmentThresholds unknown(int tier) {
        return new HarassmentThresholds(removeAbove, bands, tier);
    }

    /** The verdicts on all scores, made once. */
    Table table() {
        return new Table(this);
    }

    /** Says where these thresholds are milder than others; empty if they never are. */
    Optional<String> milderThan(HarassmentThresholds others) {
        Table mine = table();
        Table theirs = others.table();
        if (mine.unknown.tier() < theirs.unknown.tier()) {
            return Optional.of("for unknown scores");
        }
        // Verdicts change at these scores only.
        return Stream.of(this, others)
                .flatMap(each -> Stream.concat(each.bands.stream().map(Band::from), Stream.of(0f, above(each))))
                .sorted()
                .filter(edge -> mine.verdict(edge).tier() < theirs.verdict(edge).tier())
                .findFirst()
                .map(edge -> "at score " + edge);
    }

    private static float above(HarassmentThresholds thresholds) {
        return Math.min(1, Math.nextUp(thresholds.removeAbove));
    }

    /** Looks verdicts up. */
    static final class Table {
        private final float limit;
        private final float[] from;
        private final Verdict[] demoted;
        private final Verdict unknown;

        private Table(HarassmentThresholds thresholds) {
            limit = thresholds.removeAbove;
            from = new float[thresholds.bands.size()];
            demoted = new Verdict[from.length];
            for (int i = 0; i < from.length; i++) {
                Band band = thresholds.bands.get(i);
                from[i] = band.from();
                demoted[i] = new Verdict.Demote(band.tier(), "harassment score in a band that demotes");
            }
            int tier = thresholds.unknownTier;
            unknown = tier == 0 ? Verdict.keep() : new Verdict.Demote(tier, "harassment score unknown");
        }

        Verdict verdict(float score) {
            if (Float.isNaN(score)) {
                return unknown;
            }
            if (score < 0 || score > 1) {
                return OUT_OF_RANGE;
            }
            if (score > limit) {
                return ABOVE;
            }
            int band = from.length - 1;
            while (band >= 0 && score < from[band]) {
                band--;
            }
            return band < 0 ? Verdict.keep() : demoted[band];
        }
    }
}
