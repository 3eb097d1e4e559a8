package io.github.discovery4j.rank.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RankerContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TunedSumTest extends RankerContract {

    private static final Duration WEEK = Duration.ofDays(7);

    private final RankingParameters first =
            RankingParameters.of(Map.of("cf_score", 1.0)).withRecency(0.5, WEEK);
    private final Handle<RankingParameters> parameters = Handle.of("parameters", "1", first);
    private final TunedSum ranker = TunedSum.over(parameters);

    @Override
    protected Ranker ranker() {
        return ranker;
    }

    @Override
    protected FeatureSchema schema() {
        return Batches.schema("unread", Recency.COLUMN, "cf_score");
    }

    private static RequestContext context(SlateRequest request) {
        return RequestContext.builder(request, new IdSpace()).build();
    }

    private double score(RequestContext context, float... row) {
        double[] scores = {Double.NaN};
        ranker.score(Batches.ranking(context, schema(), List.of("item"), List.of(row)), scores);
        return scores[0];
    }

    @Test
    void theBoostIsAddedAndBounded() {
        assertThat(score(Batches.context("viewer"), 9, 1, 3)).isEqualTo(3.5);
        assertThat(score(Batches.context("viewer"), 9, 0, 3)).isEqualTo(3);
        assertThat(score(Batches.context("viewer"), 9, Float.NaN, 3))
                .as("age unknown")
                .isEqualTo(3);
    }

    @Test
    void aRequestsOwnParametersAreForThatRequestAlone() {
        SlateRequest tried = SlateRequest.forViewer("viewer")
                .using(
                        parameters,
                        new Handle.Version<>(
                                "b", first.withWeight("cf_score", 10).withRecency(0, WEEK)))
                .build();
        RequestContext context = context(tried);
        assertThat(score(context, 9, 1, 3)).isEqualTo(30);
        assertThat(context.versions()).containsEntry("parameters", "b");
        assertThat(score(Batches.context("viewer"), 9, 1, 3)).isEqualTo(3.5);
        parameters.swap("2", first.withWeight("cf_score", 2));
        assertThat(score(context, 9, 1, 3))
                .as("a request keeps what it began with")
                .isEqualTo(30);
        assertThat(score(Batches.context("viewer"), 9, 1, 3)).isEqualTo(6.5);
    }

    @Test
    void anExplanationSeesTheRequestsWeights() {
        SlateRequest tried = SlateRequest.forViewer("viewer")
                .using(parameters, new Handle.Version<>("b", first.withWeight("cf_score", 10)))
                .build();
        assertThat(ranker.structure(context(tried)))
                .isEqualTo(new RankerStructure.Linear(Map.of("cf_score", 10.0, Recency.COLUMN, 0.5), 0));
        assertThat(ranker.structure()).as("without a request nobody knows").isEqualTo(new RankerStructure.Opaque());
    }

    @Test
    void aWeightOfTheColumnItselfAddsToTheBoost() {
        Handle<RankingParameters> both = Handle.of(
                "both", "1", RankingParameters.of(Map.of(Recency.COLUMN, 1.0)).withRecency(0.5, WEEK));
        assertThat(TunedSum.over(both).structure(Batches.context("viewer")))
                .isEqualTo(new RankerStructure.Linear(Map.of(Recency.COLUMN, 1.5), 0));
    }

    @Test
    void columnsAreThoseOfTheFirstParameters() {
        assertThat(ranker.features()).containsExactly("cf_score", Recency.COLUMN);
        RankingParameters dull = RankingParameters.of(Map.of("cf_score", 1.0));
        assertThat(TunedSum.over(Handle.of("p", "1", dull)).features()).containsExactly("cf_score");
        assertThat(TunedSum.over(Handle.of("p", "1", dull), true).features())
                .containsExactly("cf_score", Recency.COLUMN);
    }

    @Test
    void aColumnThatItWasNotMadeForIsNamed() {
        parameters.swap("2", first.withWeight("age", 1));
        assertThatThrownBy(() -> score(Batches.context("viewer"), 9, 1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("had \"age\"")
                .hasMessageContaining("cf_score");
        Handle<RankingParameters> dull = Handle.of("p", "1", RankingParameters.of(Map.of("cf_score", 1.0)));
        TunedSum unboosted = TunedSum.over(dull);
        dull.swap("2", first);
        assertThatThrownBy(() -> unboosted.structure(Batches.context("viewer"))).hasMessageContaining(Recency.COLUMN);
    }
}
