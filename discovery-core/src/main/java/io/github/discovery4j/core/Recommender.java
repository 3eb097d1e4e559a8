package io.github.discovery4j.core;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import java.util.List;

/**
 * Answers requests for slates: one {@link DiscoveryEngine}, or an {@link EngineSwitch} that chooses among several.
 *
 * <p>Host code that asks for slates should hold this type, so that the one can take the other's place.
 * <b>Threads:</b> safe.
 */
public interface Recommender extends AutoCloseable {

    /**
     * Answers a request.
     *
     * @param request for whom, how many, under which conditions
     * @return the slate, safe to hand to the viewer; possibly shorter than asked for
     * @throws IllegalArgumentException if the request's filter reads an attribute that the engine does not know
     * @throws IllegalStateException if this is closed
     */
    default Slate recommend(SlateRequest request) {
        return recommendTraced(request).slate();
    }

    /**
     * Answers a request and says how the slate came about.
     *
     * @param request for whom, how many, under which conditions
     * @return the slate for the viewer and the trace for the operator
     * @throws IllegalArgumentException if the request's filter reads an attribute that the engine does not know
     * @throws IllegalStateException if this is closed
     */
    TracedSlate recommendTraced(SlateRequest request);

    /**
     * Returns what is kept here about people between requests, for exports and erasures. The stages' own data is not
     * among it.
     *
     * @return holders that stay valid as long as this
     */
    List<PersonalDataHolder> personalData();

    /** Ends what was started here. */
    @Override
    void close();
}
