package io.github.discovery4j.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.testkit.Batches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a lambda promises when it serves as a stage. */
class StageDefaultsTest {

    @Test
    void aSourceGetsAnotherLimitAndKeepsTheRest() {
        AtomicInteger asked = new AtomicInteger();
        CandidateSource source = new CandidateSource() {
            @Override
            public CandidateList retrieve(RequestContext context, int limit) {
                asked.set(limit);
                return CandidateList.empty();
            }

            @Override
            public boolean blocking() {
                return true;
            }
        };
        assertThat(source.limit()).isEqualTo(CandidateSource.DEFAULT_LIMIT);
        CandidateSource limited = source.limit(7).limit(8);
        assertThat(limited.limit()).isEqualTo(8);
        assertThat(limited.blocking()).isTrue();
        limited.retrieve(Batches.context("viewer"), 8);
        assertThat(asked).hasValue(8);
        CandidateSource lambda = (context, limit) -> CandidateList.empty();
        assertThat(lambda.limit(1).blocking()).isFalse();
        for (int limit : new int[] {0, -1}) {
            assertThatThrownBy(() -> source.limit(limit))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was " + limit);
        }
    }

    @Test
    void aRankerIsOpaqueReadsNothingAndOneDirection() {
        Ranker ranker = (batch, scores) -> {};
        assertThat(ranker.features()).isEmpty();
        assertThat(ranker.reciprocal()).isFalse();
        assertThat(ranker.pointwise()).isTrue();
        assertThat(ranker.structure()).isEqualTo(new RankerStructure.Opaque());
    }

    @Test
    void structuresAreCopiesThatKeepTheirOrder() {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("z", 1.0);
        weights.put("a", 2.0);
        RankerStructure.Linear linear = new RankerStructure.Linear(weights, 0.5);
        List<RankerStructure.Term> terms = new ArrayList<>(List.of(new RankerStructure.Term((b, s) -> {}, 2)));
        RankerStructure.Sum sum = new RankerStructure.Sum(terms);
        weights.clear();
        terms.clear();
        assertThat(linear.weights().keySet()).containsExactly("z", "a");
        assertThat(sum.terms()).hasSize(1);
    }

    @Test
    void aGuardrailExcludesNothingAndADiversifierHasNoConstraints() {
        Guardrail guardrail = (candidates, verdicts) -> {};
        assertThat(guardrail.exclusions(Batches.context("viewer")).test("anybody"))
                .isFalse();
        Diversifier diversifier = (kept, k) -> Selection.certain(new int[0], List.of());
        assertThat(diversifier.constraints()).isEmpty();
    }
}
