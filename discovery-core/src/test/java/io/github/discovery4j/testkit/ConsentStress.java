package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.ConsentLedger;
import io.github.discovery4j.core.model.SignalGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads in many threads while consent flips at random, and counts reads that saw what they must not.
 *
 * <p>A read has leaked if it began after an opt-out (or a withdrawal) had returned, ended before the consent was given
 * again, and saw the signal. Each person and group has a counter, odd while the signal is off for certain: set after the
 * opt-out returned, reset before the opt-in is called. A read notes the counters before it begins and compares after.
 */
public final class ConsentStress {

    /** Stands for being shown at all: off while the person has withdrawn. */
    public static final SignalGroup TAKING_PART = new SignalGroup("taking_part");

    private static final int FLIPPERS = 2;

    /**
     * Somebody's signal that a read saw.
     *
     * @param personId its owner
     * @param group its group
     */
    public record Sighting(String personId, SignalGroup group) {}

    /** A way to read. */
    @FunctionalInterface
    public interface Probe {
        /**
         * Reads once.
         *
         * @param viewerId somebody who looks
         * @param personId somebody who is looked at
         * @return every signal that the read saw, of whomever
         */
        Collection<Sighting> look(String viewerId, String personId);
    }

    /**
     * What one probe did.
     *
     * @param reads how often it looked
     * @param sightings how many signals it saw
     * @param whileOff how many reads had the person whom they looked at switched something off from beginning to end
     * @param leaks how many signals it saw that were off from beginning to end
     */
    public record Counts(long reads, long sightings, long whileOff, long leaks) {}

    /**
     * What came out.
     *
     * @param flips how often consent changed
     * @param probes by name
     */
    public record Report(long flips, Map<String, Counts> probes) {
        /** {@return the leaks of all probes} */
        public long leaks() {
            return probes.values().stream().mapToLong(Counts::leaks).sum();
        }

        /** {@return the reads of all probes} */
        public long reads() {
            return probes.values().stream().mapToLong(Counts::reads).sum();
        }

        /** Fails unless every probe saw something, looked at people who had switched something off, and saw no leak. */
        public void verify() {
            probes.forEach((name, counts) -> {
                assertThat(counts.sightings())
                        .as("what %s saw: it must be able to see", name)
                        .isPositive();
                assertThat(counts.whileOff())
                        .as("reads by %s of people who were off", name)
                        .isPositive();
                assertThat(counts.leaks()).as("leaks by %s in %s", name, this).isZero();
            });
            assertThat(flips).isPositive();
        }
    }

    private static final class Tally {
        final LongAdder reads = new LongAdder();
        final LongAdder sightings = new LongAdder();
        final LongAdder whileOff = new LongAdder();
        final LongAdder leaks = new LongAdder();
    }

    private final ConsentLedger ledger;
    private final List<String> people;
    private final List<SignalGroup> groups;
    private final Map<String, Integer> places = new TreeMap<>();
    private final AtomicLongArray stamps;
    private final Map<String, Probe> probes = new TreeMap<>();

    /**
     * Prepares a run.
     *
     * @param ledger in which nobody of these people has changed anything
     * @param people who flip, two or more
     * @param groups what they flip
     */
    public ConsentStress(ConsentLedger ledger, List<String> people, List<SignalGroup> groups) {
        this.ledger = ledger;
        this.people = List.copyOf(people);
        this.groups = new ArrayList<>(groups);
        this.groups.add(TAKING_PART);
        for (int i = 0; i < people.size(); i++) {
            places.put(people.get(i), i);
        }
        this.stamps = new AtomicLongArray(people.size() * this.groups.size());
    }

    /**
     * Adds a way to read.
     *
     * @param name what the report calls it
     * @param probe safe for several threads
     * @return this
     */
    public ConsentStress probe(String name, Probe probe) {
        probes.put(name, probe);
        return this;
    }

    /**
     * Runs.
     *
     * @param readers how many threads read
     * @param time how long
     * @param seed of what is drawn
     * @return what came out
     * @throws Exception what a probe or the ledger threw
     */
    public Report run(int readers, Duration time, long seed) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong flips = new AtomicLong();
        List<String> names = List.copyOf(probes.keySet());
        List<Tally> tallies = names.stream().map(name -> new Tally()).toList();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < FLIPPERS; i++) {
            int flipper = i;
            tasks.add(() -> guarded(done, () -> flip(flipper, new Random(seed + flipper), done, flips)));
        }
        for (int i = 0; i < readers; i++) {
            Random random = new Random(seed + 1000 + i);
            tasks.add(() -> guarded(done, () -> {
                while (!done.get()) {
                    int probe = random.nextInt(names.size());
                    look(probes.get(names.get(probe)), tallies.get(probe), random);
                }
            }));
        }
        tasks.add(() -> {
            long end = System.nanoTime() + time.toNanos();
            while (!done.get() && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            done.set(true);
            return null;
        });
        try (ExecutorService executor = Executors.newFixedThreadPool(tasks.size())) {
            for (Future<Void> result : executor.invokeAll(tasks)) {
                result.get();
            }
        }
        Map<String, Counts> counts = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            Tally tally = tallies.get(i);
            counts.put(
                    names.get(i),
                    new Counts(tally.reads.sum(), tally.sightings.sum(), tally.whileOff.sum(), tally.leaks.sum()));
        }
        return new Report(flips.get(), counts);
    }

    private static Void guarded(AtomicBoolean done, Runnable work) {
        try {
            work.run();
            return null;
        } finally {
            done.set(true);
        }
    }

    private int stamp(int person, int group) {
        return person * groups.size() + group;
    }

    private void look(Probe probe, Tally tally, Random random) {
        int looker = random.nextInt(people.size());
        int person = (looker + 1 + random.nextInt(people.size() - 1)) % people.size();
        long[] before = new long[stamps.length()];
        for (int i = 0; i < before.length; i++) {
            before[i] = stamps.get(i);
        }
        Set<Sighting> seen = new HashSet<>(probe.look(people.get(looker), people.get(person)));
        tally.reads.increment();
        tally.sightings.add(seen.size());
        boolean off = false;
        for (int group = 0; group < groups.size(); group++) {
            off |= wasOff(before, stamp(person, group)) || wasOff(before, stamp(looker, group));
        }
        if (off) {
            tally.whileOff.increment();
        }
        for (Sighting sighting : seen) {
            Integer place = places.get(sighting.personId());
            int group = groups.indexOf(sighting.group());
            if (place != null && group >= 0 && wasOff(before, stamp(place, group))) {
                tally.leaks.increment();
            }
        }
    }

    private boolean wasOff(long[] before, int stamp) {
        return before[stamp] % 2 == 1 && stamps.get(stamp) == before[stamp];
    }

    /** Each thread changes the people of its own, so that the order of one person's choices is known. */
    private void flip(int flipper, Random random, AtomicBoolean done, AtomicLong flips) {
        boolean[][] switchedOff = new boolean[people.size()][groups.size()];
        int whole = groups.size() - 1;
        while (!done.get()) {
            int person = random.nextInt(people.size());
            if (person % FLIPPERS == flipper) {
                // Somebody withdraws less often than they change a group.
                int group = random.nextInt(4) == 0 ? whole : random.nextInt(whole);
                boolean[] off = switchedOff[person];
                off[group] = !off[group];
                if (!off[group]) {
                    mark(person, off, whole);
                }
                change(people.get(person), group, off[group], whole);
                if (off[group]) {
                    mark(person, off, whole);
                }
                flips.incrementAndGet();
                if (random.nextInt(8) == 0) {
                    Thread.yield();
                }
            }
        }
    }

    private void change(String person, int group, boolean off, int whole) {
        if (group == whole) {
            if (off) {
                ledger.withdraw(person);
            } else {
                ledger.rejoin(person);
            }
        } else if (off) {
            ledger.optOut(person, groups.get(group));
        } else {
            ledger.optIn(person, groups.get(group));
        }
    }

    /** Makes the counters odd where a group is off, by itself or with the whole person, and even elsewhere. */
    private void mark(int person, boolean[] off, int whole) {
        for (int group = 0; group < groups.size(); group++) {
            int stamp = stamp(person, group);
            boolean isOff = off[group] || off[whole];
            if (stamps.get(stamp) % 2 == 1 != isOff) {
                stamps.incrementAndGet(stamp);
            }
        }
    }
}
