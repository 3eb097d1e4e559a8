package io.github.discovery4j.index.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.DiscoveryEngineBuilder;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.index.live.Clock;
import io.github.discovery4j.index.live.LiveIndex;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People online and live rooms, through a whole engine with a memo. */
class LiveEngineTest {

    private final Clock clock = new Clock();
    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final Languages languages = new Languages();
    private final LiveIndex online = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("online", 2)
                    .labels("language")
                    .derivedFrom(consent, Set.of(SignalGroup.FAVOURITES))))
            .clock(clock)
            .timeToLive(Duration.ofSeconds(30))
            .build();
    private final ExactIndex films = ExactIndex.of(VectorIndexSettings.of("films", 2));
    private final VectorSource nearby = VectorSource.over(online).above(0.7f);
    private final VectorSource byFirstLikes =
            nearby.viewerVectors(MeanVectors.of(films, viewer -> viewer.equals("new") ? Set.of("jazz") : Set.of()));
    private final DiscoveryEngine engine = builder()
            .consent(consent)
            .attributes(languages)
            .source("nearby", nearby)
            .source("nearby, by first likes", nearby.whenUnknown(byFirstLikes))
            .build();

    private DiscoveryEngineBuilder builder() {
        return DiscoveryEngine.builder()
                .clock(clock)
                .memo(Duration.ofSeconds(30))
                .timeout(Duration.ofMinutes(2))
                .sourceTimeout(Duration.ofMinutes(1));
    }

    @BeforeEach
    void people() {
        films.accept("jazz", new float[] {0, 1});
        come("viewer", "es", 1, 0);
        come("ana", "es", 1, 0.1f);
        come("bo", "en", 1, 0.2f);
        come("cy", "es", 1, 0.3f);
        come("jo", "es", 0, 1);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void come(String id, String language, float x, float y) {
        online.put(id, new float[] {x, y}, EntryAttributes.NONE.label("language", language));
        languages.byId.put(id, Set.of(language));
    }

    @Test
    void whoLeavesBetweenTwoRequestsIsNotInTheSecond() {
        assertThat(ids(engine.recommend(request("viewer").build()))).containsExactly("ana", "bo", "cy");
        clock.passSeconds(20);
        for (String id : List.of("viewer", "ana", "cy")) {
            assertThat(online.heartbeat(id)).isTrue();
        }
        clock.passSeconds(10);
        assertThat(ids(engine.recommend(request("viewer").build()))).containsExactly("ana", "cy");
    }

    @Test
    void filterAndExclusionsLeaveThePlacesToOthers() {
        Filter spanish = Filter.equal("language", "es");
        assertThat(ids(engine.recommend(
                        request("viewer").size(2).filter(spanish).build())))
                .containsExactly("ana", "cy");
        assertThat(ids(engine.recommend(request("viewer")
                        .size(2)
                        .filter(spanish)
                        .exclude(Set.of("ana"))
                        .build())))
                .containsExactly("cy");
    }

    @Test
    void whatTheIndexDoesNotDeclareTheEngineEnforces() {
        VectorSource one = VectorSource.over(films).nearTo(new float[] {1, 1}).limit(1);
        films.accept("rock", new float[] {1, 1});
        try (DiscoveryEngine engineOfFilms = builder()
                .itemKind(ItemKind.THINGS)
                .attributes(languages)
                .source("films", one)
                .build()) {
            languages.byId.put("jazz", Set.of("es"));
            assertThat(ids(engineOfFilms.recommend(request("viewer")
                            .filter(Filter.equal("language", "es"))
                            .build())))
                    .containsExactly("jazz");
        }
    }

    @Test
    void consentIsObeyedByTheNextRequest() {
        consent.optOut("ana", SignalGroup.FAVOURITES);
        assertThat(ids(engine.recommend(request("viewer").build()))).containsExactly("bo", "cy");
        consent.optIn("ana", SignalGroup.FAVOURITES);
        consent.withdraw("bo");
        assertThat(ids(engine.recommend(request("viewer").build()))).containsExactly("ana", "cy");
        consent.optOut("viewer", SignalGroup.FAVOURITES);
        assertThat(ids(engine.recommend(request("viewer").build())))
                .as("unknown now, and named nothing")
                .isEmpty();
    }

    @Test
    void aViewerWhoIsUnknownGetsTheFallbackAndTheTraceSaysSo() {
        TracedSlate traced = engine.recommendTraced(request("new").build());
        assertThat(ids(traced.slate())).containsExactly("jo");
        assertThat(traced.trace().steps())
                .filteredOn(step -> step.step().equals("source"))
                .extracting(step -> step.stage() + ": " + step.out())
                .contains("nearby: 0", "nearby, by first likes: 1");
        TracedSlate known = engine.recommendTraced(request("viewer").build());
        assertThat(known.trace().chosen())
                .allMatch(candidate -> candidate.origins().getFirst().source().equals("nearby"));
    }

    @Test
    void roomsFollowWhatIsSaid() {
        LiveIndex rooms = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("rooms", 2)))
                .clock(clock)
                .timeToLive(Duration.ofMinutes(10))
                .rolling(Duration.ofSeconds(60), consent)
                .build();
        try (DiscoveryEngine engineOfRooms = builder()
                .itemKind(ItemKind.THINGS)
                .source("rooms", VectorSource.over(rooms).viewerVectors(online).above(0.7f))
                .build()) {
            SlateRequest request = request("viewer").build();
            rooms.say("r1", "ana", new float[] {1, 0}, clock.instant());
            rooms.say("r2", "jo", new float[] {0, 1}, clock.instant());
            assertThat(ids(engineOfRooms.recommend(request))).containsExactly("r1");
            rooms.say("r2", "ana", new float[] {1, 0}, clock.instant());
            rooms.say("r2", "ana", new float[] {1, 0}, clock.instant());
            assertThat(ids(engineOfRooms.recommend(request("viewer").build()))).containsExactly("r1", "r2");
            consent.optOut("ana", SignalGroup.CONVERSATION);
            assertThat(ids(engineOfRooms.recommend(request("viewer").build()))).isEmpty();
        }
        rooms.say("jazz room", "jo", new float[] {0, 1}, clock.instant());
        VectorSource forTheRoom =
                VectorSource.over(online).nearTo(rooms, "jazz room").above(0.7f);
        try (DiscoveryEngine invitations =
                builder().consent(consent).source("online", forTheRoom).build()) {
            assertThat(ids(invitations.recommend(request("host").build()))).containsExactly("jo");
            clock.passSeconds(60);
            assertThat(ids(invitations.recommend(request("host").build()))).isEmpty();
        }
    }

    private static SlateRequest.Builder request(String viewer) {
        return SlateRequest.forViewer(viewer).size(10);
    }

    private static List<String> ids(Slate slate) {
        return slate.items().stream().map(SlateItem::id).toList();
    }

    private static final class Languages implements ItemAttributes {
        private final Map<String, Set<String>> byId = new ConcurrentHashMap<>();

        @Override
        public Set<String> names() {
            return Set.of("language");
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return byId.getOrDefault(itemId, Set.of());
        }

        @Override
        public double number(String itemId, String attribute) {
            return Double.NaN;
        }
    }
}
