package io.github.discovery4j.rank.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.DiversifierContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetGreedyDiversifierTest extends DiversifierContract {

    /** The first letter is the group; a dot stands for none. */
    private static final ProtectedGroups GROUPS =
            id -> id.charAt(0) == '.' ? Optional.empty() : Optional.of(id.substring(0, 1));

    @Override
    protected Diversifier diversifier() {
        return DetGreedyDiversifier.amongCandidates(
                GROUPS, Parity.on("letter", GROUPS).build());
    }

    @Override
    protected List<String> items() {
        return IntStream.range(0, 30)
                .mapToObj(i -> "abc.".charAt(i * i % 4) + " " + i)
                .toList();
    }

    @Test
    void everyBeginningIsNearTheShares() {
        Diversifier half = DetGreedyDiversifier.against(Map.of("a", 0.5, "b", 0.5), GROUPS);
        assertThat(select(half, "a1", "a2", "a3", "b1", "b2", "b3"))
                .containsExactly("a1", "b1", "a2", "b2", "a3", "b3");
        Diversifier quarter = DetGreedyDiversifier.against(Map.of("a", 0.75, "b", 0.25), GROUPS);
        assertThat(select(quarter, "a1", "a2", "a3", "a4", "a5", "b1", "b2", "b3"))
                .startsWith("a1", "a2", "a3", "b1", "a4", "a5");
    }

    @Test
    void withoutATargetSharesAreThoseOfTheCandidates() {
        assertThat(select(DetGreedyDiversifier.amongCandidates(GROUPS), "a1", "a2", "b1", "b2"))
                .containsExactly("a1", "b1", "a2", "b2");
    }

    @Test
    void whoHasNoGroupOrNoTargetCompetesByScore() {
        Diversifier onlyA = DetGreedyDiversifier.against(Map.of("a", 0.5), GROUPS);
        assertThat(select(onlyA, "c1", "a1", ".1", "a2")).containsExactly("c1", "a1", ".1", "a2");
    }

    @Test
    void aGroupThatHasRunOutGivesItsPlacesToOthers() {
        Diversifier half = DetGreedyDiversifier.against(Map.of("a", 0.5, "b", 0.5), GROUPS);
        assertThat(select(half, "a1", "a2", "a3", "b1")).containsExactly("a1", "b1", "a2", "a3");
    }

    /** Best first. */
    private static List<String> select(Diversifier diversifier, String... ids) {
        double[] scores = IntStream.range(0, ids.length).mapToDouble(i -> -i).toArray();
        KeptCandidates kept = Batches.kept(Batches.scored(Batches.context("viewer"), List.of(ids), scores));
        Selection selection = diversifier.select(kept, ids.length);
        return IntStream.range(0, selection.size())
                .mapToObj(position -> kept.id(selection.index(position)))
                .toList();
    }
}
