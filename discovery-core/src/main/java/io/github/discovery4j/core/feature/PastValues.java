package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The past of one row: for each feature the values that others replaced, as far back as the bound allows.
 *
 * <p><b>Cost:</b> a change copies the list. <b>Threads:</b> immutable.
 */
final class PastValues {

    static final PastValues NONE = new PastValues(List.of());

    private static final Comparator<PastValue> NEWEST_FIRST =
            Comparator.comparing(PastValue::at).reversed();

    private final List<PastValue> newestFirst;

    private PastValues(List<PastValue> newestFirst) {
        this.newestFirst = newestFirst;
    }

    static PastValues of(List<PastValue> values) {
        return values.isEmpty()
                ? NONE
                : new PastValues(values.stream().sorted(NEWEST_FIRST).toList());
    }

    List<PastValue> list() {
        return newestFirst;
    }

    /** Returns the past with more of it; of equal times the later call wins, and the oldest beyond the bound are dropped. */
    PastValues with(List<PastValue> more, int boundPerFeature) {
        if (more.isEmpty() || boundPerFeature == 0) {
            return this;
        }
        List<PastValue> all = new ArrayList<>(more.reversed());
        all.addAll(newestFirst);
        all.sort(NEWEST_FIRST);
        Map<String, PastValue> last = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        List<PastValue> kept = new ArrayList<>(all.size());
        for (PastValue value : all) {
            PastValue newer = last.put(value.feature(), value);
            if (newer != null && newer.at().equals(value.at())) {
                last.put(value.feature(), newer);
            } else if (counts.merge(value.feature(), 1, Integer::sum) <= boundPerFeature) {
                kept.add(value);
            }
        }
        return new PastValues(List.copyOf(kept));
    }

    /** Returns the past without a feature's values of a time, without all of them where no time is given. */
    PastValues without(String feature, Optional<Instant> at) {
        return new PastValues(newestFirst.stream()
                .filter(value -> !value.feature().equals(feature)
                        || !at.map(value.at()::equals).orElse(true))
                .toList());
    }

    /** Sets a feature to what it held at a moment, if that is known. */
    void restore(Feature feature, long moment, FeatureRow.Builder builder) {
        for (PastValue value : newestFirst) {
            if (value.feature().equals(feature.definition().name())
                    && value.at().toEpochMilli() <= moment) {
                builder.restore(feature, value.value().orElse(null), value.at().toEpochMilli());
                return;
            }
        }
    }
}
