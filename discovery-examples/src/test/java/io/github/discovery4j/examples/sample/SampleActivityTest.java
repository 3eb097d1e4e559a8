package io.github.discovery4j.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.signal.Intent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleActivityTest {

    private static final Instant AS_OF = Instant.parse("2026-03-01T18:00:00Z");

    @Property(tries = 30)
    void eventsKeepToTheCommunity(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 120) int people,
            @ForAll @IntRange(min = 1, max = 20) int days) {
        SampleCommunity community = SampleCommunity.generate(seed, people);
        Map<String, Integer> ordinals = ordinals(community);
        Duration shift = Duration.between(community.referenceInstant(), AS_OF);
        Set<SampleEvent> seen = new HashSet<>();
        Set<List<String>> written = new HashSet<>();
        community.activity(AS_OF, days).events(event -> {
            assertThat(seen.add(event)).as("told once").isTrue();
            int ordinal = ordinals.get(event.userId());
            Person person = community.people().get(ordinal);
            assertThat(event.time())
                    .isBetween(AS_OF.minus(Duration.ofDays(days)), AS_OF)
                    .isAfterOrEqualTo(person.joined().plus(shift));
            Integer other = ordinals.get(event.itemId());
            if (other != null) {
                assertThat(other).isNotEqualTo(ordinal);
                assertThat(community.blocks().contains(ordinal, other)).isFalse();
                assertThat(community.blocks().contains(other, ordinal)).isFalse();
            }
            switch (event.type()) {
                case "message" -> {
                    written.add(List.of(event.userId(), event.itemId()));
                    assertThat(community.follows().contains(ordinal, other)
                                    || written.contains(List.of(event.itemId(), event.userId())))
                            .as("follows, or answers")
                            .isTrue();
                }
                case "swipe_left", "swipe_right" ->
                    assertThat(community.follows().contains(ordinal, other)).isFalse();
                case "room_joined", "room_left" ->
                    assertThat(person.communities())
                            .anyMatch(room -> event.itemId().equals("room:" + room.id()));
                case "dwell", "play" -> assertThat(event.millis().orElseThrow()).isBetween(0L, 600_000L);
                default -> assertThat(event.millis()).isEmpty();
            }
        });
    }

    @Test
    void aFavouriteOfTheDaysIsALikeAtItsTime() {
        SampleCommunity community = SampleCommunity.generate(7, 200);
        Duration shift = Duration.between(community.referenceInstant(), AS_OF);
        Set<List<Object>> likes = new HashSet<>();
        community.activity(AS_OF, 10).events(event -> {
            if (event.type().equals("like")) {
                likes.add(List.of(event.userId(), event.itemId(), event.time()));
            }
        });
        Set<List<Object>> marked = new HashSet<>();
        for (Person person : community.people()) {
            for (Favourite favourite : person.favourites()) {
                Instant at = favourite.at().plus(shift);
                if (at.isAfter(AS_OF.minus(Duration.ofDays(10)))) {
                    marked.add(List.of(person.id(), favourite.item().id(), at));
                }
            }
        }
        assertThat(marked).hasSizeGreaterThan(100);
        assertThat(likes).containsAll(marked);
    }

    @Test
    void eventsArriveInOrderButForThoseThatWereOffline() {
        List<SampleEvent> events = events(SampleCommunity.generate(3, 300), 10);
        Instant latest = Instant.MIN;
        long late = 0;
        for (SampleEvent event : events) {
            late += event.time().isBefore(latest) ? 1 : 0;
            latest = event.time().isAfter(latest) ? event.time() : latest;
            assertThat(event.time()).isAfter(latest.minus(Duration.ofHours(13)));
        }
        assertThat(late / (double) events.size()).isBetween(0.005, 0.06);
    }

    /** Guards "the same on any machine". A change of the generator or of a table changes the digest on purpose. */
    @Test
    void seedFortyTwoDidTheSameEverywhere() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SampleActivity activity = SampleCommunity.generate(42, 100).activity(AS_OF, 7);
        activity.events(event -> digest.update(EventFile.lineOf(event).getBytes(StandardCharsets.UTF_8)));
        for (int ordinal = 0; ordinal < 100; ordinal++) {
            Profile profile = activity.profile(ordinal);
            digest.update(
                    (profile.offered() + "" + profile.wanted() + profile.rhythm()).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(HexFormat.of().formatHex(digest.digest(), 0, 8)).isEqualTo("a5d900107fc76ea5");
    }

    @Test
    void whoIsDrawnAloneIsWhoIsDrawnWithOthers() {
        SampleActivity few = SampleCommunity.generate(42, 20).activity(AS_OF, 7);
        SampleActivity many = SampleCommunity.generate(42, 60).activity(AS_OF, 7);
        for (int ordinal = 0; ordinal < 20; ordinal++) {
            assertThat(few.profile(ordinal)).isEqualTo(many.profile(ordinal));
        }
    }

    @Property(tries = 30)
    void profilesFitThePerson(@ForAll long seed) {
        SampleCommunity community = SampleCommunity.generate(seed, 40);
        SampleActivity activity = community.activity(AS_OF, 7);
        for (int ordinal = 0; ordinal < 40; ordinal++) {
            Person person = community.people().get(ordinal);
            Profile profile = activity.profile(ordinal);
            Set<Hobby> reachable = new HashSet<>(person.hobbies());
            person.communities().forEach(its -> reachable.addAll(its.hobbies()));
            assertThat(profile.offered())
                    .hasSizeLessThanOrEqualTo(5)
                    .allMatch(skill -> skill.hobbies().stream().anyMatch(person.hobbies()::contains));
            assertThat(profile.wanted())
                    .hasSizeLessThanOrEqualTo(5)
                    .allMatch(skill -> skill.hobbies().stream().anyMatch(reachable::contains));
            assertThat(Collections.disjoint(profile.wanted(), profile.offered()))
                    .isTrue();
            assertThat(profile.intents()).extracting(Intent::name).doesNotHaveDuplicates();
            assertThat(profile.intentsAt(AS_OF))
                    .allMatch(intent -> intent.expiresAt().isAfter(AS_OF))
                    .allMatch(intent -> intent.expiresAt().isBefore(AS_OF.plus(Duration.ofDays(31))));
            assertThat(profile.rhythm().hours()).hasSize(24);
            assertThat(profile.rhythm().hours().stream()
                            .mapToDouble(share -> share)
                            .sum())
                    .isCloseTo(1, Offset.offset(1e-9));
            assertThat(profile.locale())
                    .isEqualTo(
                            person.languages().getFirst() + "-" + person.city().country());
        }
    }

    @Test
    void peopleAreOnlineWhenTheirRhythmSays() {
        SampleCommunity community = SampleCommunity.generate(5, 300);
        ActivityFigures figures = ActivityFigures.of(community.activity(AS_OF, 28), 28);
        assertThat(figures.inTheEvening()).isBetween(0.5, 0.7);
        assertThat(figures.atNight()).isLessThan(0.05);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2025})
    void activityHasTheShapeThatTheGuideSays(long seed) {
        SampleCommunity community = SampleCommunity.generate(seed, 800);
        ActivityFigures figures = ActivityFigures.of(community.activity(community.referenceInstant(), 30), 30);
        assertThat(figures.eventsADay()).isBetween(7.0, 11.0);
        assertThat(figures.activePeople()).isGreaterThan(0.98);
        assertThat(figures.byType())
                .containsOnlyKeys(
                        "dwell",
                        "impression",
                        "like",
                        "message",
                        "play",
                        "room_joined",
                        "room_left",
                        "skip",
                        "swipe_left",
                        "swipe_right",
                        "view");
        assertThat(figures.likesInOwnTaste()).isEqualTo(1);
        assertThat(figures.messagesToFollowed()).isEqualTo(1);
        assertThat(figures.swipesInWithinCommunity()).isGreaterThan(2 * figures.swipesAwayWithinCommunity());
        assertThat(figures.skillsOffered()).isBetween(2.0, 3.0);
        assertThat(figures.intentsEnded()).isBetween(0.15, 0.35);
    }

    @Test
    void onePersonMeetsNobody() {
        assertThat(events(SampleCommunity.generate(42, 1), 30))
                .extracting(SampleEvent::type)
                .doesNotContain("message", "swipe_left", "swipe_right");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, SampleActivity.MAX_DAYS + 1})
    void daysOutOfBoundsAreRefused(int days) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleCommunity.generate(42, 1).activity(AS_OF, days))
                .withMessageStartingWith("days must be from 1 to 366, was " + days);
    }

    @Test
    void skillsAreNamedInBothLanguagesAndEveryHobbyHasOne() {
        World world = World.load();
        SkillTable table = SkillTable.load(world.hobbies());
        assertThat(table.skills()).hasSizeBetween(60, 80).allSatisfy(skill -> {
            assertThat(skill.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(skill.name(java.util.Locale.forLanguageTag("es-MX")))
                    .isEqualTo(skill.spanish())
                    .isNotBlank();
            assertThat(skill.name(java.util.Locale.UK))
                    .isEqualTo(skill.english())
                    .isNotBlank();
        });
        assertThat(table.skills()).extracting(Skill::id).isSorted().doesNotHaveDuplicates();
        assertThat(world.hobbies()).allMatch(hobby -> !table.of(hobby).isEmpty());
    }

    @Test
    void citiesHaveTheTimeOfTheirPlace() {
        World world = World.load();
        SkillTable table = SkillTable.load(world.hobbies());
        assertThat(world.cities()).allSatisfy(city -> {
            double solar = city.longitude() / 15;
            double standard =
                    table.zone(city).getRules().getStandardOffset(AS_OF).getTotalSeconds() / 3_600.0;
            assertThat(standard).as(city.name()).isBetween(solar - 2, solar + 2);
        });
    }

    private static List<SampleEvent> events(SampleCommunity community, int days) {
        List<SampleEvent> events = new ArrayList<>();
        community.activity(AS_OF, days).events(events::add);
        return events;
    }

    private static Map<String, Integer> ordinals(SampleCommunity community) {
        return community.people().stream()
                .map(Person::id)
                .collect(Collectors.toMap(
                        id -> id, id -> Integer.parseInt(id.substring(1)) - 1, (a, b) -> a, HashMap::new));
    }
}
