package io.github.discovery4j.index.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.memory.GraphIndex;
import io.github.discovery4j.index.memory.GraphSettings;
import io.github.discovery4j.index.source.VectorSource;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.SearchCost;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.testkit.Batches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
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
}
