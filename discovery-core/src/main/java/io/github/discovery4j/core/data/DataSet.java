package io.github.discovery4j.core.data;

/**
 * What a reader found.
 *
 * @param interactions who interacted with what, possibly none
 * @param items titles and attributes of items; empty for formats without them
 * @param users attributes of users; empty for formats without them. They are personal, some of them protected (age, sex):
 *     for measures, not for models
 * @param ties who is tied to whom; {@link Ties#NONE} for formats without them. Their id map is their own:
 *     {@link Ties#over} gives them the interactions' ordinals
 * @param taggings who gave what which tag; {@link Taggings#NONE} for formats without them. Their id maps are their own:
 *     {@link Taggings#over} gives them the interactions' ordinals
 * @param report what was read and what was skipped
 */
public record DataSet(
        Interactions interactions, Catalogue items, Catalogue users, Ties ties, Taggings taggings, ReadReport report) {

    /**
     * Holds what a format without ties and tags has.
     *
     * @param interactions who interacted with what, possibly none
     * @param items titles and attributes of items
     * @param users attributes of users
     * @param report what was read and what was skipped
     */
    public DataSet(Interactions interactions, Catalogue items, Catalogue users, ReadReport report) {
        this(interactions, items, users, Ties.NONE, Taggings.NONE, report);
    }
}
