package io.github.discovery4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.Batches;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScoringTest {

    private static final Ranker BROKEN = (batch, scores) -> {
        throw new IllegalStateException("model is broken");
    };

    private final AtomicInteger hydrations = new AtomicInteger();
    private final FeatureView length = FeatureView.of(
            "names",
            "1",
            List.of(FeatureColumn.number("length", SignalGroup.PROFILE, Owner.SUBJECT)),
            (pairs, columns) -> {
                hydrations.incrementAndGet();
                for (int row = 0; row < pairs.size(); row++) {
                    columns.set(row, 0, pairs.subjectId(row).length());
                }
            });
    private final RequestContext context = Batches.context("viewer");
    private final Candidates candidates = Batches.candidates(context.items(), List.of("a", "bbb", "cc"));

    /** Ranks by the candidate's side. */
    private static class Reciprocal implements Ranker {
        @Override
        public void score(RankingBatch batch, double[] scores) {
            for (int row = 0; row < scores.length; row++) {
                scores[row] = batch.reverseFeatures().orElseThrow().get(row, 0);
            }
        }

        @Override
        public boolean reciprocal() {
            return true;
        }
    }

    @Test
    void onlyAReciprocalRankerCostsTheOtherDirection() {
        score(length, (batch, scores) -> java.util.Arrays.fill(scores, 1), BROKEN);
        assertThat(hydrations).hasValue(1);
        Scoring.Result result = score(length, new Reciprocal(), BROKEN);
        assertThat(hydrations).hasValue(3);
        assertThat(best(result)).isEqualTo("bbb");
        assertThat(result.scored().batch().reverseFeatures()).isPresent();
    }

    @Test
    void viewsThatAReciprocalRankerDoesNotReadBackwardAreNotAskedForThat() {
        AtomicInteger others = new AtomicInteger();
        FeatureView dear = FeatureView.of(
                "dear",
                "1",
                List.of(FeatureColumn.number("dear", SignalGroup.PROFILE, Owner.BOTH)),
                (pairs, columns) -> others.incrementAndGet());
        Reciprocal lengthAlone = new Reciprocal() {
            @Override
            public Optional<Set<String>> backwardFeatures() {
                return Optional.of(Set.of("length"));
            }
        };
        FeatureSchema both = FeatureSchema.concat(List.of(length.schema(), dear.schema()));
        Scoring scoring = new Scoring(List.of(length, dear), both, new Reciprocal());
        Scoring.Result result = scoring.score(candidates, lengthAlone, context, new Ticking().trace());
        assertThat(best(result)).isEqualTo("bbb");
        assertThat(others).hasValue(1);
        assertThat(result.scored().batch().reverseFeatures().orElseThrow().get(0, 1))
                .isNaN();
        scoring.score(candidates, new Reciprocal(), context, new Ticking().trace());
        assertThat(others).as("who does not say reads everything").hasValue(3);
    }

    @Test
    void aFallbackDoesNotInheritWhatTheRankerLeftOut() {
        Reciprocal broken = new Reciprocal() {
            @Override
            public void score(RankingBatch batch, double[] scores) {
                throw new IllegalStateException("model is broken");
            }

            @Override
            public Optional<Set<String>> backwardFeatures() {
                return Optional.of(Set.of());
            }
        };
        Scoring scoring = new Scoring(List.of(length), length.schema(), new Reciprocal());
        TraceRecorder trace = new Ticking().trace();
        RankingBatch filled = scoring.withReverse(scoring.hydrated(candidates, context, trace), broken, trace);
        assertThat(filled.reverseFeatures().orElseThrow().get(0, 0)).isNaN();
        assertThat(best(scoring.score(filled, broken, trace))).isEqualTo("bbb");
    }

    @Test
    void aReciprocalFallbackGetsTheOtherDirectionToo() {
        Reciprocal fallback = new Reciprocal();
        Scoring.Result result = score(length, BROKEN, fallback);
        assertThat(result.ranker()).isSameAs(fallback);
        assertThat(best(result)).isEqualTo("bbb");
    }

    @Test
    void aRankerThatCannotSayWhetherItIsReciprocalHasFailed() {
        Ranker unsure = new Ranker() {
            @Override
            public void score(RankingBatch batch, double[] scores) {}

            @Override
            public boolean reciprocal() {
                throw new IllegalStateException("model is closed");
            }
        };
        Ranker fallback = (batch, scores) -> java.util.Arrays.fill(scores, 1);
        assertThat(score(length, unsure, fallback).ranker()).isSameAs(fallback);
    }

    @Test
    void whenBothFailRankFusionScores() {
        assertThat(score(length, BROKEN, BROKEN).ranker()).isInstanceOf(ReciprocalRankFusion.class);
    }

    @Test
    void aViewThatChangesItsSchemaLaterHarmsNothing() {
        AtomicInteger asked = new AtomicInteger();
        FeatureView growing = new FeatureView() {
            @Override
            public FeatureSchema schema() {
                if (asked.incrementAndGet() > 1) {
                    return FeatureSchema.concat(List.of(length.schema(), Batches.schema("more", "columns")));
                }
                return length.schema();
            }

            @Override
            public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
                length.hydrate(pairs, columns);
            }
        };
        Scoring.Result result = score(growing, (batch, scores) -> java.util.Arrays.fill(scores, 1), BROKEN);
        assertThat(result.scored().features().get(0, 0)).isEqualTo("viewer".length());
    }

    @Test
    void aHydratorThatClosesItsWriterAndThrowsLeavesItsColumnsMissing() {
        FeatureView rude = FeatureView.of("rude", "1", length.schema().columns(), (pairs, columns) -> {
            columns.set(0, 0, 7f);
            columns.close();
            throw new IllegalStateException("store is away");
        });
        Scoring.Result result = score(rude, (batch, scores) -> java.util.Arrays.fill(scores, 1), BROKEN);
        assertThat(result.scored().features().get(0, 0)).isNaN();
    }

    private Scoring.Result score(FeatureView view, Ranker ranker, Ranker fallback) {
        Scoring scoring = new Scoring(List.of(view), length.schema(), fallback);
        return scoring.score(candidates, ranker, context, new Ticking().trace());
    }

    private static String best(Scoring.Result result) {
        return result.scored().id(result.scored().rowAt(0));
    }
}
