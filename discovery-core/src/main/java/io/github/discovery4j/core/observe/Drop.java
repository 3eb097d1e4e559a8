package io.github.discovery4j.core.observe;

/**
 * A candidate that was taken out, and why.
 *
 * @param itemId the candidate; an empty string when a source gave an ordinal that stands for nothing
 * @param stage the step or guardrail that took it out
 * @param reason in a few words
 */
public record Drop(String itemId, String stage, String reason) {

    @Override
    public String toString() {
        return "Drop[stage=%s, reason=%s]".formatted(stage, reason);
    }
}
