package io.github.discovery4j.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.examples.sample.SampleSafety.Block;
import io.github.discovery4j.examples.sample.SampleSafety.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSafetyTest {

    @Property(tries = 40)
    void everythingIsAboutTwoDifferentPeopleAndHappenedAfterBothJoined(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int people) {
        SampleCommunity community = SampleCommunity.generate(seed, people);
        SampleSafety safety = community.safety();

        assertThat(safety.groups()).hasSize(people).isSubsetOf(SampleSafety.GROUPS);
        safety.messages().forEach(message -> {
            happened(community, message.from(), message.to(), message.at());
            assertThat(message.at())
                    .isAfterOrEqualTo(community.referenceInstant().minus(Duration.ofDays(SampleSafety.DAYS)));
            assertThat(message.text()).isNotBlank().doesNotContain("{", "}");
            assertThat(message.abusive() && message.answered()).isFalse();
        });
        safety.blocks().forEach(block -> happened(community, block.by(), block.blocked(), block.at()));
        safety.reports().forEach(report -> happened(community, report.by(), report.about(), report.at()));
        safety.sightings().forEach(seen -> {
            happened(community, seen.viewer(), seen.shown(), seen.at());
            assertThat(community.follows().contains(seen.viewer(), seen.shown()))
                    .isFalse();
        });
        safety.snoozes().forEach(snooze -> {
            assertThat(community.people().get(snooze.person()).communities()).contains(snooze.community());
            assertThat(snooze.until()).isAfter(community.referenceInstant());
        });
        assertThat(safety.messages()).extracting(Message::at).isSorted();
        assertThat(safety.blocks()).extracting(Block::at).isSorted();
    }

    private static void happened(SampleCommunity community, int one, int two, Instant at) {
        assertThat(one).isNotEqualTo(two);
        assertThat(at)
                .isBeforeOrEqualTo(community.referenceInstant())
                .isAfterOrEqualTo(community.people().get(one).joined())
                .isAfterOrEqualTo(community.people().get(two).joined());
    }

    @Property(tries = 30)
    void itsBlocksAreThoseOfTheCommunityAndMoreAndNobodyFollowsAcrossOne(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int people) {
        SampleCommunity community = SampleCommunity.generate(seed, people);
        Set<List<Integer>> pairs = new HashSet<>();
        for (Block block : community.safety().blocks()) {
            assertThat(pairs.add(List.of(block.by(), block.blocked())))
                    .as("once")
                    .isTrue();
            assertThat(community.follows().contains(block.by(), block.blocked()))
                    .isFalse();
            assertThat(community.follows().contains(block.blocked(), block.by()))
                    .isFalse();
        }
        for (int person = 0; person < people; person++) {
            int by = person;
            assertThat(community.blocks().targets(person)).allMatch(blocked -> pairs.contains(List.of(by, blocked)));
        }
    }

    @Property(tries = 15)
    void theSameCommunityGivesTheSameAndIsLeftAsItWas(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int people) {
        SampleCommunity community = SampleCommunity.generate(seed, people);
        assertThat(community.safety()).isEqualTo(community.safety());
        assertThat(community).isEqualTo(SampleCommunity.generate(seed, people));
    }

    /** {@code docs/sample-community.md} quotes the figures of seed 42; these bounds hold for other seeds too. */
    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2025})
    void harassersWriteToStrangersAreSeldomAnsweredAndOftenBlockedAndReported(long seed) {
        SampleCommunity community = SampleCommunity.generate(seed);
        SafetyFigures figures = SafetyFigures.of(community, community.safety());
        SafetyFigures.Conduct theirs = figures.ofHarassers();
        SafetyFigures.Conduct others = figures.ofOthers();

        assertThat(figures.harassers()).isBetween(0.01, 0.022);
        assertThat(figures.youngHarassers()).isBetween(0.02, 0.4);
        assertThat(figures.abusive()).isBetween(0.03, 0.2);
        assertThat(theirs.sent()).isGreaterThan(3 * others.sent());
        assertThat(theirs.answered()).isLessThan(others.answered() / 5);
        assertThat(theirs.toFollowed()).isZero();
        assertThat(others.toFollowed()).isEqualTo(1);
        assertThat(theirs.blockedBy()).isGreaterThan(5 * others.blockedBy());
        assertThat(theirs.reported()).isGreaterThan(50 * others.reported());
        assertThat(figures.upheld()).isBetween(0.6, 0.95);
        assertThat(figures.undecided()).isBetween(0.25, 0.45);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2025})
    void theSmallestGroupHasTheFewestFollowers(long seed) {
        SampleCommunity community = SampleCommunity.generate(seed);
        SafetyFigures figures = SafetyFigures.of(community, community.safety());
        Map<String, Double> shares = figures.groupShares();
        Map<String, Double> followers = figures.followersByGroup();

        assertThat(shares.get("a")).isCloseTo(0.50, within(0.03));
        assertThat(shares.get("b")).isCloseTo(0.30, within(0.03));
        assertThat(shares.get("c")).isCloseTo(0.20, within(0.03));
        assertThat(followers.get("a")).isGreaterThan(1.3 * followers.get("b"));
        assertThat(followers.get("b")).isGreaterThan(1.2 * followers.get("c"));
    }

    @Test
    void figuresOfNobodyElseAreZero() {
        SampleCommunity alone = SampleCommunity.generate(42, 1);
        SafetyFigures figures = SafetyFigures.of(alone, alone.safety());
        assertThat(figures.messages()).isZero();
        assertThat(figures.harassers()).isZero();
        assertThat(figures.abusive()).isZero();
        assertThat(figures.ofOthers().answered()).isZero();
        assertThat(figures.upheld()).isZero();
    }
}
