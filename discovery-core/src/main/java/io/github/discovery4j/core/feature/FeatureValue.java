package io.github.discovery4j.core.feature;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One value of a feature, whatever its kind: what defaults, audits, stores and comparisons pass around.
 *
 * <p>Hot loops read a {@link FeatureRow} instead. <b>Threads:</b> immutable.
 */
public sealed interface FeatureValue {

    /**
     * A float32.
     *
     * @param value finite
     */
    record Decimal(float value) implements FeatureValue {
        /** Checks the value. */
        public Decimal {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "feature value must be finite, was " + value + "; leave out what is not known");
            }
        }
    }

    /**
     * A whole number of 64 bits: a count, a time in milliseconds.
     *
     * @param value any
     */
    record Whole(long value) implements FeatureValue {}

    /**
     * A string: a locale, a device.
     *
     * @param value not blank
     */
    record Text(String value) implements FeatureValue {
        /** Checks the value. */
        public Text {
            if (value.isBlank()) {
                throw new IllegalArgumentException("feature text must not be blank; leave out what is not known");
            }
        }
    }

    /**
     * A set of strings.
     *
     * @param values none blank; sorted
     */
    record Labels(Set<String> values) implements FeatureValue {
        /** Copies and checks the labels. */
        public Labels {
            if (values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException(
                        "labels must be one or more, none blank; leave out what is not known");
            }
            values = Collections.unmodifiableSet(new TreeSet<>(values));
        }
    }

    /**
     * A vector.
     *
     * @param values finite, as many as the feature declares
     */
    record Vector(List<Float> values) implements FeatureValue {
        /** Copies and checks the values. */
        public Vector {
            values = List.copyOf(values);
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "feature value must be finite, was " + value + "; leave out what is not known");
                }
            }
        }
    }

    /**
     * A JSON document, kept as text.
     *
     * @param text well-formed JSON within the feature's bound on its bytes
     */
    record Json(String text) implements FeatureValue {}
}
