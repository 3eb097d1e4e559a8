package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.SparseRows;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Says which part of the users, or of what is to be found, is measured on its own too.
 *
 * <p>A segment of users takes their lists as they are. A segment of items counts only the relevant items in it, in the same
 * lists: all items still compete, and users with no relevant item in it are left out. Metrics that are no mean over users are
 * not measured on items, nor are metrics of all scores. <b>Threads:</b> immutable, safe.
 */
public final class SegmentRule {

    /** Up to how many interactions a user is cold for {@link #standard}. */
    public static final int DEFAULT_COLD = 20;

    /** Which share of the items is popular for {@link #standard}. */
    public static final double DEFAULT_HEAD = 0.2;

    private final String name;
    private final String definition;
    private final boolean ofItems;
    private final Function<TrainTest, IntPredicate> members;

    private SegmentRule(String name, String definition, boolean ofItems, Function<TrainTest, IntPredicate> members) {
        this.name = name;
        this.definition = definition;
        this.ofItems = ofItems;
        this.members = members;
    }

    /**
     * Makes a segment of users.
     *
     * @param name in reports
     * @param definition in words, with its numbers
     * @param members tells for a split which user ordinals belong to it
     * @return the rule
     */
    public static SegmentRule ofUsers(String name, String definition, Function<TrainTest, IntPredicate> members) {
        return new SegmentRule(name, definition, false, members);
    }

    /**
     * Makes a segment of items.
     *
     * @param name in reports
     * @param definition in words, with its numbers
     * @param members tells for a split which item ordinals belong to it
     * @return the rule
     */
    public static SegmentRule ofItems(String name, String definition, Function<TrainTest, IntPredicate> members) {
        return new SegmentRule(name, definition, true, members);
    }

    /**
     * Users of whom little is known when items are ranked for them.
     *
     * @param most up to how many interactions a history is small
     * @return {@code cold-users}
     */
    public static SegmentRule coldUsers(int most) {
        return ofUsers("cold-users", "users with at most " + most + " known interactions", split -> {
            SparseRows histories = split.histories().byUser();
            return user -> histories.end(user) - histories.start(user) <= most;
        });
    }

    /**
     * All users who are not {@link #coldUsers}.
     *
     * @param most up to how many interactions a history is small
     * @return {@code warm-users}
     */
    public static SegmentRule warmUsers(int most) {
        return ofUsers("warm-users", "users with more than " + most + " known interactions", split -> {
            SparseRows histories = split.histories().byUser();
            return user -> histories.end(user) - histories.start(user) > most;
        });
    }

    /**
     * The items with most training interactions: {@code rint(share * items)} of the catalogue, equal counts by code point of
     * the id.
     *
     * @param share in (0, 1)
     * @return {@code popular-items}
     * @throws IllegalArgumentException if the share is out of that range
     */
    public static SegmentRule popularItems(double share) {
        Shares.require("share", share);
        return ofItems(
                "popular-items",
                "relevant items among the " + share + " of the catalogue with most training interactions",
                split -> {
                    boolean[] head = head(split, share);
                    return item -> head[item];
                });
    }

    /**
     * All items that are not {@link #popularItems}.
     *
     * @param share of the catalogue that is popular, in (0, 1)
     * @return {@code long-tail-items}
     * @throws IllegalArgumentException if the share is out of that range
     */
    public static SegmentRule longTailItems(double share) {
        Shares.require("share", share);
        return ofItems(
                "long-tail-items",
                "relevant items outside the " + share + " of the catalogue with most training interactions",
                split -> {
                    boolean[] head = head(split, share);
                    return item -> !head[item];
                });
    }

    /** {@return cold and warm users, popular and long-tail items, with the default numbers} */
    public static List<SegmentRule> standard() {
        return List.of(
                coldUsers(DEFAULT_COLD),
                warmUsers(DEFAULT_COLD),
                popularItems(DEFAULT_HEAD),
                longTailItems(DEFAULT_HEAD));
    }

    private static boolean[] head(TrainTest split, double share) {
        Popularity popularity = Popularity.of(split.train());
        int[] tieRanks = split.train().items().codePointRanks();
        boolean[] head = new boolean[tieRanks.length];
        IntStream.range(0, tieRanks.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer item) -> -popularity.count(item))
                        .thenComparingInt(item -> tieRanks[item]))
                .limit(Math.round(Math.rint(share * tieRanks.length)))
                .forEach(item -> head[item] = true);
        return head;
    }

    /** {@return the name in reports} */
    public String name() {
        return name;
    }

    /** {@return what belongs to it, in words} */
    public String definition() {
        return definition;
    }

    /** A rule for one split. */
    record Bound(SegmentRule rule, IntPredicate members) {

        boolean measures(Measure measure) {
            return !rule.ofItems || (measure.isPerUser() && !measure.needsAllScores());
        }

        Rankings of(Rankings all) {
            List<RankedList> lists = rule.ofItems
                    ? all.lists().stream()
                            .map(list -> list.seeking(members))
                            .flatMap(Optional::stream)
                            .toList()
                    : all.lists().stream()
                            .filter(list -> members.test(list.userOrdinal()))
                            .toList();
            return new Rankings(all.itemCount(), lists);
        }
    }

    Bound bind(TrainTest split) {
        return new Bound(this, members.apply(split));
    }
}
