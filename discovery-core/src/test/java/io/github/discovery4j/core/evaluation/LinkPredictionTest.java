package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkPredictionTest {

    private static final Interactions NOTHING = Interactions.builder().build();

    @Test
    void hiddenFriendshipsAreSoughtFromBothSidesAndKnownOnesMasked() {
        LinkPrediction links = LinkPrediction.of(ring(false), NOTHING, 0.2);

        TrainTest split = links.protocol().splitter().split(links.pairs(), 0);

        // Ten friendships, two hidden: each is a pair for either side, beside ten people with themselves.
        assertThat(split.train().size()).isEqualTo(16);
        assertThat(split.test().size()).isEqualTo(4);
        assertThat(split.masked().size()).isEqualTo(26);
        assertThat(pairs(split.test())).allMatch(pair -> {
            String[] ids = pair.split(" ", -1);
            return pairs(split.test()).contains(ids[1] + " " + ids[0])
                    && !pairs(split.train()).contains(pair);
        });
        assertThat(links.protocol().name()).isEqualTo("links-80-20");
    }

    @Test
    void directedTiesAreSoughtFromTheirStartOnly() {
        LinkPrediction links = LinkPrediction.of(ring(true), NOTHING, 0.2);

        TrainTest split = links.protocol().splitter().split(links.pairs(), 0);

        assertThat(split.train().size()).isEqualTo(8);
        assertThat(pairs(split.test())).hasSize(2).allMatch(pair -> {
            String[] ids = pair.split(" ", -1);
            return Integer.parseInt(ids[1]) == (Integer.parseInt(ids[0]) + 1) % 10;
        });
    }

    @Test
    void modelsSeeTheTiesThatAreLeftAndEverybodysInteractions() {
        Interactions likes =
                Interactions.builder().add("stranger", "x").add("3", "x").build();
        LinkPrediction links = LinkPrediction.of(ring(false), likes, 0.3);
        List<Integer> seen = new ArrayList<>();
        LinkTrainer recording = (ties, interactions, seed) -> {
            seen.add(ties.size());
            assertThat(interactions.users()).isEqualTo(ties.users());
            assertThat(interactions.users().size()).isEqualTo(11);
            return (person, scores) -> {
                assertThat(scores).hasSize(11);
                Arrays.fill(scores, 0);
            };
        };

        EvaluationReport report = Evaluator.builder()
                .protocol(links.protocol())
                .model("recording", links.trainer(recording))
                .seedCount(2)
                .build()
                .evaluate(links.pairs());

        assertThat(seen).containsExactly(7, 7);
        assertThat(report.model("recording").metric("auc").mean()).isEqualTo(0.5);
    }

    @Test
    void aModelThatKnowsTheHiddenTiesFindsThemAll() {
        Ties all = ring(false);
        LinkPrediction links = LinkPrediction.of(all, NOTHING, 0.2);
        EvaluationReport report = Evaluator.builder()
                .protocol(links.protocol())
                .model("oracle", links.trainer((ties, interactions, seed) -> (person, scores) -> {
                    Arrays.fill(scores, 0);
                    for (int tie = 0; tie < all.size(); tie++) {
                        if (all.fromOrdinal(tie) == person) {
                            scores[all.toOrdinal(tie)] = 1;
                        } else if (all.toOrdinal(tie) == person) {
                            scores[all.fromOrdinal(tie)] = 1;
                        }
                    }
                }))
                .build()
                .evaluate(links.pairs());

        assertThat(report.model("oracle").metric("auc").mean()).isEqualTo(1);
        assertThat(report.model("oracle").metric("recall@10").mean()).isEqualTo(1);
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        assertThatThrownBy(() -> LinkPrediction.of(Ties.NONE, NOTHING, 0.2)).hasMessageContaining("there must be ties");
        assertThatThrownBy(() -> LinkPrediction.of(ring(false), NOTHING, 0)).hasMessageContaining("hiddenShare");
        LinkPrediction links = LinkPrediction.of(ring(false), NOTHING, 0.2);
        assertThatThrownBy(() -> links.protocol().splitter().split(NOTHING, 0))
                .hasMessageContaining("evaluate pairs()");
    }

    private static Ties ring(boolean directed) {
        Ties.Builder ties = Ties.builder(directed);
        for (int i = 0; i < 10; i++) {
            ties.add("" + i, "" + (i + 1) % 10);
        }
        return ties.build();
    }

    private static List<String> pairs(Interactions interactions) {
        List<String> pairs = new ArrayList<>();
        for (int index = 0; index < interactions.size(); index++) {
            pairs.add(interactions.users().idOf(interactions.userOrdinal(index)) + " "
                    + interactions.items().idOf(interactions.itemOrdinal(index)));
        }
        return pairs;
    }
}
