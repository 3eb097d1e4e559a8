package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.data.Interactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationMetersTest {

    @Test
    void eachRunReportsItsTrainingAndItsNdcgAtEachCutoff() {
        List<String> reported = new ArrayList<>();
        Evaluator.builder()
                .model("flat", (train, seed) -> (user, scores) -> Arrays.fill(scores, 1))
                .seedCount(2)
                .k(1, 10)
                .listener(EvaluationListener.reportingTo((meter, value, tags) -> {
                    assertThat(value).isNotNegative().isFinite();
                    String shown = meter.name().endsWith("seconds") ? "" : " " + value;
                    reported.add(meter.name() + List.of(tags) + shown);
                }))
                .build()
                .evaluate(TrainTest.join(
                        Interactions.builder().add("ana", "b").build(),
                        Interactions.builder().add("ana", "a").build()));
        assertThat(reported)
                .hasSize(6)
                .contains(
                        "cf.train.duration.seconds[flat]",
                        "cf.offline.ndcg@1[flat] 1.0",
                        "cf.offline.ndcg@10[flat] 1.0");
    }
}
