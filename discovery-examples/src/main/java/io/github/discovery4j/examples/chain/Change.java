package io.github.discovery4j.examples.chain;

/**
 * A measure of the slate that the best by score would have made, and of the one that was chosen.
 *
 * @param byScore before
 * @param chosen after
 */
public record Change(double byScore, double chosen) {}
