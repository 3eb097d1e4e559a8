package io.github.discovery4j.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCommunityTest {

    @Property(tries = 100)
    void peopleStayWithinTheirBounds(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int peopleCount) {
        SampleCommunity sample = SampleCommunity.generate(seed, peopleCount);

        assertThat(sample.seed()).isEqualTo(seed);
        assertThat(sample.people())
                .extracting(Person::id)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, peopleCount)
                        .mapToObj(number -> "u" + number)
                        .toList());
        assertThat(sample.people()).allSatisfy(person -> {
            assertThat(person.displayName()).matches("\\p{Lu}\\p{Ll}+ [A-Z]\\.");
            assertThat(person.languages()).isIn(List.of("en"), List.of("es"), List.of("en", "es"), List.of("es", "en"));
            assertThat(sample.cities()).contains(person.city());
            assertThat(person.communities())
                    .hasSizeBetween(1, 3)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(sample.communities());
            assertThat(person.hobbies())
                    .hasSizeBetween(3, 10)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(sample.hobbies());
            assertThat(person.postsPerWeek()).isBetween(0.0, 150.0);
            assertThat(person.joined()).isBeforeOrEqualTo(sample.referenceInstant());
        });
    }

    @Property(tries = 100)
    void favouritesAreOfTheCatalogueAndOfTheTimeOfTheAccount(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int peopleCount) {
        SampleCommunity sample = SampleCommunity.generate(seed, peopleCount);
        Instant earliest = sample.referenceInstant().minus(Duration.ofDays(180));

        assertThat(sample.people()).allSatisfy(person -> {
            assertThat(person.favourites()).hasSizeBetween(person.newcomer() ? 0 : 5, person.newcomer() ? 2 : 40);
            assertThat(person.favourites())
                    .extracting(Favourite::item)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(sample.catalogue());
            assertThat(person.favourites()).allSatisfy(favourite -> {
                assertThat(favourite.at())
                        .isBetween(earliest, sample.referenceInstant())
                        .isAfterOrEqualTo(person.joined());
                assertThat(2 * favourite.strength())
                        .isBetween(2.0, 10.0)
                        .isEqualTo(Math.rint(2 * favourite.strength()));
            });
            assertThat(person.favourites().reversed()).extracting(Favourite::at).isSorted();
        });
    }

    @Property(tries = 100)
    void newcomersJoinedInTheLastTwoWeeks(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int peopleCount) {
        SampleCommunity sample = SampleCommunity.generate(seed, peopleCount);
        Instant twoWeeksAgo = sample.referenceInstant().minus(Duration.ofDays(14));

        assertThat(sample.people())
                .allSatisfy(person ->
                        assertThat(person.joined().isAfter(twoWeeksAgo)).isEqualTo(person.newcomer()));
    }

    @Property(tries = 100)
    void nobodyFollowsOrBlocksThemselvesOrAnybodyTwiceOrAcrossABlock(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int peopleCount) {
        SampleCommunity sample = SampleCommunity.generate(seed, peopleCount);

        for (DirectedEdges edges : List.of(sample.follows(), sample.blocks())) {
            assertThat(edges.personCount()).isEqualTo(peopleCount);
            for (int person = 0; person < peopleCount; person++) {
                assertThat(edges.targets(person).boxed().toList())
                        .doesNotContain(person)
                        .doesNotHaveDuplicates()
                        .isSorted()
                        .allMatch(target -> target >= 0 && target < peopleCount);
            }
        }
        for (int person = 0; person < peopleCount; person++) {
            int source = person;
            assertThat(sample.blocks().targets(person))
                    .noneMatch(blocked -> sample.follows().contains(source, blocked)
                            || sample.follows().contains(blocked, source));
        }
    }

    @Property(tries = 100)
    void followsStayWithinTheirBoundsAsFarAsThereArePeople(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int peopleCount) {
        SampleCommunity sample = SampleCommunity.generate(seed, peopleCount);
        int[] blockedBy = sample.blocks().sourceCounts();

        for (int person = 0; person < peopleCount; person++) {
            int follows = sample.follows().targetCount(person);
            if (sample.people().get(person).newcomer()) {
                assertThat(follows).isBetween(0, 2);
            } else {
                int reachable = peopleCount - 1 - sample.blocks().targetCount(person) - blockedBy[person];
                assertThat(follows).isBetween(Math.min(5, reachable), 200);
            }
        }
    }

    @Property(tries = 20)
    void sameSeedGivesTheSameCommunity(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int peopleCount) {
        assertThat(SampleCommunity.generate(seed, peopleCount)).isEqualTo(SampleCommunity.generate(seed, peopleCount));
    }

    @Property(tries = 20)
    void aLargerCommunityBeginsWithTheSamePeople(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int peopleCount) {
        assertThat(SampleCommunity.generate(seed, 2 * peopleCount).people())
                .startsWith(SampleCommunity.generate(seed, peopleCount).people().toArray(Person[]::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void generatingOnManyThreadsAtOnceChangesNothing(int threads) throws InterruptedException {
        SampleCommunity alone = SampleCommunity.generate(42, 500);
        SampleCommunity[] together = new SampleCommunity[threads];
        List<Thread> running = IntStream.range(0, threads)
                .mapToObj(slot -> Thread.ofPlatform().start(() -> together[slot] = SampleCommunity.generate(42, 500)))
                .toList();
        for (Thread thread : running) {
            thread.join();
        }

        assertThat(together).containsOnly(alone);
    }

    /** Guards "the same on any machine". A change of the generator or of a vocabulary changes the digest on purpose. */
    @Test
    void seedFortyTwoIsTheSameEverywhere() throws Exception {
        SampleCommunity sample = SampleCommunity.generate(42, 300);
        StringBuilder text = new StringBuilder().append(sample.people());
        for (int person = 0; person < 300; person++) {
            text.append(sample.follows().targets(person).boxed().toList());
            text.append(sample.blocks().targets(person).boxed().toList());
        }
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(HexFormat.of().formatHex(digest, 0, 8)).isEqualTo("7c0ce4aa081a4d9a");
    }

    @Test
    void otherSeedsGiveOtherCommunities() {
        assertThat(SampleCommunity.generate(1, 50).people())
                .isNotEqualTo(SampleCommunity.generate(2, 50).people());
    }

    @Test
    void onePersonFollowsNobody() {
        SampleCommunity sample = SampleCommunity.generate(42, 1);

        assertThat(sample.people()).hasSize(1);
        assertThat(sample.follows().edgeCount()).isZero();
        assertThat(sample.blocks().edgeCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, SampleCommunity.MAX_PEOPLE_COUNT + 1, Integer.MIN_VALUE})
    void sizesOutOfBoundsAreRefused(int peopleCount) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleCommunity.generate(42, peopleCount))
                .withMessage(
                        "peopleCount must be from 1 to 1000000, was " + peopleCount + "; 3000 makes a lively sample");
    }
}
