package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.data.Interactions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments with everything on: segments, comparisons, metrics of all scores, held-out people. */
class FullExperimentTest {

    private static final ModelTrainer POPULAR = (train, seed) -> {
        Popularity popularity = Popularity.of(train);
        return (user, scores) -> Arrays.setAll(scores, popularity::count);
    };
    private static final ModelTrainer NOISE = (train, seed) -> (user, scores) -> {
        Random random = new Random(31 * seed + user);
        Arrays.setAll(scores, item -> random.nextInt(9));
    };

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void theReportIsTheSameToTheByteForAnyNumberOfThreads(int threads) throws IOException {
        assertThat(withoutTiming(everything(threads))).isEqualTo(withoutTiming(everything(1)));
    }

    @Test
    void everythingIsMeasuredAndWritten() throws IOException {
        EvaluationReport report = everything(2);
        JsonNode json = new ObjectMapper().readTree(report.toJson());

        assertThat(report.model("noise").metric("auc").mean()).isCloseTo(0.5, within(0.05));
        assertThat(json.at("/models/noise/metrics/auc/values").size()).isEqualTo(3);
        assertThat(json.at("/models/noise/metrics").has("ndcg_sampled_20@5")).isTrue();
        assertThat(json.at("/segments/cold-users/definition").textValue())
                .isEqualTo("users with at most 20 known interactions");
        assertThat(json.at("/segments/long-tail-items/users").size()).isEqualTo(3);
        assertThat(json.at("/models/popular/segments/popular-items/ndcg@5/values")
                        .size())
                .isEqualTo(3);
        assertThat(report.model("popular").segments().get("popular-items"))
                .containsKeys("ndcg@5", "novelty@5")
                .doesNotContainKeys("auc", "coverage@5", "gini@5", "ndcg_sampled_20@5");
        assertThat(report.model("popular").segments().get("cold-users")).containsKeys("auc", "coverage@5");
        JsonNode first = json.at("/comparisons/0");
        assertThat(first.get("model").textValue()).isEqualTo("noise");
        assertThat(first.get("baseline").textValue()).isEqualTo("popular");
        assertThat(first.get("adjusted_p_value").doubleValue()).isBetween(0.0, 1.0);
        assertThat(report.description()).contains("paired bootstrap of 200 resamples", "_sampled_");
        assertThat(report.comparisons())
                .extracting(Comparison::metric)
                .contains("auc", "ndcg@5")
                .doesNotContain("gini@5");
    }

    private static EvaluationReport everything(int threads) {
        Evaluator.Builder evaluator = Evaluator.builder()
                .model("popular", POPULAR)
                .model("noise", NOISE)
                .metric(Metrics.AUC)
                .metric(Metrics.NOVELTY)
                .metric(Metrics.GINI)
                .metric(Metrics.POPULARITY_LIFT)
                .metric(Metrics.sampled(Metrics.NDCG, 20))
                .seedCount(3)
                .k(5)
                .compareModels(200)
                .threads(threads);
        SegmentRule.standard().forEach(evaluator::segment);
        return evaluator.build().evaluate(random(150, 60));
    }

    @Test
    void segmentsDivideUsersAndRelevantItems() {
        // Ana knows one item and Ben two; a is the most popular of five, b to e are the tail.
        TrainTest split = TrainTest.join(
                interactions("ana a", "ben a", "ben b", "cy c", "cy d", "cy e"),
                interactions("ana b", "ben c", "cy a"));
        EvaluationReport report = Evaluator.builder()
                .model("popular", POPULAR)
                .seedCount(1)
                .k(1)
                .segment(SegmentRule.coldUsers(1))
                .segment(SegmentRule.warmUsers(1))
                .segment(SegmentRule.popularItems(0.2))
                .segment(SegmentRule.longTailItems(0.2))
                .build()
                .evaluate(split);

        // Popularity shows Cy a, a hit; Ana b, a hit (of equal counts the smaller id); Ben c, a hit.
        assertThat(report.segments())
                .extracting(Segment::users)
                .containsExactly(List.of(1), List.of(2), List.of(1), List.of(2));
        ModelReport popular = report.model("popular");
        assertThat(popular.segments().get("cold-users").get("hit_rate@1").mean())
                .isEqualTo(1);
        assertThat(popular.segments().get("popular-items").get("hit_rate@1").mean())
                .isEqualTo(1);
        assertThat(popular.segments().get("long-tail-items").get("recall@1").mean())
                .isEqualTo(1);
    }

    @Test
    void aSegmentWithoutUsersHasNoMetrics() {
        EvaluationReport report = Evaluator.builder()
                .model("noise", NOISE)
                .seedCount(2)
                .segment(SegmentRule.warmUsers(1_000))
                .build()
                .evaluate(random(20, 20));

        assertThat(report.segments().get(0).users()).containsExactly(0, 0);
        assertThat(report.model("noise").segments().get("warm-users")).isEmpty();
    }

    @Test
    void segmentsOfOneNameAreRefused() {
        assertThatThrownBy(() ->
                        Evaluator.builder().segment(SegmentRule.coldUsers(1)).segment(SegmentRule.coldUsers(2)))
                .hasMessageContaining("\"cold-users\" twice");
        assertThatThrownBy(() -> Evaluator.builder().compareModels(10)).hasMessageContaining("at least 100, was 10");
    }

    @Test
    void coldUsersAreLearnedFromOnlyByModelsThatDoNotFoldIn() {
        Interactions all = random(40, 30);
        TrainTest split = new ColdUserSplitter(0.5, 2).split(all, 0);
        List<Integer> learned = new ArrayList<>();
        List<Integer> shown = new ArrayList<>();
        Evaluator.builder()
                .protocol(new Protocol("p", new ColdUserSplitter(0.5, 2), Metrics.standard(), List.of(3)))
                .model("plain", (train, seed) -> {
                    learned.add(train.size());
                    return NOISE.train(train, seed);
                })
                .model("fold-in", ModelTrainer.foldingIn((train, histories, seed) -> {
                    learned.add(train.size());
                    shown.add(histories.size());
                    return NOISE.train(train, seed);
                }))
                .seedCount(1)
                .build()
                .evaluate(all);

        assertThat(learned)
                .containsExactly(split.histories().size(), split.train().size());
        assertThat(shown).containsExactly(split.histories().size());
    }

    @Test
    void aValidationPartIsMaskedAndCounted() {
        Interactions all = random(40, 30);
        List<Integer> trained = new ArrayList<>();
        EvaluationReport report = Evaluator.builder()
                .protocol(Protocol.RANDOM_80_10_10)
                .model("recording", (train, seed) -> {
                    trained.add(train.size());
                    return NOISE.train(train, seed);
                })
                .seedCount(1)
                .build()
                .evaluate(all);

        SplitCounts counts = report.splits().get(0);
        assertThat(trained).containsExactly(counts.trainInteractions());
        assertThat(counts.heldInteractions()).isPositive();
        assertThat(counts.trainInteractions() + counts.heldInteractions() + counts.testInteractions())
                .isEqualTo(all.size());
    }

    @Test
    void usersWithOneInteractionAreNotMeasuredWhenOneIsLeftOut() {
        EvaluationReport report = Evaluator.builder()
                .protocol(Protocol.LEAVE_ONE_OUT_RANDOM)
                .model("popular", POPULAR)
                .seedCount(1)
                .build()
                .evaluate(interactions("ana a", "ben a", "ben b", "cy b", "cy c"));

        assertThat(report.splits().get(0).evaluatedUsers()).isEqualTo(2);
    }

    @Test
    void aCatalogueSmallerThanKIsNoErrorForAnyMetric() {
        Evaluator.Builder evaluator =
                Evaluator.builder().model("popular", POPULAR).seedCount(1).k(50);
        Metrics.all().stream()
                .filter(metric -> !Metrics.standard().contains(metric))
                .forEach(evaluator::metric);
        EvaluationReport report =
                evaluator.build().evaluate(TrainTest.join(interactions("ana a", "ben b"), interactions("ana b")));

        // One item is left to rank, and it is the relevant one: nothing to tell it from.
        assertThat(report.model("popular").metric("auc").mean()).isEqualTo(0.5);
        assertThat(report.model("popular").metric("user_coverage@50").mean()).isZero();
    }

    @Test
    void aUserOfTheTestOnlyIsMeasuredByEveryMetric() {
        EvaluationReport report = Evaluator.builder()
                .model("popular", POPULAR)
                .metric(Metrics.AUC)
                .metric(Metrics.POPULARITY_LIFT)
                .seedCount(1)
                .k(1)
                .build()
                .evaluate(TrainTest.join(interactions("ana a", "ben b", "ana b"), interactions("dee b")));

        assertThat(report.model("popular").metric("auc").mean()).isEqualTo(1);
        assertThat(report.model("popular").metric("popularity_lift@1").mean()).isZero();
    }

    private static JsonNode withoutTiming(EvaluationReport report) throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(report.toJson());
        json.remove("timing");
        return json;
    }

    private static Interactions interactions(String... pairs) {
        Interactions.Builder builder = Interactions.builder();
        for (String pair : pairs) {
            String[] ids = pair.split(" ", -1);
            builder.add(ids[0], ids[1]);
        }
        return builder.build();
    }

    private static Interactions random(int users, int items) {
        Random random = new Random(5);
        Interactions.Builder builder = Interactions.builder();
        for (int i = 0; i < users * 18; i++) {
            builder.add("u" + random.nextInt(users), "i" + (int) (items * Math.pow(random.nextDouble(), 2)));
        }
        return builder.build();
    }
}
