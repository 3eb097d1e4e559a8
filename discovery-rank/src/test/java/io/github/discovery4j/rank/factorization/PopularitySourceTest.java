package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.CandidateSourceContract;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopularitySourceTest extends CandidateSourceContract {

    @Override
    protected CandidateSource source() {
        return over(Samples.random(40, 80, 0.15, 11));
    }

    @Override
    protected List<String> viewers() {
        return List.of("u0", "u1");
    }

    @Test
    void findsTheMostPopularForAStranger() {
        RequestContext context = Batches.context("a stranger");
        CandidateList found = over(Samples.twoTastes()).retrieve(context, 3);
        assertThat(IntStream.range(0, 3).mapToObj(i -> context.items().idOf(found.ordinal(i))))
                .containsExactly("B", "A", "C");
        assertThat(found.score(0)).isEqualTo(3);
    }

    @Test
    void leavesOutWhatNobodyLikes() {
        RequestContext context = Batches.context("a stranger");
        over(Samples.twoTastes()).retrieve(context, 50);
        assertThat(context.items().ordinalOf("F")).isNotNegative();
        assertThat(context.items().ordinalOf("dull")).isNegative();
    }

    @Test
    void findsNothingInAnEmptyCatalogue() {
        assertThat(over(Interactions.builder().build())
                        .retrieve(Batches.context("a stranger"), 5)
                        .size())
                .isZero();
    }

    private static PopularitySource over(Interactions interactions) {
        return PopularitySource.over(Handle.of("popularity", "1", PopularityModel.countingPeople(interactions)));
    }
}
