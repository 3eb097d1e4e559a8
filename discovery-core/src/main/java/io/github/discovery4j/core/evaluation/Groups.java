package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Catalogue;
import io.github.discovery4j.core.data.CatalogueRecord;
import io.github.discovery4j.core.data.IdMap;
import java.util.List;
import java.util.Optional;

/**
 * Which group each user or each item belongs to, for measures of parity. Some may belong to none.
 *
 * <p>Group attributes may be protected. They come in here and go to no model. <b>Threads:</b> immutable, safe to share.
 */
public final class Groups {

    /** The group of an ordinal that is in none. */
    public static final int NONE = -1;

    private final List<String> names;
    private final int[] groupOf;
    private final int[] sizes;

    private Groups(List<String> names, int[] groupOf, int[] sizes) {
        this.names = names;
        this.groupOf = groupOf;
        this.sizes = sizes;
    }

    /**
     * Groups ordinals.
     *
     * @param names of the groups, at least two
     * @param groupOf by ordinal of the user or item: an index of {@code names}, or {@link #NONE}
     * @return the groups
     * @throws IllegalArgumentException if there are fewer than two groups, one has no member, or an index is out of range
     */
    public static Groups of(List<String> names, int... groupOf) {
        int[] sizes = new int[names.size()];
        for (int ordinal = 0; ordinal < groupOf.length; ordinal++) {
            int group = groupOf[ordinal];
            if (group < NONE || group >= sizes.length) {
                throw new IllegalArgumentException("a group must be one of the " + sizes.length
                        + " named or none (-1), was " + group + " (ordinal " + ordinal + "); name every group");
            }
            if (group != NONE) {
                sizes[group]++;
            }
        }
        for (int group = 0; group < sizes.length; group++) {
            if (sizes[group] == 0) {
                throw new IllegalArgumentException(
                        "every group must have a member, \"" + names.get(group) + "\" had none; leave it out");
            }
        }
        if (sizes.length < 2) {
            throw new IllegalArgumentException("there must be two groups to compare, were " + names);
        }
        return new Groups(List.copyOf(names), groupOf.clone(), sizes);
    }

    /**
     * Groups by an attribute: one group a value, those without a value or with several in none.
     *
     * @param catalogue of the users or of the items
     * @param attribute for example {@code sex}
     * @param ids of the users or items that are evaluated
     * @return the groups, by code point of the value
     * @throws IllegalArgumentException if the attribute has fewer than two values among these ids
     */
    public static Groups of(Catalogue catalogue, String attribute, IdMap ids) {
        List<String> values = catalogue.distinctValues(attribute).stream()
                .filter(value -> has(catalogue, attribute, value, ids))
                .toList();
        int[] groupOf = new int[ids.size()];
        for (int ordinal = 0; ordinal < groupOf.length; ordinal++) {
            groupOf[ordinal] = valueOf(catalogue, attribute, ids.idOf(ordinal))
                    .map(values::indexOf)
                    .orElse(NONE);
        }
        return of(values, groupOf);
    }

    private static boolean has(Catalogue catalogue, String attribute, String value, IdMap ids) {
        for (int ordinal = 0; ordinal < ids.size(); ordinal++) {
            if (valueOf(catalogue, attribute, ids.idOf(ordinal))
                    .filter(value::equals)
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> valueOf(Catalogue catalogue, String attribute, String id) {
        return catalogue
                .find(id)
                .map((CatalogueRecord record) -> record.values(attribute))
                .filter(values -> values.size() == 1)
                .map(values -> values.get(0));
    }

    /** {@return what the groups are called} */
    public List<String> names() {
        return names;
    }

    /** {@return how many users or items were grouped, those in no group included} */
    public int size() {
        return groupOf.length;
    }

    /**
     * Returns the group of a user or item.
     *
     * @param ordinal in [0, size)
     * @return an index of {@link #names}, or {@link #NONE}
     */
    public int groupOf(int ordinal) {
        return groupOf[ordinal];
    }

    /**
     * Counts members.
     *
     * @param group an index of {@link #names}
     * @return at least 1
     */
    public int memberCount(int group) {
        return sizes[group];
    }

    void requireSize(int wanted, String what) {
        if (groupOf.length != wanted) {
            throw new IllegalArgumentException("groups must be as many as " + what + ", " + wanted + ", were "
                    + groupOf.length + "; make them for the id map that is evaluated");
        }
    }
}
