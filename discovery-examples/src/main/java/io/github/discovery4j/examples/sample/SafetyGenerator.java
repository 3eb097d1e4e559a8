package io.github.discovery4j.examples.sample;

import io.github.discovery4j.examples.sample.SampleSafety.Block;
import io.github.discovery4j.examples.sample.SampleSafety.Message;
import io.github.discovery4j.examples.sample.SampleSafety.Reaction;
import io.github.discovery4j.examples.sample.SampleSafety.Report;
import io.github.discovery4j.examples.sample.SampleSafety.Sighting;
import io.github.discovery4j.examples.sample.SampleSafety.Snooze;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Draws a {@link SampleSafety}, each person's part from streams of their own. <b>Threads:</b> one at a time. */
final class SafetyGenerator {

    private static final Duration MESSAGES = Duration.ofDays(SampleSafety.DAYS);
    private static final Duration SIGHTINGS = Duration.ofDays(10);
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(7);

    // Whoever harasses is likelier than others to have a young account.
    private static final double NEWCOMER_HARASSES = 0.1;
    private static final double OTHERS_HARASS = 0.013;
    private static final double HARASSERS_MESSAGES = 20;
    private static final double HARASSER_IS_ABUSIVE = 0.75;
    private static final double HARASSER_IS_ANSWERED = 0.06;

    private static final double MOST_MESSAGES = 6;
    private static final double LOSES_TEMPER = 0.004;
    private static final double FRIEND_ANSWERS = 0.6;
    private static final double OTHERS_ANSWER = 0.25;

    private static final double ABUSE_ENDS_IN_BLOCK = 0.35;
    private static final double ABUSE_IS_REPORTED = 0.25;
    private static final double REPORTED_BY_MISTAKE = 0.001;
    private static final double DECIDED = 0.65;
    private static final double ABUSE_IS_UPHELD = 0.85;

    private static final double SIGHTINGS_A_PERSON = 6;
    private static final double FOUND_THROUGH_A_FRIEND = 0.7;
    private static final double DISMISSED = 0.2;
    private static final double LIKED = 0.15;
    private static final double SNOOZES = 0.04;
    private static final int TRIES = 20;

    private final SampleCommunity community;
    private final List<Person> people;
    private final Instant now;
    private final MessageTexts texts = MessageTexts.load();
    private final List<Message> messages = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Snooze> snoozes = new ArrayList<>();

    SafetyGenerator(SampleCommunity community) {
        this.community = community;
        this.people = community.people();
        this.now = community.referenceInstant();
    }

    SampleSafety generate() {
        List<Integer> harassers = new ArrayList<>();
        for (int person = 0; person < people.size(); person++) {
            Draws draws = draws("messages", person);
            boolean harasses = draws.chance(people.get(person).newcomer() ? NEWCOMER_HARASSES : OTHERS_HARASS);
            if (harasses && people.size() > 1) {
                harassers.add(person);
                harass(person, draws);
            } else {
                talk(person, draws);
            }
            wasShown(person, draws("sightings", person));
            snooze(person, draws("snoozes", person));
            dateBlocks(person, draws("blocks", person));
        }
        messages.sort(Comparator.comparing(Message::at));
        blocks.sort(Comparator.comparing(Block::at));
        reports.sort(Comparator.comparing(Report::at));
        sightings.sort(Comparator.comparing(Sighting::at));
        return new SampleSafety(groups(), harassers, messages, blocks, reports, sightings, snoozes);
    }

    private Draws draws(String stream, int person) {
        return Draws.of(
                community.seed(), "safety " + stream + " " + people.get(person).id());
    }

    /** The fewer followers, the likelier c, and the less likely a. */
    private List<String> groups() {
        int[] followers = community.follows().sourceCounts();
        List<Integer> byFollowers = IntStream.range(0, followers.length)
                .boxed()
                .sorted(Comparator.comparing(person -> followers[person]))
                .toList();
        String[] groups = new String[followers.length];
        for (int place = 0; place < groups.length; place++) {
            int person = byFollowers.get(place);
            double rank = (place + 0.5) / groups.length;
            double point = draws("group", person).uniform();
            double c = 2 * SampleSafety.SHARES.getOrDefault("c", 0.0) * (1 - rank);
            double b = SampleSafety.SHARES.getOrDefault("b", 0.0) + 0.1 * (0.5 - rank);
            groups[person] = SampleSafety.GROUPS.get(point < c ? 2 : point < c + b ? 1 : 0);
        }
        return List.of(groups);
    }

    /** Writes to many strangers, most of it abuse. */
    private void harass(int person, Draws draws) {
        Set<Integer> reached = new HashSet<>();
        for (int left = 8 + draws.poisson(HARASSERS_MESSAGES); left > 0; left--) {
            stranger(person, draws).filter(reached::add).ifPresent(other -> {
                boolean abusive = draws.chance(HARASSER_IS_ABUSIVE);
                write(person, other, abusive, HARASSER_IS_ANSWERED, draws);
            });
        }
    }

    /** Writes to people whom one follows. */
    private void talk(int person, Draws draws) {
        int[] followed = community.follows().targets(person).toArray();
        double mean = Math.min(MOST_MESSAGES, StrictMath.sqrt(people.get(person).postsPerWeek()) + 1);
        for (int left = followed.length == 0 ? 0 : draws.poisson(mean); left > 0; left--) {
            int other = followed[draws.below(followed.length)];
            boolean mutual = community.follows().contains(other, person);
            write(person, other, draws.chance(LOSES_TEMPER), mutual ? FRIEND_ANSWERS : OTHERS_ANSWER, draws);
        }
    }

    private void write(int from, int to, boolean abusive, double answered, Draws draws) {
        Instant at = since(later(from, to), MESSAGES, draws);
        String text = texts.draw(people.get(from), people.get(to), abusive, draws);
        messages.add(new Message(from, to, at, text, abusive, !abusive && draws.chance(answered)));
        boolean strangers =
                !community.follows().contains(from, to) && !community.follows().contains(to, from);
        if (abusive && strangers && draws.chance(ABUSE_ENDS_IN_BLOCK)) {
            blocks.add(new Block(to, from, at));
        }
        if (draws.chance(abusive ? ABUSE_IS_REPORTED : REPORTED_BY_MISTAKE)) {
            Optional<Boolean> upheld =
                    draws.chance(DECIDED) ? Optional.of(abusive && draws.chance(ABUSE_IS_UPHELD)) : Optional.empty();
            reports.add(new Report(to, from, at, upheld));
        }
    }

    /** The community's own blocks have no times: they happened at any since both joined. */
    private void dateBlocks(int person, Draws draws) {
        community.blocks().targets(person).forEach(other -> {
            Instant both = later(person, other);
            long seconds = (long) (draws.uniform() * Duration.between(both, now).toSeconds());
            blocks.add(new Block(person, other, both.plusSeconds(seconds)));
        });
    }

    private void wasShown(int person, Draws draws) {
        Set<Integer> seen = new HashSet<>();
        for (int left = draws.poisson(SIGHTINGS_A_PERSON); left > 0; left--) {
            acquaintance(person, draws).filter(seen::add).ifPresent(other -> {
                double point = draws.uniform();
                Reaction reaction = point < DISMISSED
                        ? Reaction.DISMISSED
                        : point < DISMISSED + LIKED ? Reaction.LIKED : Reaction.NONE;
                sightings.add(new Sighting(person, other, since(later(person, other), SIGHTINGS, draws), reaction));
            });
        }
    }

    private void snooze(int person, Draws draws) {
        if (draws.chance(SNOOZES)) {
            Community tiredOf = draws.oneOf(people.get(person).communities());
            Instant until = now.plusSeconds(1 + draws.below((int) LONGEST_SNOOZE.toSeconds()));
            snoozes.add(new Snooze(person, tiredOf, until));
        }
    }

    /** Somebody whom a followed person follows, or anybody; not found in a tiny community. */
    private Optional<Integer> acquaintance(int person, Draws draws) {
        int[] followed = community.follows().targets(person).toArray();
        if (followed.length > 0 && draws.chance(FOUND_THROUGH_A_FRIEND)) {
            int[] theirs = community
                    .follows()
                    .targets(followed[draws.below(followed.length)])
                    .toArray();
            if (theirs.length > 0) {
                return Optional.of(theirs[draws.below(theirs.length)]).filter(other -> strange(person, other));
            }
        }
        return stranger(person, draws);
    }

    private Optional<Integer> stranger(int person, Draws draws) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int other = draws.below(people.size());
            if (strange(person, other)
                    && !Collections.disjoint(
                            people.get(person).languages(), people.get(other).languages())) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private boolean strange(int person, int other) {
        return other != person
                && !community.follows().contains(person, other)
                && !community.follows().contains(other, person)
                && !community.blocks().contains(person, other)
                && !community.blocks().contains(other, person);
    }

    /** When both have an account. */
    private Instant later(int person, int other) {
        Instant one = people.get(person).joined();
        Instant two = people.get(other).joined();
        return one.isAfter(two) ? one : two;
    }

    /** An instant of the window that ends now, not before a moment; recent ones are likelier. */
    private Instant since(Instant moment, Duration window, Draws draws) {
        Duration possible = Duration.between(moment, now);
        double point = draws.uniform();
        long seconds = (possible.compareTo(window) < 0 ? possible : window).toSeconds();
        return now.minusSeconds((long) (point * point * seconds));
    }
}
