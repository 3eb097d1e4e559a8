package io.github.discovery4j.examples.sample;

import java.time.Instant;

/**
 * A work that a person marked as a favourite.
 *
 * @param item the work
 * @param strength how much the person likes it, from 1 to 5 in half steps, like a rating
 * @param at when the person marked it: in the 180 days before the community's reference instant
 */
public record Favourite(CatalogueItem item, double strength, Instant at) {}
