package io.github.discovery4j.rank.harassment;

import java.time.Duration;
import java.util.Arrays;

/**
 * Makes one score of what is known of an account.
 *
 * <p>Three parts, each in [0, 1]:
 *
 * <pre>
 * text   T = mean of the k largest of (toxicities of the recent messages and w values of p),  k = w + ⌈s · messages⌉
 * rate   R = r / (r + c),  r = (b + c0 · r0) / (max(b, contacts) + dismissed + c0)
 *            b = upheld + Σ credibility of each undecided reporter + 0.5 · blocks
 * upheld U = 1 − (1 − u) ^ upheld
 *
 * score = 1 − (1 − 0.7 T) (1 − 0.7 R) (1 − U)
 * </pre>
 *
 * <p>w is {@code worstMessages}, p {@code typicalToxicity}, s {@code worstShare}, c0 {@code priorContacts}, r0
 * {@code priorRate}, c {@code troublingRate}, u {@code oneUpheld}. Reports, blocks and contacts are counted with 2^(−age /
 * {@code halfLife}) each; a reporter counts once in each {@code reportPeriod}, by their strongest report of it. Of reporters who
 * are gone (erased, or they took a decided report back) every upheld report counts, and the others count once a period together.
 * A reporter's credibility is (1 + upheld) / (2 + upheld + dismissed) of the reports that they filed about anybody.
 *
 * <p>What follows: few messages are drawn towards what is typical; a message no more toxic than those before and than p never
 * raises T; a further upheld report never lowers the score, a dismissal never raises it. With {@link #DEFAULT}, neither text
 * alone nor blocks and undecided reports alone reach 0.75, so that by the usual limit of 0.8 nobody is removed for them; both
 * together can, and moderators' decisions can: of somebody with 50 contacts one fresh upheld report makes 0.53, three 0.87.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param halfLife after which a report, block or contact counts half; a millisecond or more
 * @param reportPeriod in which a reporter counts once; a millisecond or more
 * @param worstMessages 1 or more
 * @param worstShare of messages that count beside these, in [0, 1]
 * @param typicalToxicity of a message, in [0, 1]
 * @param priorContacts that a new account is taken to have made, more than 0
 * @param priorRate of trouble among them, in (0, 1]
 * @param troublingRate of trouble at which R is one half, more than 0
 * @param oneUpheld what U is for one fresh upheld report, in (0, 1)
 */
public record HarassmentFormula(
        Duration halfLife,
        Duration reportPeriod,
        int worstMessages,
        double worstShare,
        double typicalToxicity,
        double priorContacts,
        double priorRate,
        double troublingRate,
        double oneUpheld) {

    /** Times are told in milliseconds. Set before {@link #DEFAULT}, which is checked by it. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Half-life 90 days; a reporter a week; 5 messages and a tenth, typically 0.05; 10 contacts at 1 %, 5 % troubling; 0.4. */
    public static final HarassmentFormula DEFAULT =
            new HarassmentFormula(Duration.ofDays(90), Duration.ofDays(7), 5, 0.1, 0.05, 10, 0.01, 0.05, 0.4);

    private static final double TEXT_WEIGHT = 0.7;
    private static final double RATE_WEIGHT = 0.7;
    private static final double BLOCK_WEIGHT = 0.5;

    /**
     * What is known of an account, already decayed.
     *
     * @param text the part T
     * @param contacts how many people it reached
     * @param blocks how many people block it
     * @param undecided the credibility of the reporters of undecided reports, summed
     * @param upheld how many reports were upheld
     * @param dismissed how many were dismissed
     */
    record Evidence(double text, double contacts, double blocks, double undecided, double upheld, double dismissed) {}

    /** Checks the settings. */
    public HarassmentFormula {
        if (halfLife.compareTo(SHORTEST) < 0 || reportPeriod.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "half-life and period of a harassment formula must be a millisecond or more, were %s and %s; see DEFAULT"
                            .formatted(halfLife, reportPeriod));
        }
        if (worstMessages < 1) {
            throw new IllegalArgumentException("worstMessages must be 1 or more, was " + worstMessages);
        }
        require("worstShare", worstShare, worstShare >= 0 && worstShare <= 1, "in [0, 1]");
        require("typicalToxicity", typicalToxicity, typicalToxicity >= 0 && typicalToxicity <= 1, "in [0, 1]");
        require("priorContacts", priorContacts, priorContacts > 0, "more than 0");
        require("priorRate", priorRate, priorRate > 0 && priorRate <= 1, "in (0, 1]");
        require("troublingRate", troublingRate, troublingRate > 0, "more than 0");
        require("oneUpheld", oneUpheld, oneUpheld > 0 && oneUpheld < 1, "in (0, 1)");
    }

    private static void require(String what, double value, boolean holds, String rule) {
        if (!holds || !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "%s of a harassment formula must be %s, was %s; see DEFAULT".formatted(what, rule, value));
        }
    }

    /** What is left of something after a time; all of it before. */
    double decay(long ageMillis) {
        return Math.exp(-Math.max(0, ageMillis) * Math.log(2) / halfLife.toMillis());
    }

    /** How much a reporter's undecided report counts. */
    static double credibility(int upheld, int dismissed) {
        return (1.0 + upheld) / (2.0 + upheld + dismissed);
    }

    double score(Evidence evidence) {
        double innocence =
                (1 - TEXT_WEIGHT * evidence.text()) * (1 - RATE_WEIGHT * rate(evidence)) * (1 - upheld(evidence));
        return Math.clamp(1 - innocence, 0, 1);
    }

    /** The part T: toxicities in [0, 1], in any order. */
    double text(double[] toxicities) {
        double[] all = Arrays.copyOf(toxicities, toxicities.length + worstMessages);
        Arrays.fill(all, toxicities.length, all.length, typicalToxicity);
        Arrays.sort(all);
        int counted = worstMessages + (int) Math.ceil(worstShare * toxicities.length);
        double sum = 0;
        for (int i = all.length - counted; i < all.length; i++) {
            sum += all[i];
        }
        return sum / counted;
    }

    private double rate(Evidence evidence) {
        double trouble = evidence.upheld() + evidence.undecided() + BLOCK_WEIGHT * evidence.blocks();
        double trials = Math.max(trouble, evidence.contacts()) + evidence.dismissed();
        double rate = (trouble + priorContacts * priorRate) / (trials + priorContacts);
        return rate / (rate + troublingRate);
    }

    private double upheld(Evidence evidence) {
        return 1 - Math.pow(1 - oneUpheld, evidence.upheld());
    }
}
