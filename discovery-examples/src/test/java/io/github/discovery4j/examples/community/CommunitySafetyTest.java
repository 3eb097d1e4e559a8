package io.github.discovery4j.examples.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.Demotion;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.examples.chain.ChainEffects;
import io.github.discovery4j.examples.sample.SampleCommunity;
import io.github.discovery4j.examples.sample.SampleSafety;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the guardrails of the sample's engine do: harassers, outreach, snoozes, cool-downs, exposure. */
class CommunitySafetyTest {

    private static final SampleCommunity COMMUNITY = SampleCommunity.generate(11, 800);
    private static final SampleSafety DRAWN = COMMUNITY.safety();
    private static final Instant NOW = COMMUNITY.referenceInstant();

    private static CommunityEngine engine = new CommunityEngine(SampleCommunity.generate(1, 1));

    @BeforeAll
    static void makeCommunity() {
        engine.close();
        engine = new CommunityEngine(COMMUNITY);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static String id(int person) {
        return COMMUNITY.people().get(person).id();
    }

    private static TracedSlate answer(String viewer) {
        return engine.recommend(request(viewer)).slate();
    }

    private static SlateRequest request(String viewer) {
        return SlateRequest.forViewer(viewer).timeout(Duration.ofMinutes(1)).build();
    }

    private static List<String> ids(Slate slate) {
        return slate.items().stream().map(SlateItem::id).toList();
    }

    @Test
    void scoresTellHarassersFromOthers() {
        Set<Integer> harassers = new HashSet<>(DRAWN.harassers());
        assertThat(harassers).hasSizeGreaterThan(5);
        List<Double> theirs = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        IntStream.range(0, COMMUNITY.people().size()).forEach(person -> {
            double score = engine.data().safety().scores().score(id(person), NOW);
            if (!Double.isNaN(score)) {
                (harassers.contains(person) ? theirs : others).add(score);
            }
        });
        assertThat(theirs).hasSameSizeAs(harassers).allMatch(score -> score > 0.5);
        assertThat(theirs.stream().filter(score -> score > 0.8).count()).isGreaterThan(theirs.size() * 3L / 4);
        assertThat(others).allMatch(score -> score <= 0.8);
        assertThat(others.stream().filter(score -> score > 0.3).count()).isLessThan(others.size() / 10L);
    }

    @Test
    void whoHarassesIsShownToNobodyAboveTheLimit() {
        Set<String> above = new HashSet<>();
        DRAWN.harassers().stream()
                .map(CommunitySafetyTest::id)
                .filter(id -> engine.data().safety().scores().score(id, NOW) > 0.8)
                .forEach(above::add);
        assertThat(above).isNotEmpty();
        Set<String> shown = new HashSet<>();
        for (int viewer = 1; viewer <= 800; viewer += 17) {
            shown.addAll(ids(answer("u" + viewer).slate()));
        }
        assertThat(shown).isNotEmpty().doesNotContainAnyElementsOf(above);
    }

    @Test
    void newcomersAreKeptFromMore() {
        assertThat(engine.data().safety().vulnerable())
                .hasSizeGreaterThan(5)
                .allMatch(id -> engine.person(id).orElseThrow().newcomer());
        String newcomer = engine.data().safety().vulnerable().stream()
                .sorted()
                .findFirst()
                .orElseThrow();
        assertThat(answer(newcomer).trace().demotions())
                .as("unknown is one tier down for them alone")
                .extracting(Demotion::reason)
                .contains("harassment score unknown");
        assertThat(answer("u1").trace().demotions())
                .extracting(Demotion::reason)
                .doesNotContain("harassment score unknown");
    }

    @Test
    void whoWroteToTooManyStrangersIsShownNobody() {
        List<String> exhausted = COMMUNITY.people().stream()
                .map(person -> person.id())
                .filter(id -> engine.data().safety().outreach().exhausted(id, NOW))
                .toList();
        assertThat(exhausted)
                .isNotEmpty()
                .allMatch(id ->
                        DRAWN.harassers().stream().map(CommunitySafetyTest::id).anyMatch(id::equals));
        TracedSlate empty = answer(exhausted.getFirst());
        assertThat(empty.slate().items()).isEmpty();
        assertThat(empty.trace().passedOver()).containsKey("outreach");
    }

    @Test
    void aSnoozedCommunityStaysAway() {
        assertThat(DRAWN.snoozes()).isNotEmpty();
        for (SampleSafety.Snooze snooze : DRAWN.snoozes()) {
            String viewer = id(snooze.person());
            assertThat(ids(answer(viewer).slate()))
                    .isNotEmpty()
                    .noneMatch(shown ->
                            engine.person(shown).orElseThrow().communities().contains(snooze.community()));
        }
    }

    @Test
    void whoWasShownThisWeekComesBackOnlyWhenLiked() {
        Instant lastWeek = NOW.minus(Duration.ofDays(7));
        Map<Boolean, List<SampleSafety.Sighting>> lately = DRAWN.sightings().stream()
                .filter(sighting -> sighting.at().isAfter(lastWeek))
                .collect(Collectors.partitioningBy(sighting -> sighting.reaction() == SampleSafety.Reaction.LIKED));
        assertThat(lately.get(false)).hasSizeGreaterThan(100);
        for (SampleSafety.Sighting sighting : lately.get(false).subList(0, 60)) {
            assertThat(ids(answer(id(sighting.viewer())).slate())).doesNotContain(id(sighting.shown()));
        }
        assertThat(lately.get(true))
                .anyMatch(sighting -> ids(answer(id(sighting.viewer())).slate()).contains(id(sighting.shown())));
    }

    @Test
    void whoWasShownOftenEnoughComesAfterOthers() {
        try (CommunityEngine busy = new CommunityEngine(SampleCommunity.generate(5, 150))) {
            Slate first = busy.recommend(request("u1")).slate().slate();
            for (int slate = 0; slate < CommunityEngine.MOST_EXPOSURES; slate++) {
                busy.shown(first);
            }
            CommunityEngine.Answer after = busy.recommend(request("u1"));
            assertThat(ids(after.slate().slate())).isNotEqualTo(ids(first));
            assertThat(after.slate().trace().demotions())
                    .anyMatch(demotion -> demotion.stage().equals("exposure")
                            && demotion.candidates() >= first.items().size());
        }
    }

    @Test
    void slatesAreNearerToTheSharesOfThePeopleThanTheBestByScore() {
        List<ChainEffects> all = new ArrayList<>();
        for (int viewer = 1; viewer <= 800; viewer += 9) {
            all.add(engine.recommend(request("u" + viewer)).effects());
        }
        var groups = ChainEffects.mean(all).choosing().orElseThrow().groups().orElseThrow();
        assertThat(groups.impactRatio().chosen())
                .isGreaterThan(groups.impactRatio().byScore() + 0.2);
        for (String group : groups.names()) {
            assertThat(Math.abs(groups.chosen().get(group) - groups.target().get(group)))
                    .isLessThan(0.08);
        }
    }
}
