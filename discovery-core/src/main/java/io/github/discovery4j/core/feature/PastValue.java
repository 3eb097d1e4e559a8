package io.github.discovery4j.core.feature;

import java.time.Instant;
import java.util.Optional;

/**
 * What a feature held at an earlier time.
 *
 * @param feature its name
 * @param at since when, to the millisecond
 * @param value what it held from then on, empty if it was taken out
 */
public record PastValue(String feature, Instant at, Optional<FeatureValue> value) {

    @Override
    public String toString() {
        return "PastValue[feature=%s, at=%s]".formatted(feature, at);
    }
}
