package io.github.discovery4j.rank.fairness;

import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Parity of the groups of a protected attribute in a slate: shares near those of the candidates, and rates of selection that do
 * not differ much.
 *
 * <p>A group's share of the slate's places is within {@code shareTolerance} of its share of the candidates that guardrails kept, or
 * of a target. Its rate of selection is the one divided by the other; the smallest rate is at least {@code impactRatio} of the
 * largest (then the largest is at most 1 / impactRatio of the smallest: 0.8 is the four-fifths rule, 0.8 to 1.25). Items
 * without a group take places and are bound by nothing.
 *
 * <p>A pick is allowed only if the rest of the slate can still be filled so that both end well; with a
 * {@linkplain Builder#atMost cap}, under that too. For up to eight groups and labels of which an item has at most one this look-ahead
 * is exact, whatever the length: a slate that can honour the constraint does, and {@code INFEASIBLE} is proven. Beyond, a
 * soft constraint may be relaxed and a hard one reported {@code NOT_FOUND} where a slate exists. Tiers, and constraints of
 * others, are not looked ahead at.
 *
 * <p>Soft unless made {@linkplain Builder#hard hard}: short slates often cannot have parity, and a hard one is then cut to the
 * longest length that can, possibly to nothing.
 *
 * <p><b>Units:</b> shares and tolerance in [0, 1]: 0.10 is ten percentage points. <b>Cost:</b> O(n) a slate, and for g groups, k
 * places and l labels at most O(g^2 k 2^g) a question, answered once a pick for each pair of group and label that is asked
 * for. <b>Threads:</b> safe when the groups are.
 */
public final class Parity implements Constraint {

    /** How far a share may be from what it ought to be, unless set. */
    public static final double DEFAULT_SHARE_TOLERANCE = 0.10;

    /** The smallest rate of selection over the largest, unless set. */
    public static final double DEFAULT_IMPACT_RATIO = 0.8;

    /** The most groups that one attribute can have. */
    private static final int MAX_GROUPS = 60;

    private final String attribute;
    private final ProtectedGroups groups;
    private final double shareTolerance;
    private final double impactRatio;
    private final Map<String, Double> target;
    private final int cap;
    private final Set<String> cappedAttribute;
    private final boolean hard;

    private Parity(Builder builder) {
        this.attribute = builder.attribute;
        this.groups = builder.groups;
        this.shareTolerance = builder.shareTolerance;
        this.impactRatio = builder.impactRatio;
        this.target = builder.target;
        this.cap = builder.cap;
        this.cappedAttribute = builder.cappedAttribute;
        this.hard = builder.hard;
    }

    /**
     * Starts a constraint.
     *
     * @param attribute what traces call the protected attribute; no feature and no attribute of an engine may have its name
     * @param groups of the items
     * @return a builder with the defaults
     */
    public static Builder on(String attribute, ProtectedGroups groups) {
        return new Builder(attribute, groups);
    }

    @Override
    public String name() {
        String limits =
                String.format(Locale.ROOT, "share within %.4g, impact ratio from %.4g", shareTolerance, impactRatio);
        String capped = cappedAttribute.isEmpty()
                ? ""
                : ", at most %d per %s"
                        .formatted(cap, cappedAttribute.iterator().next());
        return "parity of " + attribute + ": " + limits + capped;
    }

    @Override
    public boolean hard() {
        return hard;
    }

    /** Returns the capped attribute alone: protected ones are none of the engine's. */
    @Override
    public Set<String> attributes() {
        return cappedAttribute;
    }

    @Override
    public Set<String> protectedAttributes() {
        return Set.of(attribute);
    }

    /**
     * Starts a slate.
     *
     * @throws IllegalArgumentException if the engine's items do not have the capped attribute, or there are more than 60 groups
     */
    @Override
    public Progress start(KeptCandidates kept, int k) {
        GroupShares shares = GroupShares.of(kept, groups, target);
        if (shares.names().size() > MAX_GROUPS) {
            throw new IllegalArgumentException(
                    "a protected attribute must have at most %d groups, was %d (\"%s\"); use bands"
                            .formatted(MAX_GROUPS, shares.names().size(), attribute));
        }
        return new Places(shares, caps(kept), Math.min(k, kept.size()));
    }

    private CapFamily caps(KeptCandidates kept) {
        if (cappedAttribute.isEmpty()) {
            return CapFamily.none(kept);
        }
        ItemAttributes attributes = kept.context().attributes();
        String capped = cappedAttribute.iterator().next();
        if (!attributes.names().contains(capped)) {
            throw new IllegalArgumentException(
                    "attribute \"%s\" of constraint \"%s\" is not known, the engine's items have %s"
                            .formatted(capped, name(), attributes.names()));
        }
        return CapFamily.of(kept, attributes, capped, cap);
    }

    /** The places of one slate, those taken and those to come. */
    private final class Places implements Progress {

        private static final byte UNKNOWN = 0;
        private static final byte YES = 1;
        private static final byte NO = 2;

        private final GroupShares shares;
        private final CapFamily caps;
        private final Supply supply;
        private final int length;
        private final boolean feasible;
        private final List<CountRange> ranges;
        private final int[] counts;
        private final double[] exposures;
        private final byte[] answers;
        private int taken;

        Places(GroupShares shares, CapFamily caps, int most) {
            this.shares = shares;
            this.caps = caps;
            this.supply = caps.supply(shares);
            this.counts = new int[shares.buckets()];
            this.exposures = new double[shares.buckets()];
            int longest = Math.min(most, supply.total());
            int possible = longest;
            while (!reachable(rangesOf(possible), possible)) {
                possible--;
            }
            this.length = possible;
            this.feasible = possible == longest;
            this.ranges = rangesOf(possible);
            this.answers = new byte[caps.size() * shares.buckets()];
        }

        private List<CountRange> rangesOf(int places) {
            return CountRange.of(shares, shareTolerance, impactRatio, places);
        }

        private boolean reachable(List<CountRange> ends, int places) {
            for (CountRange end : ends) {
                if (supply.reaches(end, counts, places)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean feasible() {
            return feasible;
        }

        @Override
        public boolean exact() {
            return supply.exact() && caps.disjoint();
        }

        @Override
        public boolean allows(int index) {
            if (taken >= length || !caps.allows(index)) {
                return false;
            }
            int label = caps.label(index);
            int group = shares.ofItem()[index];
            int question = label * shares.buckets() + group;
            if (answers[question] == UNKNOWN) {
                answers[question] = endsWell(label, group) ? YES : NO;
            }
            return answers[question] == YES;
        }

        private boolean endsWell(int label, int group) {
            supply.take(label, group);
            counts[group]++;
            boolean well = reachable(ranges, length - taken - 1);
            counts[group]--;
            supply.giveBack(label, group);
            return well;
        }

        @Override
        public void picked(int index) {
            int group = shares.ofItem()[index];
            supply.take(caps.label(index), group);
            caps.picked(index);
            counts[group]++;
            exposures[group] += GroupShares.exposure(taken);
            taken++;
            Arrays.fill(answers, UNKNOWN);
        }

        @Override
        public String detail() {
            double[] given = Arrays.stream(counts).asDoubleStream().toArray();
            return String.format(
                    Locale.ROOT,
                    "share off by %.3f, impact ratio %.3f, exposure off by %.3f",
                    shares.gap(given),
                    shares.ratio(given),
                    shares.gap(exposures));
        }
    }

    /** Collects the settings; belongs to one thread. */
    public static final class Builder {
        private final String attribute;
        private final ProtectedGroups groups;
        private double shareTolerance = DEFAULT_SHARE_TOLERANCE;
        private double impactRatio = DEFAULT_IMPACT_RATIO;
        private Map<String, Double> target = Map.of();
        private int cap = Integer.MAX_VALUE;
        private Set<String> cappedAttribute = Set.of();
        private boolean hard;

        private Builder(String attribute, ProtectedGroups groups) {
            this.attribute = attribute;
            this.groups = groups;
        }

        /**
         * Sets how far a group's share may be from what it ought to be.
         *
         * @param shareTolerance in [0, 1]; 1 for any distance
         * @return this
         * @throws IllegalArgumentException if it is out of its range
         */
        public Builder shareTolerance(double shareTolerance) {
            this.shareTolerance = checked("shareTolerance", shareTolerance);
            return this;
        }

        /**
         * Sets the least that the smallest rate of selection may be of the largest.
         *
         * @param impactRatio in [0, 1]; 0 for any difference
         * @return this
         * @throws IllegalArgumentException if it is out of its range
         */
        public Builder impactRatio(double impactRatio) {
            this.impactRatio = checked("impactRatio", impactRatio);
            return this;
        }

        private static double checked(String name, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(
                        "%s must be in [0, 1], was %s; leave it out for the default".formatted(name, value));
            }
            return value;
        }

        /**
         * Sets the shares that groups ought to have, instead of those of the candidates. A group that is not named is bound by
         * nothing.
         *
         * @param target a share for each group
         * @return this
         * @throws IllegalArgumentException if a share is not in [0, 1], or they are more than 1 together
         */
        public Builder target(Map<String, Double> target) {
            this.target = GroupShares.checkedTarget(target);
            return this;
        }

        /**
         * Includes a cap, so that the look-ahead counts on it. It gives way together with a soft constraint: a cap that must hold is a
         * constraint of its own beside this one.
         *
         * @param count how many items may share a label, 1 or more
         * @param attribute an attribute of the engine's items
         * @return this
         * @throws IllegalArgumentException if the number is less
         */
        public Builder atMost(int count, String attribute) {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "atMost must be 1 or more, was %d (attribute \"%s\"); keep items out with a guardrail or a filter"
                                .formatted(count, attribute));
            }
            this.cap = count;
            this.cappedAttribute = Set.of(attribute);
            return this;
        }

        /**
         * Makes the slate shorter rather than give way.
         *
         * @return this
         */
        public Builder hard() {
            this.hard = true;
            return this;
        }

        /**
         * Finishes the constraint.
         *
         * @return the constraint
         */
        public Parity build() {
            return new Parity(this);
        }
    }
}
