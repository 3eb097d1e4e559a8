package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureInput.Wanted;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.Visibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * What a column says of a pair, worked out from several features of the two; {@link FeatureViewBuilder#measure} adds it to a view.
 *
 * <p>A measure is NaN where a feature that it needs is absent without a default, and wherever consent masks one that it reads. Its
 * column belongs to the signal group of the first feature named, is as visible as the narrowest of all, and is never said if one
 * of them is not. <b>Threads:</b> immutable.
 */
public final class PairMeasure {

    private static final double LN_2 = Math.log(2);
    private static final double MILLIS_A_SECOND = 1000;
    private static final double MILLIS_AN_HOUR = 3_600_000;
    private static final int HOURS_A_DAY = 24;

    private final String column;
    private final Owner owner;
    private final List<Wanted> wanted;
    private final Function<List<FeatureInput>, StoreHydrator.Cell> cell;

    private PairMeasure(
            String column, Owner owner, Function<List<FeatureInput>, StoreHydrator.Cell> cell, Wanted... wanted) {
        this.column = column;
        this.owner = owner;
        this.wanted = List.of(wanted);
        this.cell = cell;
    }

    /**
     * The weighted Jaccard similarity of two vectors of strengths, in [0, 1]: the sum of the smaller values by the sum of the
     * larger ones. Values below 0 count as 0; NaN where all are 0.
     *
     * @param vector such as how marked each trait is
     * @return the measure, {@code weighted_jaccard_<vector>}
     */
    public static PairMeasure weightedJaccard(String vector) {
        return new PairMeasure(
                "weighted_jaccard_" + vector,
                Owner.BOTH,
                inputs -> {
                    FeatureInput strengths = inputs.getFirst();
                    return (subject, object, moment) ->
                            weightedJaccard(strengths.vector(subject), strengths.vector(object));
                },
                new Wanted(vector, Kind.VECTOR, Owner.BOTH));
    }

    private static float weightedJaccard(float[] left, float[] right) {
        double smaller = 0;
        double larger = 0;
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            double one = Math.max(0, left[i]);
            double other = Math.max(0, right[i]);
            smaller += Math.min(one, other);
            larger += Math.max(one, other);
        }
        return larger > 0 ? (float) (smaller / larger) : Float.NaN;
    }

    /**
     * How lately the object did something, in (0, 1]: 1 just now, 1/2 after a half-life. A time ahead of the row's moment, as a
     * clock that is fast gives, counts as just now.
     *
     * @param seconds a whole number of seconds since 1970
     * @param halfLife more than zero
     * @return the measure, {@code recency_<seconds>}
     */
    public static PairMeasure recency(String seconds, Duration halfLife) {
        double halfLifeMillis = requirePositive(halfLife);
        return new PairMeasure(
                "recency_" + seconds,
                Owner.OBJECT,
                inputs -> {
                    FeatureInput last = inputs.getFirst();
                    return (subject, object, moment) -> {
                        OptionalLong at = last.whole(object);
                        return at.isEmpty()
                                ? Float.NaN
                                : (float) decay(moment - at.getAsLong() * MILLIS_A_SECOND, halfLifeMillis);
                    };
                },
                new Wanted(seconds, Kind.WHOLE, Owner.OBJECT));
    }

    /**
     * How lately the object did what the subject usually does, in [0, 1]: the recency of each kind of action of the object,
     * averaged over kinds as often as the subject does them. A kind that the object never did counts 0.
     *
     * @param counts a vector of how often the subject does each kind of action, not negative
     * @param hours a vector of when the object did each kind last, in hours since 1970; 0 or less for never
     * @param halfLife more than zero
     * @return the measure, {@code recency_<hours>}
     */
    public static PairMeasure similarRecency(String counts, String hours, Duration halfLife) {
        double halfLifeMillis = requirePositive(halfLife);
        return new PairMeasure(
                "recency_" + hours,
                Owner.BOTH,
                inputs -> (subject, object, moment) -> similarRecency(
                        inputs.get(0).vector(subject), inputs.get(1).vector(object), moment, halfLifeMillis),
                new Wanted(counts, Kind.VECTOR, Owner.SUBJECT),
                new Wanted(hours, Kind.VECTOR, Owner.OBJECT));
    }

    private static float similarRecency(float[] counts, float[] hours, long moment, double halfLifeMillis) {
        double all = 0;
        double recent = 0;
        for (int kind = 0; kind < Math.min(counts.length, hours.length); kind++) {
            double count = Math.max(0, counts[kind]);
            all += count;
            if (count > 0 && hours[kind] > 0) {
                recent += count * decay(moment - hours[kind] * MILLIS_AN_HOUR, halfLifeMillis);
            }
        }
        return all > 0 ? (float) (recent / all) : Float.NaN;
    }

    private static double decay(double ageMillis, double halfLifeMillis) {
        return Math.exp(-LN_2 * Math.max(0, ageMillis) / halfLifeMillis);
    }

    private static double requirePositive(Duration halfLife) {
        if (!halfLife.isPositive()) {
            throw new IllegalArgumentException("half-life must be more than zero, was " + halfLife);
        }
        return halfLife.toMillis();
    }

    /**
     * How much the two are online at the same time, in [0, 1]: what their histograms of hours share, each in UTC and summing to 1.
     *
     * @param hours a vector of 24 local hours, or of 168 from Monday 0 h on
     * @param offset a number: hours that local time is ahead of UTC, such as 5.5; declare the default 0 for histograms in UTC
     * @return the measure, {@code overlap_<hours>}
     */
    public static PairMeasure onlineTogether(String hours, String offset) {
        return new PairMeasure(
                "overlap_" + hours,
                Owner.BOTH,
                inputs -> {
                    FeatureInput histogram = inputs.get(0);
                    FeatureInput ahead = inputs.get(1);
                    int bins = histogram.definition().dimension();
                    if (bins % HOURS_A_DAY != 0) {
                        throw new IllegalArgumentException(
                                "a histogram of hours must have 24 bins, or 168 for a week, had %d (feature \"%s\")"
                                        .formatted(bins, hours));
                    }
                    return (subject, object, moment) -> HourHistograms.overlap(
                            histogram.vector(subject),
                            ahead.number(subject),
                            histogram.vector(object),
                            ahead.number(object));
                },
                new Wanted(hours, Kind.VECTOR, Owner.BOTH),
                new Wanted(offset, Kind.NUMBER, Owner.BOTH));
    }

    /**
     * Which part of the subject's labels the object has, in [0, 1].
     *
     * @param labels such as what people are looking for just now
     * @return the measure, {@code covered_<labels>}
     */
    public static PairMeasure covered(String labels) {
        return new PairMeasure(
                "covered_" + labels,
                Owner.BOTH,
                inputs -> (subject, object, moment) -> covered(
                        inputs.getFirst().labels(subject), inputs.getFirst().labels(object)),
                new Wanted(labels, Kind.LABELS, Owner.BOTH));
    }

    private static float covered(LabelSet wanted, LabelSet offered) {
        return wanted.isEmpty() || offered.isEmpty() ? Float.NaN : (float) wanted.countShared(offered) / wanted.size();
    }

    /**
     * Which part of what the subject looks for in others the object offers, in [0, 1]; less where the subject does not seek
     * company for it just now.
     *
     * @param wanted labels of the subject
     * @param offered labels of the object
     * @param intents labels of what the subject is after now; may be absent
     * @param seeking which intents make it count in full
     * @param otherwise by what it is multiplied without one of them, in [0, 1]
     * @return the measure, {@code complement_<wanted>}
     */
    public static PairMeasure complement(
            String wanted, String offered, String intents, Set<String> seeking, double otherwise) {
        if (!(otherwise >= 0 && otherwise <= 1)) {
            throw new IllegalArgumentException(
                    "what an idle wish counts must be in [0, 1], was %s (feature \"%s\")".formatted(otherwise, wanted));
        }
        LabelSet intentsThatCount = LabelSet.of(seeking);
        return new PairMeasure(
                "complement_" + wanted,
                Owner.BOTH,
                inputs -> (subject, object, moment) -> {
                    boolean seeks = inputs.get(2).labels(subject).countShared(intentsThatCount) > 0;
                    float part =
                            covered(inputs.get(0).labels(subject), inputs.get(1).labels(object));
                    return seeks ? part : (float) (part * otherwise);
                },
                new Wanted(wanted, Kind.LABELS, Owner.SUBJECT),
                new Wanted(offered, Kind.LABELS, Owner.OBJECT),
                new Wanted(intents, Kind.LABELS, Owner.SUBJECT));
    }

    /**
     * How well the language tags of the two match, in [0, 1]: subtags that both begin with, by those of the longer tag. en-GB and
     * en-US match by 1/2, other languages by 0.
     *
     * @param tag a text, a BCP 47 tag
     * @return the measure, {@code match_<tag>}
     */
    public static PairMeasure localeMatch(String tag) {
        return new PairMeasure(
                "match_" + tag,
                Owner.BOTH,
                inputs -> (subject, object, moment) -> LocaleTags.match(
                        inputs.getFirst().text(subject), inputs.getFirst().text(object)),
                new Wanted(tag, Kind.TEXT, Owner.BOTH));
    }

    /**
     * How many kilometres apart the two are, where both share a place: between the centres of tenths of a degree, to a whole
     * kilometre, so that nobody's place can be found out by asking from many sides.
     *
     * @param place a vector of latitude and longitude in degrees
     * @return the measure, {@code distance_<place>}; NaN for what is no place on earth
     */
    public static PairMeasure distance(String place) {
        return new PairMeasure(
                "distance_" + place,
                Owner.BOTH,
                inputs -> (subject, object, moment) -> CoarseDistance.kilometres(
                        inputs.getFirst().vector(subject), inputs.getFirst().vector(object)),
                new Wanted(place, Kind.VECTOR, Owner.BOTH));
    }

    /**
     * A ratio of the object that few observations do not move far from what is usual: (ratio n + mean strength) / (n + strength).
     *
     * @param ratio a number in [0, 1]
     * @param count a number: of how many observations it is the ratio
     * @param mean what is usual
     * @param strength how many observations the usual counts for, more than 0
     * @return the measure, {@code smoothed_<ratio>}
     */
    public static PairMeasure smoothedRatio(String ratio, String count, double mean, double strength) {
        if (!(strength > 0 && mean >= 0 && mean <= 1)) {
            throw new IllegalArgumentException(
                    "the mean must be in [0, 1] and its strength more than 0, were %s and %s (feature \"%s\")"
                            .formatted(mean, strength, ratio));
        }
        return new PairMeasure(
                "smoothed_" + ratio,
                Owner.OBJECT,
                inputs -> (subject, object, moment) -> {
                    double seen = inputs.get(0).number(object);
                    float counted = inputs.get(1).number(object);
                    double n = Float.isNaN(counted) ? counted : Math.max(0, counted);
                    return (float) ((seen * n + mean * strength) / (n + strength));
                },
                new Wanted(ratio, Kind.NUMBER, Owner.OBJECT),
                new Wanted(count, Kind.NUMBER, Owner.OBJECT));
    }

    /**
     * A whole number of the object that cannot be below 0, such as an age: a negative one, as a clock that is fast gives, reads as 0.
     *
     * @param whole a whole number
     * @return the measure, under the feature's own name
     */
    public static PairMeasure notBelowZero(String whole) {
        return new PairMeasure(
                whole,
                Owner.OBJECT,
                inputs -> (subject, object, moment) -> {
                    OptionalLong value = inputs.getFirst().whole(object);
                    return value.isEmpty() ? Float.NaN : Math.max(0, value.getAsLong());
                },
                new Wanted(whole, Kind.WHOLE, Owner.OBJECT));
    }

    /** Returns the features that are read, each of a side. */
    List<FeatureInput> inputs(FeatureRegistry registry) {
        List<FeatureInput> inputs = new ArrayList<>();
        for (Wanted one : wanted) {
            inputs.add(new FeatureInput(registry, one));
        }
        return inputs;
    }

    /** Returns the column that it declares. */
    FeatureColumn column(List<FeatureInput> inputs) {
        Visibility visibility = Visibility.PUBLIC;
        boolean sayable = true;
        for (FeatureInput input : inputs) {
            visibility = visibility.narrower(input.definition().visibility());
            sayable &= input.definition().sayable();
        }
        return new FeatureColumn(column, inputs.getFirst().definition().group(), owner, visibility, sayable, List.of());
    }

    /** Returns what fills the column. */
    StoreHydrator.Cell cell(List<FeatureInput> inputs) {
        StoreHydrator.Cell unmasked = cell.apply(inputs);
        FeatureInput[] all = inputs.toArray(FeatureInput[]::new);
        return (subject, object, moment) -> {
            for (FeatureInput input : all) {
                if (input.masked(subject, object)) {
                    return Float.NaN;
                }
            }
            return unmasked.value(subject, object, moment);
        };
    }
}
