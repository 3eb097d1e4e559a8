package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.consent.ConsentView;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.Predicate;

/**
 * What every feature store has to be told.
 *
 * @param registry declares the features
 * @param consent what the entities' owners allow; {@link ConsentView#ALLOW_ALL} for entities that are not people
 * @param clock tells when a value is put, and whether one has expired
 * @param history how many past values of each feature of a row are kept for reads of the past, 0 or more
 * @param erased tells whether an id was erased for good; whatever is put under such an id is dropped, so that a late event
 *     brings nobody back. A store keeps no list of erased ids itself; asked while the row is held, so quick
 */
public record FeatureStoreSettings(
        FeatureRegistry registry, ConsentView consent, InstantSource clock, int history, Predicate<String> erased) {

    /** How many past values of a feature are kept unless said otherwise. */
    public static final int DEFAULT_HISTORY = 16;

    /** Checks the bound. */
    public FeatureStoreSettings {
        if (history < 0) {
            throw new IllegalArgumentException(
                    "history must be 0 or more past values of a feature, was %d (entity \"%s\")"
                            .formatted(history, registry.entity()));
        }
    }

    /**
     * Settings with the system's clock, {@value #DEFAULT_HISTORY} past values, and nobody erased.
     *
     * @param registry declares the features
     * @param consent what the entities' owners allow
     * @return the settings
     */
    public static FeatureStoreSettings of(FeatureRegistry registry, ConsentView consent) {
        return new FeatureStoreSettings(registry, consent, Clock.systemUTC(), DEFAULT_HISTORY, id -> false);
    }

    /**
     * Returns these settings with another clock.
     *
     * @param other tells the time
     * @return the settings
     */
    public FeatureStoreSettings clock(InstantSource other) {
        return new FeatureStoreSettings(registry, consent, other, history, erased);
    }

    /**
     * Returns these settings with another bound on the past.
     *
     * @param values how many past values of a feature are kept, 0 for none
     * @return the settings
     */
    public FeatureStoreSettings history(int values) {
        return new FeatureStoreSettings(registry, consent, clock, values, erased);
    }

    /**
     * Returns these settings with another memory of who was erased.
     *
     * @param other tells whether an id was erased for good
     * @return the settings
     */
    public FeatureStoreSettings erased(Predicate<String> other) {
        return new FeatureStoreSettings(registry, consent, clock, history, other);
    }
}
