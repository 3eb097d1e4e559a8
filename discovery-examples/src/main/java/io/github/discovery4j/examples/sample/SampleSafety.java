package io.github.discovery4j.examples.sample;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sample community brings for guardrails and parity: a made-up protected attribute, people who harass, messages with text,
 * blocks, reports, who was shown whom of late, and snoozes.
 *
 * <p>People are named by their position in {@link SampleCommunity#people()}. Everything is drawn from random streams of its own:
 * people, favourites, follows, the community's blocks and what {@link SampleActivity} tells are the same with and without it. Its
 * messages are more than those of the activity, which have no text, as events never have.
 *
 * <p>The groups {@code a}, {@code b} and {@code c} stand for no attribute of real people. They are drawn after the follows: the fewer
 * followers somebody has, the likelier {@code c}. In the world it is the other way round; a ranker that goes by follows cannot
 * tell the difference. Texts come from {@code messages.tsv}, so that a classifier tells them apart more easily than real ones.
 *
 * <p><b>Determinism:</b> the same community gives the same. <b>Cost:</b> linear in people and follows. <b>Threads:</b> immutable.
 *
 * @param groups of each person, one of {@link #GROUPS}
 * @param harassers in ascending order
 * @param messages of the last {@value #DAYS} days, in order of time
 * @param blocks those of the community, each at a time, and those that follow an abusive message; in order of time
 * @param reports in order of time
 * @param sightings in order of time
 * @param snoozes in order of the person
 */
public record SampleSafety(
        List<String> groups,
        List<Integer> harassers,
        List<Message> messages,
        List<Block> blocks,
        List<Report> reports,
        List<Sighting> sightings,
        List<Snooze> snoozes) {

    /** The made-up groups, the largest first. */
    public static final List<String> GROUPS = List.of("a", "b", "c");

    /** The share of the people that the generator aims at, by group. */
    public static final Map<String, Double> SHARES = Map.of("a", 0.5, "b", 0.3, "c", 0.2);

    /** How far back messages go. */
    public static final int DAYS = 30;

    public SampleSafety {
        groups = List.copyOf(groups);
        harassers = List.copyOf(harassers);
        messages = List.copyOf(messages);
        blocks = List.copyOf(blocks);
        reports = List.copyOf(reports);
        sightings = List.copyOf(sightings);
        snoozes = List.copyOf(snoozes);
    }

    /**
     * Somebody wrote to somebody.
     *
     * @param from the sender
     * @param to the receiver
     * @param at when
     * @param text English or Spanish
     * @param abusive as somebody who reads it would say
     * @param answered whether the receiver replied
     */
    public record Message(int from, int to, Instant at, String text, boolean abusive, boolean answered) {}

    /**
     * Somebody blocked somebody.
     *
     * @param by who blocks
     * @param blocked whom
     * @param at when
     */
    public record Block(int by, int blocked, Instant at) {}

    /**
     * Somebody reported somebody for a message.
     *
     * @param by who reports
     * @param about whom
     * @param at when
     * @param upheld what a moderator decided; empty while nobody has
     */
    public record Report(int by, int about, Instant at, Optional<Boolean> upheld) {}

    /** What somebody did about whom they were shown. */
    public enum Reaction {
        NONE,
        LIKED,
        DISMISSED
    }

    /**
     * Somebody was shown to somebody in the last ten days.
     *
     * @param viewer who looked
     * @param shown whom they saw
     * @param at when
     * @param reaction what came of it
     */
    public record Sighting(int viewer, int shown, Instant at, Reaction reaction) {}

    /**
     * Somebody does not want to see a community for a while.
     *
     * @param person who
     * @param community one of their own
     * @param until when it ends, within a week
     */
    public record Snooze(int person, Community community, Instant until) {}

    /** Draws it. */
    static SampleSafety of(SampleCommunity community) {
        return new SafetyGenerator(community).generate();
    }
}
