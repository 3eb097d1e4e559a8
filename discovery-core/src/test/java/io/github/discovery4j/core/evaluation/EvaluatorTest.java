package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.Interactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {

    /** Scores all items alike, so that only ties decide. */
    private static final ModelTrainer INDIFFERENT = (train, seed) -> (user, scores) -> Arrays.fill(scores, 1);

    @Test
    void equalScoresGoToTheSmallerIdAndSeenItemsAreMasked() {
        // Item ids by code point: "10", "9", "b". Ana has seen "10", so her list is "9", "b"; her test item is "b".
        TrainTest split = split(List.of("ana 10", "ben b", "ben 9"), List.of("ana b"));

        ModelReport report = evaluate(split, INDIFFERENT, 1, 2).model("model");

        assertThat(report.metric("hit_rate@1").mean()).isZero();
        assertThat(report.metric("mrr@2").mean()).isEqualTo(0.5);
        assertThat(report.metric("coverage@2").mean()).isEqualTo(2.0 / 3);
    }

    @Test
    void kBeyondTheCatalogueCountsMissingPlacesAsMisses() {
        TrainTest split = split(List.of("ana a"), List.of("ana b"));

        ModelReport report = evaluate(split, INDIFFERENT, 100).model("model");

        assertThat(report.metric("precision@100").mean()).isEqualTo(0.01);
        assertThat(report.metric("recall@100").mean()).isEqualTo(1);
    }

    @Test
    void usersWithoutATestItemAreLeftOutOfTheMean() {
        TrainTest split = split(List.of("ana a", "ben a", "cy b"), List.of("ana b"));

        EvaluationReport report = evaluate(split, INDIFFERENT, 1);

        assertThat(report.splits().get(0).evaluatedUsers()).isEqualTo(1);
        assertThat(report.model("model").metric("recall@1").mean()).isEqualTo(1);
    }

    @Test
    void testItemsSeenInTrainingAndUsersOfTheTestOnlyAreCounted() {
        TrainTest split = split(List.of("ana a", "ben b"), List.of("ana a", "ana b", "ben b", "dee c"));

        EvaluationReport report = evaluate(split, INDIFFERENT, 1);

        assertThat(report.splits()).containsExactly(new SplitCounts(0, 2, 4, 2, 2, 1));
        assertThat(report.userCount()).isEqualTo(3);
        assertThat(report.itemCount()).isEqualTo(3);
    }

    @Test
    void modelsSeeTheTrainingPartTheSeedAndEveryUser() {
        TrainTest split = split(List.of("ana a"), List.of("ana b", "dee a"));
        List<String> seen = new ArrayList<>();
        ModelTrainer recording = (train, seed) -> {
            seen.add("train " + train.size() + " seed " + seed);
            return (user, scores) -> {
                seen.add("score " + train.users().idOf(user) + " of " + scores.length);
                Arrays.fill(scores, 0);
            };
        };

        Evaluator.builder()
                .model("m", recording)
                .seedList(9, 4)
                .threads(1)
                .build()
                .evaluate(split);

        assertThat(seen)
                .containsExactly(
                        "train 1 seed 9",
                        "score ana of 2",
                        "score dee of 2",
                        "train 1 seed 4",
                        "score ana of 2",
                        "score dee of 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void theResultDoesNotDependOnTheNumberOfThreads(int threads) {
        Interactions interactions = random(300, 80);
        EvaluationReport serial = evaluateRandomly(interactions, 1);

        EvaluationReport parallel = evaluateRandomly(interactions, threads);

        assertThat(parallel.model("noise").metrics())
                .isEqualTo(serial.model("noise").metrics());
        assertThat(parallel.splits()).isEqualTo(serial.splits());
    }

    private static EvaluationReport evaluateRandomly(Interactions interactions, int threads) {
        ModelTrainer noise = (train, seed) -> (user, scores) -> {
            Random random = new Random(31 * seed + user);
            Arrays.setAll(scores, item -> random.nextInt(20));
        };
        return Evaluator.builder()
                .model("noise", noise)
                .seedCount(3)
                .k(1, 5, 10)
                .threads(threads)
                .build()
                .evaluate(interactions);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aScoreThatIsNotFiniteNamesTheModel(double bad) {
        TrainTest split = split(List.of("ana a"), List.of("ana b"));
        ModelTrainer broken = (train, seed) -> (user, scores) -> Arrays.fill(scores, bad);

        assertThatThrownBy(() -> evaluate(split, broken, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("scores must be finite, was " + bad)
                .hasMessageContaining("model \"model\", seed 0");
    }

    @Test
    void aScoreThatWasNotWrittenIsNoticed() {
        TrainTest split = split(List.of("ana a"), List.of("ana b"));

        assertThatThrownBy(() -> evaluate(split, (train, seed) -> (user, scores) -> {}, 1))
                .hasMessageContaining("was NaN for item ordinal 1");
    }

    @Test
    void whateverIsWrittenForSeenItemsDoesNotMatter() {
        TrainTest split = split(List.of("ana a"), List.of("ana b"));
        ModelTrainer masking = (train, seed) -> (user, scores) -> {
            scores[0] = Double.NEGATIVE_INFINITY;
            scores[1] = 3;
        };

        assertThat(evaluate(split, masking, 1).model("model").metric("recall@1").mean())
                .isEqualTo(1);
    }

    @Test
    void aModelThatFailsOnAnotherThreadFailsTheCall() {
        ModelTrainer failing = (train, seed) -> (user, scores) -> {
            throw new IllegalArgumentException("too large");
        };
        Evaluator evaluator = Evaluator.builder().model("m", failing).threads(2).build();

        assertThatThrownBy(() -> evaluator.evaluate(random(100, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("too large");
    }

    @Test
    void anEmptyTestSetIsRefused() {
        Interactions none = Interactions.builder().build();

        assertThatThrownBy(() -> evaluate(split(List.of("ana a"), List.of()), INDIFFERENT, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 test and 1 training interactions")
                .hasMessageContaining("seed 0");
        assertThatThrownBy(() -> evaluate(split(List.of("ana a"), List.of("ana a")), INDIFFERENT, 1))
                .hasMessageContaining("does not have in training");
        assertThatThrownBy(() ->
                        Evaluator.builder().model("m", INDIFFERENT).build().evaluate(none))
                .hasMessageContaining("0 test and 0 training interactions");
    }

    @Test
    void progressNamesEachStep() {
        List<String> steps = new ArrayList<>();
        Evaluator.builder()
                .model("a", INDIFFERENT)
                .model("b", INDIFFERENT)
                .seedCount(1)
                .listener(p -> steps.add(
                        p.model() + " " + p.seed() + " " + p.phase() + " " + p.runsDone() + "/" + p.runsTotal()))
                .build()
                .evaluate(split(List.of("ana a"), List.of("ana b")));

        assertThat(steps)
                .containsExactly(
                        "a 0 TRAINING 0/2",
                        "a 0 SCORING 0/2",
                        "a 0 DONE 1/2",
                        "b 0 TRAINING 1/2",
                        "b 0 SCORING 1/2",
                        "b 0 DONE 2/2");
    }

    @Test
    void meanAndDeviationAreOverSeeds() {
        TrainTest split = split(List.of("ana a", "ben b"), List.of("ana c"));
        ModelTrainer rightTwice = (train, seed) -> (user, scores) -> {
            Arrays.fill(scores, 0);
            scores[train.items().ordinalOf("c")] = seed == 2 ? -1 : 1;
        };

        Summary summary = Evaluator.builder()
                .model("m", rightTwice)
                .seedCount(3)
                .k(1)
                .build()
                .evaluate(split)
                .model("m")
                .metric("recall@1");

        // Of 1, 1, 0 the mean is 2/3 and the sample variance (1/9 + 1/9 + 4/9) / 2 = 1/3.
        assertThat(summary.values()).containsExactly(1.0, 1.0, 0.0);
        assertThat(summary.mean()).isEqualTo(2.0 / 3);
        assertThat(summary.sd()).isCloseTo(Math.sqrt(1.0 / 3), within(1e-15));
        assertThat(Summary.of(List.of(0.4)).sd()).isZero();
    }

    @Test
    void builderRefusesWhatCannotBeRun() {
        assertThatThrownBy(() -> Evaluator.builder().build()).hasMessageContaining("at least one model");
        assertThatThrownBy(() -> Evaluator.builder().model("m", INDIFFERENT).model("m", INDIFFERENT))
                .hasMessageContaining("name of its own, was \"m\"");
        assertThatThrownBy(() -> Evaluator.builder().model(" ", INDIFFERENT)).hasMessageContaining("name");
        assertThatThrownBy(() -> Evaluator.builder().seedCount(0)).hasMessageContaining("at least one seed");
        assertThatThrownBy(() -> Evaluator.builder().threads(0)).hasMessageContaining("at least 1, was 0");
        assertThatThrownBy(
                        () -> Evaluator.builder().model("m", INDIFFERENT).k(0).build())
                .hasMessageContaining("k must be at least 1, was 0");
        assertThatThrownBy(() -> Evaluator.builder()
                        .model("m", INDIFFERENT)
                        .metric(Metrics.NDCG)
                        .build())
                .hasMessageContaining("each metric must have a name of its own");
    }

    @Test
    void aMetricThatIsNotFiniteIsRefused() {
        Evaluator evaluator = Evaluator.builder()
                .model("m", INDIFFERENT)
                .metric(PerUserMetric.of("odd", (list, k) -> 0.0 / 0.0))
                .build();

        assertThatThrownBy(() -> evaluator.evaluate(split(List.of("ana a"), List.of("ana b"))))
                .hasMessageContaining("was NaN (odd@10, model \"m\", seed 0)");
    }

    @Test
    void separateDataMustBeJoined() {
        Interactions one = interactions(List.of("ana a"));
        Interactions other = interactions(List.of("ben b"));

        assertThatThrownBy(() -> new TrainTest(one, other)).hasMessageContaining("TrainTest.join");
        assertThat(TrainTest.join(one, other).test().userOrdinal(0)).isEqualTo(1);
    }

    @Test
    void protocolsAreFoundByNameAndListedWhenNot() {
        assertThat(Protocol.named("Random-75-25")).isSameAs(Protocol.RANDOM_75_25);
        assertThat(Protocol.named("movielens-100k")).isSameAs(Protocol.RANDOM_75_25);
        assertThat(Protocol.named("random-80-20")).isSameAs(Protocol.RANDOM_80_20);
        assertThatThrownBy(() -> Protocol.named("magic"))
                .hasMessageContaining("random-75-25, random-80-20")
                .hasMessageContaining("\"magic\"");
        assertThatThrownBy(() -> new Protocol("p", Protocol.RANDOM_75_25.splitter(), List.of(), List.of(10)))
                .hasMessageContaining("must have metrics");
    }

    @Test
    void aReportNamesWhatItHas() {
        EvaluationReport report = evaluate(split(List.of("ana a"), List.of("ana b")), INDIFFERENT, 1);

        assertThat(report.protocol()).isEqualTo("train-test");
        assertThat(report.description()).contains("training and test as given").contains("code point");
        assertThatThrownBy(() -> report.model("x")).hasMessage("model must be one of [model], was \"x\"");
        assertThatThrownBy(() -> report.model("model").metric("ndcg@7")).hasMessageContaining("ndcg@1");
        assertThatThrownBy(() -> report.models().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static EvaluationReport evaluate(TrainTest split, ModelTrainer trainer, int... k) {
        return Evaluator.builder()
                .model("model", trainer)
                .seedCount(1)
                .k(k)
                .threads(1)
                .build()
                .evaluate(split);
    }

    private static TrainTest split(List<String> train, List<String> test) {
        return TrainTest.join(interactions(train), interactions(test));
    }

    private static Interactions interactions(List<String> pairs) {
        Interactions.Builder builder = Interactions.builder();
        for (String pair : pairs) {
            int space = pair.indexOf(' ');
            builder.add(pair.substring(0, space), pair.substring(space + 1));
        }
        return builder.build();
    }

    private static Interactions random(int users, int items) {
        Random random = new Random(5);
        Interactions.Builder builder = Interactions.builder();
        for (int i = 0; i < users * 10; i++) {
            builder.add("u" + random.nextInt(users), "i" + random.nextInt(items));
        }
        return builder.build();
    }
}
