package io.github.discovery4j.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import io.github.discovery4j.testkit.Batches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairBatchTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final RequestContext context = Batches.context("viewer");
    private final Candidates candidates = Batches.candidates(context.items(), List.of("a", "b"));

    @Test
    void aRequestsRowsGoFromTheViewerToEachCandidateAtOneMoment() {
        PairBatch forward = PairBatch.forward(context, candidates);
        assertThat(forward.size()).isEqualTo(2);
        assertThat(forward.subjectId(1)).isEqualTo("viewer");
        assertThat(forward.objectId(1)).isEqualTo("b");
        assertThat(forward.asOf(0)).isEqualTo(context.instant());
    }

    @Test
    void backwardTheyGoFromEachCandidateToTheViewer() {
        PairBatch backward = PairBatch.backward(context, candidates);
        assertThat(backward.size()).isEqualTo(2);
        assertThat(backward.subjectId(0)).isEqualTo("a");
        assertThat(backward.objectId(0)).isEqualTo("viewer");
        assertThat(backward.asOf(1)).isEqualTo(context.instant());
    }

    @Test
    void aRequestsRowsPinWhatTheRequestPinned() {
        Handle<String> model = Handle.of("model", "v1", "one");
        assertThat(PairBatch.forward(context, candidates).pin(model)).isEqualTo("one");
        model.swap("v2", "two");
        assertThat(PairBatch.backward(context, candidates).pin(model)).isEqualTo("one");
        assertThat(context.versions()).containsEntry("model", "v1");
    }

    @Test
    void trainingsPairsHaveAMomentEachAndPinForThemselves() {
        List<Pair> pairs = new ArrayList<>(List.of(new Pair("x", "y", NOON), new Pair("y", "x", NOON.plusSeconds(1))));
        PairBatch batch = PairBatch.of(pairs);
        pairs.clear();
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.subjectId(1)).isEqualTo("y");
        assertThat(batch.objectId(1)).isEqualTo("x");
        assertThat(batch.asOf(1)).isEqualTo(NOON.plusSeconds(1));
        Handle<String> model = Handle.of("model", "v1", "one");
        assertThat(batch.pin(model)).isEqualTo("one");
        model.swap("v2", "two");
        assertThat(batch.pin(model)).isEqualTo("one");
    }

    @Test
    void namesNobodyWhenPrinted() {
        assertThat(new Pair("secret", "secret", NOON) + " " + PairBatch.of(List.of(new Pair("secret", "secret", NOON))))
                .doesNotContain("secret");
        RequestContext ofSecret = Batches.context("secret");
        Candidates secrets = Batches.candidates(ofSecret.items(), List.of("secret item"));
        assertThat(PairBatch.forward(ofSecret, secrets).toString()).doesNotContain("secret");
    }

    @Test
    void aViewHandsItsColumnsToItsHydrator() {
        FeatureColumn column = FeatureColumn.number("length", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT);
        FeatureView view = FeatureView.of("names", "2", List.of(column), (pairs, columns) -> {
            for (int row = 0; row < pairs.size(); row++) {
                columns.set(row, 0, pairs.objectId(row).length());
            }
        });
        assertThat(view.schema().name()).isEqualTo("names");
        assertThat(view.schema().version()).isEqualTo("2");
        assertThat(view.schema().columns()).containsExactly(column);
        FeatureTable table = FeatureTable.allocate(view.schema(), 1);
        try (FeatureTable.Writer writer = table.writer(0, 1)) {
            view.hydrate(PairBatch.of(List.of(new Pair("x", "four", NOON))), writer);
        }
        assertThat(table.get(0, 0)).isEqualTo(4f);
    }
}
