package io.github.discovery4j.examples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.rank.factorization.InteractionHistory;
import io.github.discovery4j.testkit.FeatureHydratorContract;
import io.github.discovery4j.testkit.VectorReaderContract;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenreTasteTest {

    private static final InMemoryConsentLedger LEDGER = new InMemoryConsentLedger();
    private static final GenreTaste TASTE = taste();

    private static GenreTaste taste() {
        DataSet data = Films.of(
                List.of("ana alien 5", "ana aliens 5", "ana bambi 1", "ben bambi", "cleo blank"),
                List.of("alien scifi horror", "aliens scifi", "bambi family", "blank"));
        InteractionHistory history = new InteractionHistory(LEDGER);
        history.addAll(data.interactions());
        Favourites favourites = new Favourites(history, data.interactions());
        return new GenreTaste(
                Genres.of(data).orElseThrow(),
                favourites,
                data.interactions().items(),
                InstantSource.system(),
                history.group());
    }

    /** Genres by name: family, horror, scifi. */
    @Test
    void countsTheGenresOfFavouritesAtUnitLength() {
        float[] vector = new float[3];
        assertThat(TASTE.read("ana", vector, 0)).isTrue();
        assertThat(vector)
                .containsExactly(
                        new float[] {0, (float) (1 / Math.sqrt(5)), (float) (2 / Math.sqrt(5))}, within(1e-6f));
        assertThat(TASTE.read("cleo", vector, 0)).as("films without a genre").isFalse();
        assertThat(TASTE.read("nobody", vector, 0)).isFalse();
    }

    @Test
    void namesSharedGenresTheMostLikedFirst() {
        assertThat(TASTE.shared("ana", "alien")).containsExactly("scifi", "horror");
        assertThat(TASTE.shared("ana", "bambi")).isEmpty();
        assertThat(TASTE.shared("ana", "blank")).isEmpty();
        assertThat(TASTE.shared("nobody", "alien")).isEmpty();
    }

    @Test
    void isSilentAfterAnOptOut() {
        LEDGER.optOut("ben", SignalGroup.BEHAVIOUR);
        try {
            assertThat(TASTE.read("ben", new float[3], 0)).isFalse();
            assertThat(TASTE.shared("ben", "bambi")).isEmpty();
        } finally {
            LEDGER.optIn("ben", SignalGroup.BEHAVIOUR);
        }
        assertThat(TASTE.read("ben", new float[3], 0)).isTrue();
    }

    @Test
    void favouritesAreWhatIsWeighedNoLowerThanOnAverage() {
        DataSet data = Films.of(List.of("ana a 5", "ana b 3", "ana c 1", "ana d -1", "ben a", "ben b"), List.of());
        InteractionHistory history = new InteractionHistory(LEDGER);
        history.addAll(data.interactions());
        Favourites favourites = new Favourites(history, data.interactions());
        assertThat(favourites.of("ana", Instant.now())).containsExactly(0, 1);
        assertThat(favourites.of("ben", Instant.now())).containsExactly(0, 1);
        assertThat(favourites.of("nobody", Instant.now())).isEmpty();
    }

    static class AsAView extends FeatureHydratorContract {
        @Override
        protected FeatureView view() {
            return TASTE;
        }

        @Override
        protected InMemoryConsentLedger ledger() {
            return LEDGER;
        }

        @Override
        protected List<String> subjects() {
            return List.of("ana", "ben", "cleo");
        }

        @Override
        protected List<String> objects() {
            return List.of("alien", "aliens", "bambi", "blank");
        }
    }

    static class AsAVectorReader extends VectorReaderContract {
        @Override
        protected VectorReader reader() {
            return TASTE;
        }

        @Override
        protected List<String> known() {
            return List.of("ana", "ben");
        }
    }
}
