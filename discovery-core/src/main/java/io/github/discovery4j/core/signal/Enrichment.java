package io.github.discovery4j.core.signal;

/**
 * How many events ingestion could complete. An event is complete with session, device and locale.
 *
 * @param events enriched so far, whatever became of them afterwards
 * @param complete of those, complete when they left
 * @param completed of those, events that came without one of the three and got it: repaired by enrichment
 */
public record Enrichment(long events, long complete, long completed) {

    /** {@return complete events / all events, 1 before the first} */
    public double completeShare() {
        return events == 0 ? 1 : complete / (double) events;
    }
}
