package io.github.discovery4j.core.social;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A graph of plain sets, slow and plain to see through: what {@link SocialGraph} must agree with. */
final class TieModel {

    final Map<String, Set<String>> follows = new HashMap<>();
    final Map<String, Set<String>> blocks = new HashMap<>();
    final Set<String> hidden = new HashSet<>();

    boolean follow(String from, String to) {
        return !blocks(from, to) && !blocks(to, from) && add(follows, from, to);
    }

    boolean unfollow(String from, String to) {
        return remove(follows, from, to);
    }

    boolean block(String from, String to) {
        if (!add(blocks, from, to)) {
            return false;
        }
        remove(follows, from, to);
        remove(follows, to, from);
        return true;
    }

    boolean unblock(String from, String to) {
        return remove(blocks, from, to);
    }

    int erase(String person) {
        int records = of(follows, person).size() + of(blocks, person).size();
        follows.remove(person);
        blocks.remove(person);
        follows.values().forEach(followed -> followed.remove(person));
        return records;
    }

    private static boolean add(Map<String, Set<String>> ties, String from, String to) {
        return ties.computeIfAbsent(from, id -> new TreeSet<>()).add(to);
    }

    private static boolean remove(Map<String, Set<String>> ties, String from, String to) {
        return ties.containsKey(from) && ties.get(from).remove(to);
    }

    private static Set<String> of(Map<String, Set<String>> ties, String from) {
        return ties.getOrDefault(from, Set.of());
    }

    boolean blocks(String from, String to) {
        return of(blocks, from).contains(to);
    }

    private boolean shown(String one, String other) {
        return !hidden.contains(one) && !hidden.contains(other);
    }

    boolean follows(String from, String to) {
        return shown(from, to) && of(follows, from).contains(to);
    }

    Set<String> following(String person) {
        return of(follows, person).stream()
                .filter(other -> shown(person, other))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> followers(String person) {
        return follows.keySet().stream()
                .filter(other -> follows(other, person))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> alters(String person) {
        Set<String> alters = following(person);
        alters.addAll(followers(person));
        return alters;
    }

    private int ties(String one, String other) {
        return (follows(one, other) ? 1 : 0) + (follows(other, one) ? 1 : 0);
    }

    EgoNetwork ego(String person) {
        List<String> alters = List.copyOf(alters(person));
        int n = alters.size();
        if (n == 0) {
            return new EgoNetwork(0, Double.NaN, Double.NaN);
        }
        double among = 0;
        for (String one : alters) {
            for (String other : alters) {
                among += follows(one, other) ? 1 : 0;
            }
        }
        double constraint = 0;
        for (String j : alters) {
            double invested = share(person, j, person, alters);
            for (String q : alters) {
                if (!q.equals(j)) {
                    invested += share(person, q, person, alters) * share(q, j, person, alters);
                }
            }
            constraint += invested * invested;
        }
        return new EgoNetwork(n, n < 2 ? Double.NaN : among / (n * (n - 1)), 1 - constraint);
    }

    /** The share of one's ties within an ego network that are with another. */
    private double share(String one, String other, String ego, List<String> alters) {
        double all = one.equals(ego) ? 0 : ties(one, ego);
        for (String alter : alters) {
            all += alter.equals(one) ? 0 : ties(one, alter);
        }
        return ties(one, other) / all;
    }

    /** The seven columns of {@link GraphFeatures}. */
    float[] features(String subject, String object) {
        float nan = Float.NaN;
        float[] values = {nan, nan, nan, nan, nan, nan, nan};
        if (hidden.contains(object) || alters(object).isEmpty()) {
            return values;
        }
        EgoNetwork ego = ego(object);
        values[5] = (float) ego.density();
        values[6] = (float) ego.brokerage();
        if (hidden.contains(subject) || alters(subject).isEmpty()) {
            return values;
        }
        values[0] = follows(subject, object) && follows(object, subject) ? 1 : 0;
        Set<String> shared = following(subject);
        shared.retainAll(following(object));
        values[1] = shared.size();
        Set<String> between = following(subject);
        between.retainAll(followers(object));
        values[2] = between.size();
        double byLogarithm = 0;
        double byTies = 0;
        for (String person : between) {
            double ties = of(follows, person).size()
                    + follows.values().stream()
                            .filter(followed -> followed.contains(person))
                            .count();
            byLogarithm += 1 / Math.log(ties);
            byTies += 1 / ties;
        }
        values[3] = (float) byLogarithm;
        values[4] = (float) byTies;
        return values;
    }
}
