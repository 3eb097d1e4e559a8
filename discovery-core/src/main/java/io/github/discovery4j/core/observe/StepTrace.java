package io.github.discovery4j.core.observe;

/**
 * What one stage did in one request.
 *
 * @param step {@code memo}, {@code source}, {@code fallback}, {@code merge}, {@code hydrate}, {@code rank}, {@code guard},
 *     {@code diversify} or {@code explain}
 * @param stage the stage's name within its step
 * @param outcome how it ended
 * @param nanos how long it took; sources run side by side
 * @param in how many candidates went in; 0 for a source
 * @param out how many came out
 */
public record StepTrace(String step, String stage, StepOutcome outcome, long nanos, int in, int out) {}
