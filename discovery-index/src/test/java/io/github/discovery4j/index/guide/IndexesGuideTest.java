package io.github.discovery4j.index.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.index.live.Clock;
import io.github.discovery4j.index.live.LiveIndex;
import io.github.discovery4j.index.lucene.IndexCheck;
import io.github.discovery4j.index.lucene.LuceneIndex;
import io.github.discovery4j.index.lucene.LuceneSettings;
import io.github.discovery4j.index.lucene.VectorEncoding;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.memory.GraphIndex;
import io.github.discovery4j.index.memory.GraphSettings;
import io.github.discovery4j.index.memory.Precision;
import io.github.discovery4j.index.source.MeanVectors;
import io.github.discovery4j.index.source.UnionSource;
import io.github.discovery4j.index.source.VectorSource;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.SearchCost;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.testkit.Batches;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/indexes.md}. */
class IndexesGuideTest {

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final Set<String> blocked = Set.of("чай");

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("indexes.md", IndexesGuideTest.class);
    }

    @Test
    void aGraphFindsWhatThePageSays(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("profiles.graph");
        Random random = new Random(1);
        Iterator<float[]> drawn = Stream.generate(() -> {
                    float[] vector = new float[16];
                    for (int i = 0; i < vector.length; i++) {
                        vector[i] = (float) random.nextGaussian();
                    }
                    return vector;
                })
                .iterator();

        GraphIndex profiles = GraphIndex.of(
                VectorIndexSettings.of("profiles", 16).labels("language"),
                GraphSettings.DEFAULT.searchEffort(64).exactBelow(1_000));
        for (int i = 0; i < 3_000; i++) {
            EntryAttributes attributes = EntryAttributes.NONE.label("language", i % 3 == 0 ? "es" : "en");
            profiles.put("person" + i, drawn.next(), attributes);
        }
        profiles.optimize();

        SearchResult near = profiles.search(VectorQuery.nearestTo("person7", 10));
        SearchResult spanish =
                profiles.search(VectorQuery.nearestTo("person7", 10).filter(Filter.equal("language", "es")));
        SearchResult surely =
                profiles.search(VectorQuery.nearestTo("person7", 10).exactly());

        profiles.save(file);
        GraphIndex loaded = GraphIndex.load(file, profiles.settings(), profiles.graphSettings());

        assertThat(near.cost().method()).isEqualTo(SearchCost.Method.GRAPH);
        assertThat(surely.cost().method()).isEqualTo(SearchCost.Method.EXACT);
        assertThat(near.similarity(0)).isEqualTo(surely.similarity(0));
        assertThat(spanish.size()).isEqualTo(10);
        assertThat(loaded.search(VectorQuery.nearestTo("person7", 10)).id(0)).isEqualTo(near.id(0));
    }

    @Test
    void theCodeDoesWhatThePageSays() {
        ExactIndex taste =
                ExactIndex.of(VectorIndexSettings.of("taste", 3).derivedFrom(consent, Set.of(SignalGroup.FAVOURITES)));
        taste.accept("ana", new float[] {3, 1, 0});
        taste.accept("bo", new float[] {1, 1, 0});
        taste.accept("чай", new float[] {0, 0, 2});

        SearchResult byVector = taste.search(VectorQuery.nearestTo(new float[] {1, 0, 0}, 10));
        SearchResult byId = taste.search(VectorQuery.nearestTo("ana", 10).admitting(id -> !blocked.contains(id)));
        String nearest = byId.id(0); // bo
        float cosine = byId.similarity(0); // 0.894

        assertThat(byVector.size()).isEqualTo(3);
        assertThat(nearest).isEqualTo("bo");
        assertThat(cosine).isCloseTo(0.894f, within(0.0005f));
        assertThat(byId.size()).isEqualTo(1);

        ExactIndex filmIndex = ExactIndex.of(VectorIndexSettings.of("films", 3));
        filmIndex.accept("arrival", new float[] {1, 0, 0});
        CandidateSource people = VectorSource.over(taste).limit(200);
        CandidateSource films =
                VectorSource.over(filmIndex).viewerVectors(taste).limit(300);

        assertThat(people.retrieve(Batches.context("ana"), people.limit()).size())
                .isEqualTo(2);
        assertThat(films.retrieve(Batches.context("ana"), films.limit()).size()).isEqualTo(1);

        ExactIndex rebuilt = ExactIndex.of(VectorIndexSettings.of("taste", 3));
        Handle<ExactIndex> current = Handle.of("taste-index", "2026-11-21", taste);
        CandidateSource swappable = VectorSource.over(current);
        current.swap("2026-11-22", rebuilt);

        assertThat(swappable.retrieve(Batches.context("ana"), 5).size()).isZero();
    }

    @Test
    void whoAndWhatIsHereNow() {
        Clock clock = new Clock();
        ExactIndex taste = ExactIndex.of(VectorIndexSettings.of("taste", 3));
        taste.accept("ana", new float[] {3, 1, 0});
        LiveIndex online = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("online", 3)
                        .labels("language")
                        .derivedFrom(consent, Set.of(SignalGroup.FAVOURITES))))
                .timeToLive(Duration.ofSeconds(90))
                .clock(clock)
                .build();
        online.put("ana", new float[] {3, 1, 0}, EntryAttributes.NONE.label("language", "es"));
        online.put("bo", new float[] {1, 1, 0}, EntryAttributes.NONE.label("language", "es"), Duration.ofSeconds(30));
        online.search(VectorQuery.nearestTo("ana", 10)).size(); // 1
        clock.passSeconds(30);
        online.search(VectorQuery.nearestTo("ana", 10)).size(); // 0
        online.heartbeat("bo"); // false: put bo again
        online.heartbeat("ana"); // true: 90 seconds more

        assertThat(online.search(VectorQuery.nearestTo("ana", 10)).size()).isZero();
        assertThat(online.heartbeat("bo")).isFalse();
        assertThat(online.heartbeat("ana")).isTrue();

        LiveIndex rooms = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("rooms", 3)))
                .timeToLive(Duration.ofMinutes(10))
                .rolling(Duration.ofSeconds(60), consent)
                .clock(clock)
                .build();
        rooms.say("room-7", "ana", new float[] {1, 0, 0}, clock.instant());
        rooms.say("room-7", "bo", new float[] {0, 1, 0}, clock.secondsAgo(40));
        float both =
                rooms.search(VectorQuery.nearestTo(new float[] {0, 1, 0}, 1)).similarity(0); // 0.707
        clock.passSeconds(20);
        float anas =
                rooms.search(VectorQuery.nearestTo(new float[] {0, 1, 0}, 1)).similarity(0); // 0.0
        consent.optOut("ana", SignalGroup.CONVERSATION);
        int left = rooms.search(VectorQuery.nearestTo(new float[] {0, 1, 0}, 1)).size(); // 0

        assertThat(both).isCloseTo(0.707f, within(0.0005f));
        assertThat(anas).isZero();
        assertThat(left).isZero();

        CandidateSource whoIsOnline = VectorSource.over(online).above(0.7f);
        CandidateSource liveRooms =
                VectorSource.over(rooms).viewerVectors(taste).above(0.7f);
        CandidateSource forTheRoom =
                VectorSource.over(online).nearTo(rooms, "room-7").above(0.7f);

        consent.optIn("ana", SignalGroup.CONVERSATION);
        rooms.say("room-7", "ana", new float[] {1, 0, 0}, clock.instant());
        assertThat(whoIsOnline.retrieve(Batches.context("ana"), 5).size()).isZero();
        assertThat(liveRooms.retrieve(ofThings("ana"), 5).size()).isEqualTo(1);
        assertThat(forTheRoom.retrieve(Batches.context("bo"), 5).size()).isEqualTo(1);
    }

    @Test
    void sourcesForEveryViewer() {
        ExactIndex filmIndex = ExactIndex.of(VectorIndexSettings.of("films", 3));
        filmIndex.accept("arrival", new float[] {1, 0, 0});
        filmIndex.accept("whiplash", new float[] {0, 1, 0.1f});
        ExactIndex series = ExactIndex.of(VectorIndexSettings.of("series", 3));
        series.accept("treme", new float[] {0, 1, 0});
        ExactIndex taste = ExactIndex.of(VectorIndexSettings.of("taste", 3));
        Map<String, Set<String>> firstLikes = Map.of("new", Set.of("whiplash"));
        Map<String, List<float[]>> tastes = Map.of("ana", List.of(new float[] {1, 0, 0}, new float[] {0, 1, 0}));
        CandidateSource interests =
                VectorSource.over(filmIndex).interests(viewer -> tastes.getOrDefault(viewer, List.of()));
        CandidateSource both = UnionSource.of(
                VectorSource.over(filmIndex).viewerVectors(taste),
                VectorSource.over(series).viewerVectors(taste));

        assertThat(interests.retrieve(ofThings("ana"), 2).size()).isEqualTo(2);
        assertThat(both.retrieve(ofThings("ana"), 2).size()).isZero();

        VectorSource byTaste = VectorSource.over(filmIndex).viewerVectors(taste);
        VectorSource byFirstLikes = VectorSource.over(filmIndex)
                .viewerVectors(MeanVectors.of(filmIndex, viewer -> firstLikes.getOrDefault(viewer, Set.of())));
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .itemKind(ItemKind.THINGS)
                .source("taste", byTaste)
                .source("first likes", byTaste.whenUnknown(byFirstLikes))
                .build();
        TracedSlate traced =
                engine.recommendTraced(SlateRequest.forViewer("new").size(1).build());
        traced.trace().chosen().getFirst().origins(); // [Origin[source=first likes, score=1.0]]

        assertThat(traced.trace().chosen().getFirst().origins()).hasToString("[Origin[source=first likes, score=1.0]]");
        assertThat(byTaste.orElse(byFirstLikes).retrieve(ofThings("new"), 1).size())
                .isEqualTo(1);
        engine.close();
    }

    private static RequestContext ofThings(String viewer) {
        return RequestContext.builder(SlateRequest.forViewer(viewer).build(), new IdSpace())
                .itemKind(ItemKind.THINGS)
                .build();
    }

    @Test
    void filtersPrecisionAndFiles(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("films.idx");
        ExactIndex films = ExactIndex.of(
                VectorIndexSettings.of("films", 3).labels("language").numbers("year"), Precision.INT8);
        films.put(
                "arrival",
                new float[] {1, 0, 1},
                EntryAttributes.NONE.label("language", "en").number("year", 2016));
        films.put(
                "roma",
                new float[] {1, 1, 0},
                EntryAttributes.NONE.label("language", "es").number("year", 2018));
        films.put(
                "volver",
                new float[] {0, 1, 0},
                EntryAttributes.NONE.label("language", "es").number("year", 2006));

        SearchResult spanish =
                films.search(VectorQuery.nearestTo("arrival", 10).filter(Filter.equal("language", "es")));
        long compared = spanish.visited(); // 2
        List<SearchResult> several =
                films.searchAll(List.of(VectorQuery.nearestTo("roma", 1), VectorQuery.nearestTo("volver", 1)));

        assertThat(spanish.id(0)).isEqualTo("roma");
        assertThat(compared).isEqualTo(2);
        assertThat(several.get(1).id(0)).isEqualTo("roma");

        films.save(file);
        ExactIndex restored = ExactIndex.load(file, films.settings(), films.precision());

        assertThat(restored.size()).isEqualTo(3);
    }

    @Test
    void theLuceneIndexDoesWhatThePageSays(@TempDir Path folder) throws IOException {
        Path filmFolder = folder.resolve("films");
        Path backupFolder = folder.resolve("backups/2026-11-21");

        VectorIndexSettings settings =
                VectorIndexSettings.of("films", 3).labels("language").numbers("year");
        try (LuceneIndex films = LuceneIndex.open(filmFolder, settings)) {
            films.put(
                    "arrival",
                    new float[] {3, 1, 0},
                    EntryAttributes.NONE.label("language", "en").number("year", 2016));
            films.put(
                    "roma",
                    new float[] {2, 1, 1},
                    EntryAttributes.NONE.label("language", "es").number("year", 2018));
            films.commit(); // outlives the power
            films.refresh(); // shows now, and not within a second
            SearchResult spanish = films.search(VectorQuery.nearestTo("arrival", 10)
                    .filter(Filter.and(Filter.equal("language", "es"), Filter.range("year", 2010, 2019))));
            System.out.println(
                    spanish.id(0) + " " + spanish); // roma SearchResult[1 found, EXACT, 1 visited, 0 left out]
            films.backup(backupFolder);
        }
        IndexCheck check = LuceneIndex.check(backupFolder);
        System.out.println(check.entries() + " entries, clean: " + check.clean()); // 2 entries, clean: true

        try (LuceneIndex films = LuceneIndex.open(backupFolder, settings)) {
            SearchResult spanish =
                    films.search(VectorQuery.nearestTo("arrival", 10).filter(Filter.equal("language", "es")));
            assertThat(spanish.id(0) + " " + spanish)
                    .isEqualTo("roma SearchResult[1 found, EXACT, 1 visited, 0 left out]");
        }
        assertThat(check.entries()).isEqualTo(2);
        assertThat(check.clean()).isTrue();

        LuceneSettings smaller = LuceneSettings.builder()
                .encoding(VectorEncoding.INT8)
                .effort(200)
                .commitEvery(Duration.ofSeconds(30))
                .purgeWithin(Duration.ofHours(6))
                .build();
        try (LuceneIndex films = LuceneIndex.open(filmFolder, settings, smaller);
                LuceneIndex reader = LuceneIndex.openReadOnly(filmFolder, settings)) {
            films.compact(); // one segment, in the new encoding
            reader.refresh();
            System.out.println(reader.size()); // 2
        }
    }
}
