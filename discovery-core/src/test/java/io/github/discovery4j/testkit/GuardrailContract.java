package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of a {@link Guardrail}. */
public abstract class GuardrailContract {

    /**
     * Returns the guardrail under test, over data that does not change.
     *
     * @return the guardrail
     */
    protected abstract Guardrail guardrail();

    /**
     * Returns viewers to judge for; the contract adds one that nobody knows.
     *
     * @return one id or more, some of them with something to remove
     */
    protected abstract List<String> viewers();

    /**
     * Returns candidates to judge; the contract adds one that nobody knows.
     *
     * @return one id or more
     */
    protected abstract List<String> items();

    /** Returns viewers and a stranger. */
    @Provide
    Arbitrary<String> anyViewer() {
        return Arbitraries.of(withStranger(viewers(), "a viewer unknown to all"));
    }

    /** Returns sets of candidates, a stranger among them. */
    @Provide
    Arbitrary<Set<String>> candidateSets() {
        return Arbitraries.of(withStranger(items(), "an item unknown to all"))
                .set()
                .ofMinSize(0);
    }

    @Property(tries = 50)
    void everyRowGetsAVerdictOfItsOwn(
            @ForAll("anyViewer") String viewer, @ForAll("candidateSets") Set<String> candidates) {
        RequestContext context = Batches.context(viewer);
        List<String> ids = List.copyOf(candidates);
        ScoredCandidates scored = Batches.scored(context, ids, new double[ids.size()]);
        Verdicts together = judge(scored);
        for (int row = 0; row < scored.size(); row++) {
            assertThat(together.decided(row)).isTrue();
            Verdict alone =
                    judge(Batches.scored(context, List.of(scored.id(row)), 0)).get(0);
            assertThat(together.get(row)).isEqualTo(alone);
        }
    }

    @Property(tries = 50)
    void whatItExcludesItRemoves(@ForAll("anyViewer") String viewer, @ForAll("candidateSets") Set<String> candidates) {
        RequestContext context = Batches.context(viewer);
        List<String> ids = List.copyOf(candidates);
        ScoredCandidates scored = Batches.scored(context, ids, new double[ids.size()]);
        Verdicts verdicts = judge(scored);
        Predicate<String> exclusions = guardrail().exclusions(context);
        for (int row = 0; row < scored.size(); row++) {
            if (exclusions.test(scored.id(row))) {
                assertThat(verdicts.get(row)).isInstanceOf(Verdict.Remove.class);
            }
        }
    }

    @Property(tries = 50)
    void aReasonNamesNobody(@ForAll("anyViewer") String viewer, @ForAll("candidateSets") Set<String> candidates) {
        List<String> ids = List.copyOf(candidates);
        ScoredCandidates scored = Batches.scored(Batches.context(viewer), ids, new double[ids.size()]);
        Verdicts verdicts = judge(scored);
        for (int row = 0; row < scored.size(); row++) {
            assertThat(reason(verdicts.get(row))).doesNotContain(scored.id(row)).doesNotContain(viewer);
        }
    }

    private static String reason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Keep keep -> "";
            case Verdict.Demote demote -> demote.reason();
            case Verdict.Remove remove -> remove.reason();
        };
    }

    private Verdicts judge(ScoredCandidates scored) {
        Verdicts verdicts = new Verdicts(scored.size());
        guardrail().judge(scored, verdicts);
        return verdicts;
    }

    private static List<String> withStranger(List<String> known, String stranger) {
        Set<String> all = new LinkedHashSet<>(known);
        all.add(stranger);
        return new ArrayList<>(all);
    }
}
