package io.github.discovery4j.examples.sample;

import java.time.Instant;
import java.util.List;

/**
 * A small social network that never existed, drawn from a seed.
 *
 * <p>People live in cities, speak English, Spanish or both, belong to communities, and have hobbies and favourites that
 * lean towards what their communities are about. They follow mostly people of their communities and their city, and
 * popular people most of all; a few pairs end in a block. About one in fifty is a newcomer whom little is known of.
 *
 * <p>It demonstrates the library and is never used to claim accuracy: whoever recommends well here has found what the
 * generator put in. Popularity is drawn from the seed and says nothing of the real works.
 *
 * <p><b>Determinism:</b> the same seed and size give the same community on any machine; a larger community of the same
 * seed begins with the same people, who follow others. <b>Cost:</b> linear in people and follows, about 20 follows a
 * person. <b>Threads:</b> safe.
 *
 * @param seed what it was drawn from
 * @param referenceInstant the community's "now": nothing in it is later
 * @param catalogue the works, in order of their ids
 * @param hobbies the vocabulary of hobbies, in order of their ids
 * @param cities where people live, in order of their names
 * @param communities the groups that people belong to, in order of their ids
 * @param people the people; the position of a person is the ordinal in follows and blocks
 * @param follows who follows whom; nobody follows a person on either side of a block
 * @param blocks who has blocked whom
 */
public record SampleCommunity(
        long seed,
        Instant referenceInstant,
        List<CatalogueItem> catalogue,
        List<Hobby> hobbies,
        List<City> cities,
        List<Community> communities,
        List<Person> people,
        DirectedEdges follows,
        DirectedEdges blocks) {

    public static final int DEFAULT_PEOPLE_COUNT = 3_000;
    public static final int MAX_PEOPLE_COUNT = 1_000_000;

    /** The "now" of every sample community. */
    static final Instant REFERENCE_INSTANT = Instant.parse("2025-06-01T00:00:00Z");

    public SampleCommunity {
        catalogue = List.copyOf(catalogue);
        hobbies = List.copyOf(hobbies);
        cities = List.copyOf(cities);
        communities = List.copyOf(communities);
        people = List.copyOf(people);
    }

    /** Draws a community of {@value #DEFAULT_PEOPLE_COUNT} people. */
    public static SampleCommunity generate(long seed) {
        return generate(seed, DEFAULT_PEOPLE_COUNT);
    }

    /**
     * Draws a community.
     *
     * @throws IllegalArgumentException if peopleCount is less than 1 or more than {@value #MAX_PEOPLE_COUNT}
     */
    public static SampleCommunity generate(long seed, int peopleCount) {
        if (peopleCount < 1 || peopleCount > MAX_PEOPLE_COUNT) {
            throw new IllegalArgumentException("peopleCount must be from 1 to " + MAX_PEOPLE_COUNT + ", was "
                    + peopleCount + "; " + DEFAULT_PEOPLE_COUNT + " makes a lively sample");
        }
        World world = World.load();
        List<Person> people = new PersonGenerator(world, seed).generate(peopleCount);
        Ties ties = new TieGenerator(people, seed).generate();
        return new SampleCommunity(
                seed,
                REFERENCE_INSTANT,
                world.catalogue(),
                world.hobbies(),
                world.cities(),
                world.communities(),
                people,
                ties.follows(),
                ties.blocks());
    }

    /**
     * Draws what the people did in the days before a moment, which takes the place of {@link #referenceInstant}.
     *
     * @throws IllegalArgumentException if days is less than 1 or more than {@value SampleActivity#MAX_DAYS}
     */
    public SampleActivity activity(Instant asOf, int days) {
        return SampleActivity.of(this, asOf, days);
    }

    /**
     * Draws what guardrails and parity need: a made-up protected attribute, people who harass, messages, blocks and reports. It changes
     * nothing of the community.
     */
    public SampleSafety safety() {
        return SampleSafety.of(this);
    }
}
