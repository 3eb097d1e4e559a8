package io.github.discovery4j.core.social;

import io.github.discovery4j.core.consent.ConsentView;
import java.util.function.Predicate;

/**
 * What every graph has to be told.
 *
 * @param consent what people allow
 * @param erased tells whether an id was erased for good; what comes late under such an id is dropped. Such as
 *     {@code tombstones::contains}
 */
public record SocialGraphSettings(ConsentView consent, Predicate<String> erased) {

    /**
     * Settings with nobody erased.
     *
     * @param consent what people allow
     * @return the settings
     */
    public static SocialGraphSettings of(ConsentView consent) {
        return new SocialGraphSettings(consent, id -> false);
    }

    /**
     * Returns these settings with another memory of who was erased.
     *
     * @param other tells whether an id was erased for good
     * @return the settings
     */
    public SocialGraphSettings erased(Predicate<String> other) {
        return new SocialGraphSettings(consent, other);
    }
}
