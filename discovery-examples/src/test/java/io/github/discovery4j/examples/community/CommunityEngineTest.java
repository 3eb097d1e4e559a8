package io.github.discovery4j.examples.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Candidate;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.examples.sample.Community;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.SampleCommunity;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole engine over 600 people: blocks, follows, caps, consent and strangers. */
class CommunityEngineTest {

    private static CommunityEngine engine = new CommunityEngine(SampleCommunity.generate(1, 1));

    @BeforeAll
    static void makeCommunity() {
        engine.close();
        engine = new CommunityEngine(SampleCommunity.generate(11, 600));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void nobodyMeetsWhomTheyFollowOrWhoeverIsBlockedEitherWay() {
        List<Person> people = engine.community().people();
        for (int viewer = 0; viewer < people.size(); viewer += 7) {
            for (SlateItem item : answer(people.get(viewer).id()).slate().items()) {
                int shown = Integer.parseInt(item.id().substring(1)) - 1;
                assertThat(shown).isNotEqualTo(viewer);
                assertThat(engine.community().follows().contains(viewer, shown)).isFalse();
                assertThat(engine.community().blocks().contains(viewer, shown)).isFalse();
                assertThat(engine.community().blocks().contains(shown, viewer)).isFalse();
            }
        }
    }

    @Test
    void noCommunityHasMoreThanFourPlaces() {
        for (int viewer = 1; viewer <= 600; viewer += 13) {
            Map<Community, Integer> places = new HashMap<>();
            for (SlateItem item : answer("u" + viewer).slate().items()) {
                engine.person(item.id())
                        .orElseThrow()
                        .communities()
                        .forEach(group -> places.merge(group, 1, Integer::sum));
            }
            assertThat(places.values()).allMatch(count -> count <= 4);
        }
    }

    @Test
    void aStrangerGetsAFullSlate() {
        assertThat(answer("nobody we know").slate().shortfall()).isZero();
    }

    @Test
    void aPersonWhomTheModelDoesNotKnowGetsSharedInterestsAndWhoIsPopular() {
        Person newcomer = engine.community().people().stream()
                .filter(person -> person.newcomer() && !person.hobbies().isEmpty())
                .findFirst()
                .orElseThrow();
        engine.consent().optOut(newcomer.id(), SignalGroup.SOCIAL_GRAPH);
        engine.consent().optOut(newcomer.id(), SignalGroup.FAVOURITES);
        try {
            TracedSlate slate = answer(newcomer.id());
            assertThat(slate.slate().shortfall()).isZero();
            assertThat(origins(slate)).contains("interests").doesNotContain("follows", "alike", "like-minded", "taste");
        } finally {
            engine.consent().optIn(newcomer.id(), SignalGroup.SOCIAL_GRAPH);
            engine.consent().optIn(newcomer.id(), SignalGroup.FAVOURITES);
        }
        assertThat(origins(answer("nobody we know"))).isNotEmpty().isSubsetOf("interests", "popular");
    }

    @Test
    void everyModelHasASayInWhomAKnownPersonMeets() {
        Set<String> origins = new HashSet<>();
        for (int viewer = 1; viewer <= 600; viewer += 13) {
            origins.addAll(origins(answer("u" + viewer)));
        }
        assertThat(origins).contains("follows", "alike", "like-minded", "taste", "interests");
    }

    private static Set<String> origins(TracedSlate slate) {
        return slate.trace().chosen().stream()
                .flatMap(candidate -> candidate.origins().stream())
                .map(Candidate.Origin::source)
                .collect(Collectors.toSet());
    }

    @Test
    void anOptOutIsObeyedByTheNextSlateEverywhere() {
        String viewer = "u5";
        assertThat(groups(answer(viewer).slate())).contains(SignalGroup.FAVOURITES);
        engine.consent().optOut(viewer, SignalGroup.FAVOURITES);
        try {
            TracedSlate after = answer(viewer);
            assertThat(groups(after.slate())).doesNotContain(SignalGroup.FAVOURITES);
            assertThat(after.trace().chosen())
                    .allMatch(candidate -> candidate.origins().stream()
                            .noneMatch(origin -> Set.of("taste", "like-minded").contains(origin.source())));
        } finally {
            engine.consent().optIn(viewer, SignalGroup.FAVOURITES);
        }
    }

    @Test
    void whoWithdrawsIsNotShownAgain() {
        String viewer = "u9";
        String first = answer(viewer).slate().items().getFirst().id();
        engine.consent().withdraw(first);
        try {
            assertThat(answer(viewer).slate().items()).extracting(SlateItem::id).doesNotContain(first);
        } finally {
            engine.consent().rejoin(first);
        }
    }

    private static TracedSlate answer(String viewer) {
        return engine.engine()
                .recommendTraced(SlateRequest.forViewer(viewer)
                        .timeout(Duration.ofMinutes(1))
                        .build());
    }

    private static List<SignalGroup> groups(Slate slate) {
        return slate.items().stream()
                .flatMap(item -> item.reasons().stream())
                .map(Reason::group)
                .toList();
    }
}
