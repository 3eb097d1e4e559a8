package io.github.discovery4j.core.pipeline;

import java.time.Duration;

/**
 * How much a candidate memo keeps.
 *
 * @param keepFor how long a list is used at most
 * @param maxLists how many lists: one a viewer, source, filter and language
 * @param maxCandidates how many candidates and exclusions in all lists together
 */
public record MemoLimits(Duration keepFor, int maxLists, long maxCandidates) {}
