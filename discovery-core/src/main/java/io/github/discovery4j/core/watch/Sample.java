package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.signal.EventLog;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.SignalEvent;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Draws some of many.
 *
 * <p>Laws: at most as many as wanted, all different; the same for the same seed while there is nothing new to draw from.
 *
 * @param <T> what is drawn: ids of people, or pairs
 */
@FunctionalInterface
public interface Sample<T> {

    /**
     * Draws.
     *
     * @param most how many at most, 1 or more
     * @param seed decides which
     * @return those drawn
     */
    List<T> draw(int most, long seed);

    /**
     * Draws evenly from all.
     *
     * <p><b>Cost:</b> O(n log k) a draw, n of all and k drawn.
     *
     * @param all gives all at the moment, in any order; each counts once
     * @param <T> what is drawn
     * @return the sample
     */
    static <T> Sample<T> of(Supplier<? extends Collection<T>> all) {
        return (most, seed) -> {
            record Ranked<T>(long rank, T one) {}
            Comparator<Ranked<T>> byRank = Comparator.comparingLong(Ranked::rank);
            PriorityQueue<Ranked<T>> smallest = new PriorityQueue<>(byRank.reversed());
            for (T one : new LinkedHashSet<>(all.get())) {
                long rank = new SplittableRandom(seed ^ one.hashCode() * 0x9E3779B97F4A7C15L).nextLong();
                smallest.add(new Ranked<>(rank, one));
                if (smallest.size() > most) {
                    smallest.poll();
                }
            }
            return smallest.stream().sorted(byRank).map(Ranked::one).toList();
        };
    }

    /**
     * Draws people from a log, the more often the more they do.
     *
     * @param log of what they do
     * @return the sample
     */
    static Sample<String> activePeople(EventLog log) {
        return fromLog(log, event -> Optional.of(event.userId()));
    }

    /**
     * Draws pairs of a person and an item from a log, such as what was shown to whom. It looks at ten events a pair at most.
     *
     * @param log of what people do
     * @param type whose events name the pairs, such as impressions
     * @return the sample
     */
    static Sample<Pair> pairs(EventLog log, EventType type) {
        return fromLog(
                log,
                event -> event.itemId()
                        .filter(item -> event.type().name().equals(type.name()))
                        .map(item -> new Pair(event.userId(), item, event.time())));
    }

    private static <T> Sample<T> fromLog(EventLog log, Function<SignalEvent, Optional<T>> drawn) {
        return (most, seed) -> {
            long last = log.lastPosition();
            Set<T> found = new LinkedHashSet<>();
            if (last == 0) {
                return List.of();
            }
            SplittableRandom random = new SplittableRandom(seed);
            for (long look = 0; look < 10L * most && found.size() < most; look++) {
                List<Logged> next = log.read(random.nextLong(last), 1);
                next.forEach(logged -> drawn.apply(logged.event()).ifPresent(found::add));
            }
            return List.copyOf(found);
        };
    }
}
