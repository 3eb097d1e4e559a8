package io.github.discovery4j.index.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.CandidateSourceContract;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several vectors of one viewer. */
class InterestsSourceTest extends CandidateSourceContract {

    private final ExactIndex films = ExactIndex.of(VectorIndexSettings.of("films", 3));

    @Override
    protected CandidateSource source() {
        Random random = new Random(4);
        for (int i = 0; i < 90; i++) {
            films.accept("p" + i, new float[] {1 + random.nextInt(3), random.nextInt(4), random.nextInt(4)});
        }
        return VectorSource.over(films).interests(InterestsSourceTest::interests);
    }

    @Override
    protected List<String> viewers() {
        return List.of("two interests", "one");
    }

    private static List<float[]> interests(String viewer) {
        return switch (viewer) {
            case "two interests" -> List.of(new float[] {1, 0, 0}, new float[] {0, 1, 0.2f});
            case "one" -> List.of(new float[] {0, 1, 0});
            default -> List.of();
        };
    }

    @Test
    void eachInterestGetsItsShareThoughOneIsNearerToAll() {
        for (int i = 0; i < 20; i++) {
            films.accept("chess" + i, new float[] {1, 0.001f * i, 0});
        }
        films.accept("jazz", new float[] {0, 0.6f, 0.8f});
        RequestContext context = Batches.context("two interests");
        CandidateList found = VectorSource.over(films)
                .interests(InterestsSourceTest::interests)
                .retrieve(context, 4);
        assertThat(VectorSourceTest.ids(found, context)).containsExactly("chess0", "chess1", "jazz", "chess19");
    }

    @Test
    void anItemOfBothInterestsStandsOnceWithItsBestSimilarity() {
        films.accept("both", new float[] {1, 1, 0});
        films.accept("chess", new float[] {1, 0, 0});
        RequestContext context = Batches.context("v");
        CandidateList found = VectorSource.over(films)
                .nearTo(new float[] {1, 0, 0}, new float[] {1, 0.9f, 0})
                .retrieve(context, 10);
        assertThat(VectorSourceTest.ids(found, context)).containsExactly("chess", "both");
        assertThat(found.score(1)).isGreaterThan(0.99f);
    }

    @Test
    void vectorsWithoutDirectionArePassedOver() {
        films.accept("a", new float[] {1, 1, 0});
        RequestContext context = Batches.context("v");
        assertThat(VectorSource.over(films)
                        .nearTo(new float[3], new float[] {1, 0, 0})
                        .retrieve(context, 10)
                        .size())
                .isEqualTo(1);
        assertThat(VectorSource.over(films)
                        .nearTo(new float[3])
                        .retrieve(context, 10)
                        .size())
                .isZero();
    }

    @Test
    void equalScoresGoToTheSmallerIdWhateverTheOrdinals() {
        IdSpace items = new IdSpace();
        CandidateList one = CandidateList.builder(items, 2).add("b", 1).build();
        CandidateList other =
                CandidateList.builder(items, 2).add("a", 1).add("c", 0.5f).build();
        CandidateList joined = Interleaved.of(List.of(one, other), 3, items);
        assertThat(joined.size()).isEqualTo(3);
        assertThat(items.idOf(joined.ordinal(0))).isEqualTo("a");
        assertThat(items.idOf(joined.ordinal(1))).isEqualTo("b");
        assertThat(Interleaved.of(List.of(one, other), 1, items).size()).isEqualTo(1);
        assertThat(Interleaved.of(List.of(CandidateList.empty(), CandidateList.empty()), 5, items)
                        .size())
                .isZero();
    }
}
