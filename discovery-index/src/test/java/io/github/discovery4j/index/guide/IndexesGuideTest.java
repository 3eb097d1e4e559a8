package io.github.discovery4j.index.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.index.lucene.IndexCheck;
import io.github.discovery4j.index.lucene.LuceneIndex;
import io.github.discovery4j.index.lucene.LuceneSettings;
import io.github.discovery4j.index.lucene.VectorEncoding;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.source.VectorSource;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.testkit.Batches;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
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
