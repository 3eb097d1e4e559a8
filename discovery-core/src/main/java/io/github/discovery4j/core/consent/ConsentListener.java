package io.github.discovery4j.core.consent;

/** Hears of every change of consent, by whatever process it was made, once reads see it. */
@FunctionalInterface
public interface ConsentListener {

    /**
     * Called after a change, on the thread that made it, or that heard of it from another process. What it throws is logged
     * and changes nothing.
     *
     * @param personId whose
     * @param before what they allowed
     * @param after what they allow
     */
    void changed(String personId, ConsentChoices before, ConsentChoices after);
}
