package io.github.discovery4j.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.examples.sample.CatalogueItem.Kind;
import io.github.discovery4j.examples.sample.SampleFigures.Contrast;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFiguresTest {

    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
    private static final Genre JAZZ = new Genre("jazz", "jazz", "jazz");
    private static final Genre ROCK = new Genre("rock", "rock", "rock");
    private static final CatalogueItem JAZZ_ALBUM = album("jazz", JAZZ);
    private static final CatalogueItem ROCK_ALBUM = album("rock", ROCK);
    private static final City TOWN = new City("Town", "GB", 51, 0, List.of("en"), 1);
    private static final City PUEBLO = new City("Pueblo", "ES", 40, -3, List.of("es"), 1);
    private static final Community JAZZ_CLUB = community("jazz-club", JAZZ);
    private static final Community ROCK_CLUB = community("rock-club", ROCK);

    /** {@code docs/sample-community.md} quotes the figures of seed 42; these bounds hold for other seeds too. */
    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2025})
    void defaultSampleHasTheShapeOfASocialNetwork(long seed) {
        SampleFigures figures = SampleFigures.of(SampleCommunity.generate(seed));

        assertThat(figures.speakEnglish()).isBetween(0.5, 0.65);
        assertThat(figures.speakSpanish()).isBetween(0.6, 0.75);
        assertThat(figures.newcomers()).isBetween(0.01, 0.03);
        assertThat(figures.favouritesInOwnGenres()).isGreaterThan(0.75);
        assertThat(figures.reciprocity()).isBetween(0.3, 0.4);
        assertThat(figures.blockedPairs()).isBetween(0.01, 0.02);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2025})
    void peopleWhoFollowEachOtherAreMoreAlikeThanRandomPairs(long seed) {
        SampleFigures figures = SampleFigures.of(SampleCommunity.generate(seed));

        assertThat(lift(figures.sharedCommunity())).isGreaterThan(3);
        assertThat(lift(figures.sharedLanguage())).isGreaterThan(1.3);
        assertThat(lift(figures.sameCity())).isGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2025})
    void aTenthHoldsABigShare(long seed) {
        SampleFigures figures = SampleFigures.of(SampleCommunity.generate(seed));

        assertThat(figures.topTenthOfFollowers()).isGreaterThan(0.3);
        assertThat(figures.topTenthOfPosts()).isGreaterThan(0.4);
        assertThat(figures.topTenthOfFavourites()).isGreaterThan(0.3);
    }

    @Test
    void figuresOfThreePeopleAreThoseWorkedOutByHand() {
        // 0 and 1 follow each other and share the jazz club and English; 0 follows 2, who shares nothing; 2 blocks 1.
        SampleCommunity sample = new SampleCommunity(
                42,
                NOW,
                List.of(JAZZ_ALBUM, ROCK_ALBUM),
                List.of(),
                List.of(TOWN, PUEBLO),
                List.of(JAZZ_CLUB, ROCK_CLUB),
                List.of(
                        person("u1", "en", TOWN, JAZZ_CLUB, 8, JAZZ_ALBUM, ROCK_ALBUM),
                        person("u2", "en", PUEBLO, JAZZ_CLUB, 1, JAZZ_ALBUM),
                        person("u3", "es", PUEBLO, ROCK_CLUB, 1)),
                DirectedEdges.of(3, new int[] {0, 1, 0}, new int[] {2, 0, 1}),
                DirectedEdges.of(3, new int[] {2}, new int[] {1}));

        SampleFigures figures = SampleFigures.of(sample);

        assertThat(figures.speakEnglish()).isEqualTo(2.0 / 3);
        assertThat(figures.speakSpanish()).isEqualTo(1.0 / 3);
        assertThat(figures.newcomers()).isZero();
        assertThat(figures.favouritesPerPerson()).isEqualTo(1);
        assertThat(figures.favouritesInOwnGenres()).isEqualTo(2.0 / 3);
        assertThat(figures.followsPerPerson()).isEqualTo(1);
        assertThat(figures.reciprocity()).isEqualTo(2.0 / 3);
        assertThat(figures.blockedPairs()).isEqualTo(1.0 / 3);
        assertThat(figures.topTenthOfFollowers()).isEqualTo(1.0 / 3);
        assertThat(figures.topTenthOfPosts()).isEqualTo(0.8);
        assertThat(figures.topTenthOfFavourites()).isEqualTo(2.0 / 3);
        assertThat(figures.sharedCommunity().amongFollows()).isEqualTo(2.0 / 3);
        assertThat(figures.sharedLanguage().amongFollows()).isEqualTo(2.0 / 3);
        assertThat(figures.sameCity().amongFollows()).isZero();
        assertThat(figures.sameCity().amongRandomPairs()).isCloseTo(1.0 / 3, within(0.01));
    }

    @Test
    void sharesOfNothingAreZero() {
        SampleFigures figures = SampleFigures.of(SampleCommunity.generate(42, 1));

        assertThat(figures.reciprocity()).isZero();
        assertThat(figures.blockedPairs()).isZero();
        assertThat(figures.sharedCommunity()).isEqualTo(new Contrast(0, 0));
    }

    private static double lift(Contrast contrast) {
        return contrast.amongFollows() / contrast.amongRandomPairs();
    }

    private static CatalogueItem album(String id, Genre genre) {
        return new CatalogueItem(id, Kind.ALBUM, id, "a band", 2000, "en", List.of(genre));
    }

    private static Community community(String id, Genre genre) {
        return new Community(id, id, "en", List.of(), List.of(genre), List.of());
    }

    private static Person person(
            String id, String language, City city, Community community, double postsPerWeek, CatalogueItem... liked) {
        List<Favourite> favourites =
                List.of(liked).stream().map(item -> new Favourite(item, 4, NOW)).toList();
        return new Person(
                id,
                "Ana A.",
                List.of(language),
                city,
                AgeBand.FROM_25_TO_34,
                NOW,
                false,
                List.of(community),
                List.of(),
                favourites,
                postsPerWeek);
    }
}
