package io.github.discovery4j.core.model;

/**
 * What the items of an engine are, and so whether an item's id is also a person's.
 *
 * <p>Hosts often count users and films from 1, each in a table of its own: where items are things, an id that equals the
 * viewer's means nothing, and no consent is asked on an item's behalf.
 */
public enum ItemKind {
    /** Items are people: they share their ids with viewers, and their consent decides over being shown. */
    PEOPLE,
    /** Items are films, rooms, books and the like, with ids of their own. */
    THINGS
}
