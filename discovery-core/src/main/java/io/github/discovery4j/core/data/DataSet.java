package io.github.discovery4j.core.data;

/**
 * What a reader found.
 *
 * @param interactions who interacted with what, possibly none
 * @param items titles and attributes of items; empty for formats without them
 * @param users attributes of users; empty for formats without them. They are personal, some of them protected (age, sex):
 *     for measures, not for models
 * @param report what was read and what was skipped
 */
public record DataSet(Interactions interactions, Catalogue items, Catalogue users, ReadReport report) {}
