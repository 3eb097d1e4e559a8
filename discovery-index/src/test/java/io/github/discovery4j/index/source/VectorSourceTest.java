package io.github.discovery4j.index.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.CandidateSourceContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VectorSourceTest extends CandidateSourceContract {

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();

    @Override
    protected CandidateSource source() {
        Random random = new Random(4);
        ExactIndex people = people();
        for (int i = 0; i < 90; i++) {
            // Few directions, so that many are equally near.
            people.accept("p" + i, new float[] {1 + random.nextInt(3), random.nextInt(3)});
        }
        return VectorSource.over(people);
    }

    @Override
    protected List<String> viewers() {
        return List.of("p0", "p45");
    }

    private ExactIndex people() {
        return ExactIndex.of(VectorIndexSettings.of("taste", 2).derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES)));
    }

    @Test
    void findsThoseNearestToTheViewerWithTheirSimilarity() {
        ExactIndex people = people();
        people.accept("viewer", new float[] {1, 0});
        people.accept("near", new float[] {2, 0.1f});
        people.accept("far", new float[] {3, 4});
        RequestContext context = Batches.context("viewer");
        CandidateList found = VectorSource.over(people).retrieve(context, 5);
        assertThat(ids(found, context)).containsExactly("near", "far");
        assertThat(found.score(1)).isCloseTo(0.6f, within(1e-6f));
    }

    @Test
    void aViewerWithoutAVectorGetsAnEmptyList() {
        ExactIndex people = people();
        people.accept("viewer", new float[] {1, 0});
        people.accept("other", new float[] {1, 0});
        assertThat(VectorSource.over(people)
                        .retrieve(Batches.context("stranger"), 5)
                        .size())
                .isZero();
        ledger.optOut("viewer", SignalGroup.FAVOURITES);
        assertThat(VectorSource.over(people)
                        .retrieve(Batches.context("viewer"), 5)
                        .size())
                .isZero();
    }

    @Test
    void viewersVectorsMayBeElsewhere() {
        ExactIndex films = ExactIndex.of(VectorIndexSettings.of("films", 2));
        films.accept("1", new float[] {1, 0});
        films.accept("2", new float[] {0, 1});
        VectorSource source = VectorSource.over(films)
                .viewerVectors(new Vectors(Map.of("1", new float[] {1, 5}, "undecided", new float[2])));
        RequestContext viewer = ofThings("1");
        assertThat(ids(source.retrieve(viewer, 5), viewer)).containsExactly("2", "1");
        assertThat(source.retrieve(ofThings("undecided"), 5).size()).isZero();
        assertThat(source.retrieve(ofThings("stranger"), 5).size()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> VectorSource.over(films).retrieve(viewer, 5))
                .withMessageContaining("viewerVectors(reader)");
    }

    @Test
    void aRequestKeepsTheVersionOfTheIndexThatItSawFirst() {
        ExactIndex old = people();
        old.accept("viewer", new float[] {1, 0});
        old.accept("in the old one", new float[] {1, 0});
        ExactIndex fresh = people();
        fresh.accept("viewer", new float[] {1, 0});
        fresh.accept("in the new one", new float[] {1, 0});
        Handle<ExactIndex> handle = Handle.of("taste-index", "v1", old);
        VectorSource source = VectorSource.over(handle);
        RequestContext running = Batches.context("viewer");
        source.retrieve(running, 5);
        handle.swap("v2", fresh);
        assertThat(ids(source.retrieve(running, 5), running)).containsExactly("in the old one");
        assertThat(running.versions()).containsEntry("taste-index", "v1");
        RequestContext next = Batches.context("viewer");
        assertThat(ids(source.retrieve(next, 5), next)).containsExactly("in the new one");
    }

    @Test
    void theLimitIsTheEnginesToRead() {
        VectorSource source = VectorSource.over(people());
        assertThat(source.limit()).isEqualTo(CandidateSource.DEFAULT_LIMIT);
        assertThat(source.limit(7).viewerVectors(people()).limit()).isEqualTo(7);
        assertThatIllegalArgumentException().isThrownBy(() -> source.limit(0));
    }

    private static RequestContext ofThings(String viewer) {
        return RequestContext.builder(SlateRequest.forViewer(viewer).build(), new IdSpace())
                .itemKind(ItemKind.THINGS)
                .build();
    }

    static List<String> ids(CandidateList found, RequestContext context) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            ids.add(context.items().idOf(found.ordinal(i)));
        }
        return ids;
    }

    /** Two-dimensional vectors from a map. */
    private record Vectors(Map<String, float[]> byId) implements VectorReader {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public boolean read(String id, float[] destination, int offset) {
            float[] vector = byId.get(id);
            if (vector == null) {
                return false;
            }
            System.arraycopy(vector, 0, destination, offset, 2);
            return true;
        }
    }
}
