package io.github.discovery4j.examples.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;
import org.eclipse.collections.impl.set.mutable.primitive.LongHashSet;

/**
 * Draws who follows and who blocks whom.
 *
 * <p>People take their turns in order. A person follows back, or draws from the pool of a community, of the city or of
 * everybody. A pool is an urn: each member has tickets by activity and gains one with every follower, so the popular
 * become more popular. Now and then a pair that comes into touch ends in a block instead of a follow.
 *
 * <p><b>Cost:</b> O(people + follows). <b>Threads:</b> one at a time. Source: preferential attachment after Barabási
 * and Albert, Science 286, 1999. Differs: all people are there from the start, with unequal tickets, and follows lean
 * towards people alike.
 */
final class TieGenerator {

    private static final int LEAST_FOLLOWS = 5;
    private static final int MOST_FOLLOWS = 200;
    private static final int MOST_TICKETS_AT_START = 100;

    // What share of the draws comes from where; what is left comes from everybody.
    private static final double FROM_FOLLOWERS = 0.45;
    private static final double FROM_COMMUNITY = 0.3;
    private static final double FROM_CITY = 0.08;

    private static final double WITHOUT_COMMON_LANGUAGE = 0.1;
    private static final double ENDS_IN_BLOCK = 0.015;
    private static final int MOST_MISSES_IN_A_ROW = 100;

    private final List<Person> people;
    private final Draws draws;

    private final IntArrayList everybody = new IntArrayList();
    private final Map<String, IntArrayList> poolByCity = new HashMap<>();
    private final Map<String, IntArrayList> poolByCommunity = new HashMap<>();
    private final List<IntArrayList> followers = new ArrayList<>();

    /** For each person, 1 + the ordinal of the latest person who followed them. */
    private final int[] latestFollower;

    private final LongHashSet blockedPairs = new LongHashSet();
    private final IntArrayList followSources = new IntArrayList();
    private final IntArrayList followTargets = new IntArrayList();
    private final IntArrayList blockSources = new IntArrayList();
    private final IntArrayList blockTargets = new IntArrayList();

    TieGenerator(List<Person> people, long seed) {
        this.people = people;
        this.draws = Draws.of(seed, "ties");
        this.latestFollower = new int[people.size()];
        for (int person = 0; person < people.size(); person++) {
            followers.add(new IntArrayList());
            int tickets =
                    1 + (int) Math.min(MOST_TICKETS_AT_START, people.get(person).postsPerWeek());
            for (int ticket = 0; ticket < tickets; ticket++) {
                addTicket(person);
            }
        }
    }

    Ties generate() {
        for (int person = 0; person < people.size(); person++) {
            takeTurn(person);
        }
        return new Ties(
                DirectedEdges.of(people.size(), followSources.toArray(), followTargets.toArray()),
                DirectedEdges.of(people.size(), blockSources.toArray(), blockTargets.toArray()));
    }

    private void takeTurn(int person) {
        int left = followCount(people.get(person));
        int misses = 0;
        while (left > 0 && misses < MOST_MISSES_IN_A_ROW) {
            int other = draw(person);
            if (!canFollow(person, other) || !likes(person, other)) {
                misses++;
                continue;
            }
            misses = 0;
            if (draws.chance(ENDS_IN_BLOCK) && !followers.get(person).contains(other)) {
                block(person, other);
            } else {
                follow(person, other);
                left--;
            }
        }
        // Nearly everybody in reach is followed, as in a tiny network: whoever is left will do.
        int start = draws.below(people.size());
        for (int step = 0; left > 0 && step < people.size(); step++) {
            int other = (start + step) % people.size();
            if (canFollow(person, other)) {
                follow(person, other);
                left--;
            }
        }
    }

    private int followCount(Person person) {
        int wanted = person.newcomer()
                ? draws.below(3)
                : Math.min(MOST_FOLLOWS, LEAST_FOLLOWS + (int) draws.logNormal(9, 1));
        return Math.min(wanted, people.size() - 1);
    }

    private int draw(int person) {
        double point = draws.uniform();
        if (point < FROM_FOLLOWERS && followers.get(person).notEmpty()) {
            return oneOf(followers.get(person));
        }
        if (point < FROM_FOLLOWERS + FROM_COMMUNITY) {
            Community community = draws.oneOf(people.get(person).communities());
            return oneOf(pool(poolByCommunity, community.id()));
        }
        if (point < FROM_FOLLOWERS + FROM_COMMUNITY + FROM_CITY) {
            return oneOf(pool(poolByCity, people.get(person).city().name()));
        }
        return oneOf(everybody);
    }

    private boolean canFollow(int person, int other) {
        return other != person && latestFollower[other] != person + 1 && !blockedPairs.contains(pair(person, other));
    }

    private boolean likes(int person, int other) {
        return !Collections.disjoint(
                        people.get(person).languages(), people.get(other).languages())
                || draws.chance(WITHOUT_COMMON_LANGUAGE);
    }

    private void follow(int person, int other) {
        followSources.add(person);
        followTargets.add(other);
        followers.get(other).add(person);
        latestFollower[other] = person + 1;
        addTicket(other);
    }

    private void block(int person, int other) {
        boolean own = draws.chance(0.5);
        blockSources.add(own ? person : other);
        blockTargets.add(own ? other : person);
        blockedPairs.add(pair(person, other));
    }

    private void addTicket(int person) {
        everybody.add(person);
        pool(poolByCity, people.get(person).city().name()).add(person);
        for (Community community : people.get(person).communities()) {
            pool(poolByCommunity, community.id()).add(person);
        }
    }

    private int oneOf(IntArrayList pool) {
        return pool.get(draws.below(pool.size()));
    }

    private static IntArrayList pool(Map<String, IntArrayList> pools, String key) {
        return pools.computeIfAbsent(key, absent -> new IntArrayList());
    }

    /** Returns one number for the two people in either order. */
    private static long pair(int person, int other) {
        return ((long) Math.min(person, other) << 32) | Math.max(person, other);
    }
}
