package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A change of one row, as stores apply it.
 *
 * <p>Each feature goes its own way in time: what is newer than what the store has becomes the present and what it replaces
 * the past; what comes late becomes the past and leaves the present alone; of equal times the later call wins. What was
 * set without a time is never late. <b>Threads:</b> immutable; applied by one thread at a time.
 */
public final class RowChange {

    /** What a row will hold, which of its features count as changed, and whether what they held becomes the past. */
    private record Change(FeatureRow.Builder values, BitSet features, boolean keepsPast) {}

    private final Function<FeatureRow, Change> change;

    private RowChange(Function<FeatureRow, Change> change) {
        this.change = change;
    }

    /**
     * Replaces a row.
     *
     * @param row what it will hold; features that it leaves out are taken out
     * @return the change
     */
    static RowChange replace(FeatureRow row) {
        BitSet all = new BitSet();
        all.set(0, row.registry().size());
        return new RowChange(present -> new Change(row.toBuilder(), all, true));
    }

    /**
     * Changes some of a row's features.
     *
     * @param changes sets or takes out values
     * @return the change
     */
    static RowChange update(Consumer<FeatureRow.Builder> changes) {
        return new RowChange(present -> {
            FeatureRow.Builder builder = present.toBuilder();
            changes.accept(builder);
            return new Change(builder, builder.touched(), true);
        });
    }

    /**
     * Deletes what a row holds of a feature: the value becomes no past.
     *
     * @param feature a declared feature
     * @return the change
     */
    static RowChange delete(String feature) {
        return new RowChange(present -> {
            FeatureRow.Builder builder = present.toBuilder();
            builder.without(feature);
            return new Change(builder, builder.touched(), false);
        });
    }

    /**
     * A row after a change.
     *
     * @param row the present
     * @param past what was replaced, or came late
     */
    public record Outcome(FeatureRow row, List<PastValue> past) {}

    /**
     * Applies the change.
     *
     * @param present the row as it is, with the times of its features
     * @param now the time of whatever was set without one
     * @return the row as it will be
     */
    public Outcome apply(FeatureRow present, Instant now) {
        return apply(present, now.toEpochMilli(), true);
    }

    /** Applies the change; leaves the past out where nobody keeps it. */
    Outcome apply(FeatureRow present, long moment, boolean pastIsKept) {
        Change asked = change.apply(present);
        FeatureRow.Builder after = asked.values();
        BitSet features = asked.features();
        List<PastValue> past = new ArrayList<>();
        FeatureRow asAsked = null;
        for (int index = features.nextSetBit(0); index >= 0; index = features.nextSetBit(index + 1)) {
            Feature feature = present.registry().feature(index);
            long before = present.time(index);
            long at = after.time(index) == FeatureRow.UNTIMED ? Math.max(moment, before) : after.time(index);
            if (at < before) {
                if (pastIsKept) {
                    asAsked = asAsked == null ? after.buildTimed() : asAsked;
                    past.add(pastValue(asAsked, feature, at));
                }
                present.copyTo(after, feature, before);
                continue;
            }
            if (at > before && before != FeatureRow.NEVER && pastIsKept && asked.keepsPast()) {
                past.add(pastValue(present, feature, before));
            }
            after.time(feature, at);
        }
        return new Outcome(after.buildTimed(), List.copyOf(past));
    }

    private static PastValue pastValue(FeatureRow row, Feature feature, long at) {
        return new PastValue(
                feature.definition().name(), Instant.ofEpochMilli(at), Optional.ofNullable(row.valueOrNull(feature)));
    }
}
