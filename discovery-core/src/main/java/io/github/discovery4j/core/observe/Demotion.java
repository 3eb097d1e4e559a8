package io.github.discovery4j.core.observe;

/**
 * How many candidates a guardrail put behind others, and why.
 *
 * @param stage the guardrail
 * @param reason in a few words
 * @param candidates how many; who was removed all the same is not among them
 */
public record Demotion(String stage, String reason, int candidates) {}
