package io.github.discovery4j.core.observe;

/**
 * What a source had part in among the merged candidates of a request.
 *
 * @param source its name
 * @param found how many of them it found
 * @param alone how many of them no other source found
 */
public record SourceShare(String source, int found, int alone) {}
