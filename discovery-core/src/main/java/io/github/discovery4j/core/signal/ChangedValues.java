package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.signal.WindowState.Values;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values of one person that differ from what the feature store was given last. */
final class ChangedValues implements Consumer<FeatureRow.Builder> {

    private static final int ABSENT = Float.floatToRawIntBits(Float.NaN);

    private final WindowPlan plan;
    private final Instant at;
    private final int[] windows;
    private final @Nullable FeatureValue[] values;

    private ChangedValues(WindowPlan plan, Instant at, int[] windows, @Nullable FeatureValue[] values) {
        this.plan = plan;
        this.at = at;
        this.windows = windows;
        this.values = values;
    }

    /** Returns what has changed, and notes in the state that the store is given it. */
    static ChangedValues of(WindowPlan plan, WindowState state, Values computed, Instant at) {
        int count = plan.definitions().size();
        int[] written = state.written;
        boolean unknown = written == null;
        int[] fingerprints = written == null ? new int[count] : written;
        int[] windows = new int[count];
        @Nullable FeatureValue[] values = new @Nullable FeatureValue[count];
        int changed = 0;
        for (int i = 0; i < count; i++) {
            if (computed.has(i)) {
                FeatureValue value = computed.value(i);
                int fingerprint = value == null ? ABSENT : fingerprint(value);
                if (unknown || fingerprints[i] != fingerprint) {
                    fingerprints[i] = fingerprint;
                    windows[changed] = i;
                    values[changed++] = value;
                }
            }
        }
        state.written = fingerprints;
        return new ChangedValues(plan, at, Arrays.copyOf(windows, changed), Arrays.copyOf(values, changed));
    }

    /** A set's own hash is the sum of its labels': that of the hours 00 and 05 is that of 02 and 03. */
    static int fingerprint(FeatureValue value) {
        return value instanceof FeatureValue.Labels labels
                ? Long.hashCode(WindowState.hash(String.join("\n", labels.values())))
                : value.hashCode();
    }

    boolean isEmpty() {
        return windows.length == 0;
    }

    @Override
    public void accept(FeatureRow.Builder row) {
        row.at(at);
        for (int i = 0; i < windows.length; i++) {
            String feature = plan.definitions().get(windows[i]).feature();
            FeatureValue value = values[i];
            if (value == null) {
                row.without(feature);
            } else {
                row.value(feature, value);
            }
        }
    }
}
