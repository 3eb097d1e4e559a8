package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.safety.HarassmentScores;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Removes candidates who are likely to harass, and demotes those who may; more strictly for viewers who need more care.
 *
 * <p>Scores come from {@link HarassmentScores}, or from a column of the features. Prefer the former: a column is masked where
 * its owner opted out of its group, so that whoever harasses could hide, and a ranker can see it. A score outside [0, 1]
 * removes its candidate. A verdict's reason says which rule applied, never the score, and not for which viewers the rule is.
 *
 * <p><b>Cost:</b> one look-up a candidate, no allocation per candidate. <b>Threads:</b> safe.
 */
public final class HarassmentGuardrail implements Guardrail {

    private final Optional<HarassmentScores> scores;
    private final String column;
    private final HarassmentThresholds.Table usual;
    private final HarassmentThresholds.Table strict;
    private final Predicate<String> vulnerable;

    private HarassmentGuardrail(Builder builder) {
        scores = builder.scores;
        column = builder.column;
        usual = builder.usual.table();
        strict = builder.strict.orElse(builder.usual).table();
        vulnerable = builder.vulnerable;
    }

    /**
     * Starts a guardrail that asks for scores.
     *
     * @param scores asked at every request
     * @return a builder with {@link HarassmentThresholds#DEFAULT} for all viewers
     */
    public static Builder of(HarassmentScores scores) {
        return new Builder(Optional.of(scores), "");
    }

    /**
     * Starts a guardrail that reads scores from a column.
     *
     * @param column of the features about candidates, never said and not read by the ranker
     * @return a builder with {@link HarassmentThresholds#DEFAULT} for all viewers
     */
    public static Builder ofColumn(String column) {
        return new Builder(Optional.empty(), column);
    }

    @Override
    public void judge(ScoredCandidates candidates, Verdicts verdicts) {
        HarassmentThresholds.Table table = tableFor(candidates.context());
        if (scores.isEmpty()) {
            FeatureTable features = candidates.features();
            int index = features.schema().indexOf(column);
            for (int row = 0; row < candidates.size(); row++) {
                verdicts.set(row, table.verdict(features.get(row, index)));
            }
        } else {
            for (int row = 0; row < candidates.size(); row++) {
                verdicts.set(row, verdict(scores.get(), table, candidates.id(row), candidates.context()));
            }
        }
    }

    /** {@inheritDoc} With a column, nothing: it is not filled yet. */
    @Override
    public Predicate<String> exclusions(RequestContext context) {
        if (scores.isEmpty()) {
            return id -> false;
        }
        HarassmentThresholds.Table table = tableFor(context);
        return id -> verdict(scores.get(), table, id, context) instanceof Verdict.Remove;
    }

    private HarassmentThresholds.Table tableFor(RequestContext context) {
        return vulnerable.test(context.viewerId()) ? strict : usual;
    }

    private static Verdict verdict(
            HarassmentScores scores, HarassmentThresholds.Table table, String id, RequestContext context) {
        return table.verdict((float) scores.score(id, context.instant()));
    }

    /** Collects the settings of a guardrail; belongs to one thread. */
    public static final class Builder {
        private final Optional<HarassmentScores> scores;
        private final String column;
        private HarassmentThresholds usual = HarassmentThresholds.DEFAULT;
        private Optional<HarassmentThresholds> strict = Optional.empty();
        private Predicate<String> vulnerable = viewer -> false;

        private Builder(Optional<HarassmentScores> scores, String column) {
            this.scores = scores;
            this.column = column;
        }

        /**
         * Sets the thresholds for most viewers.
         *
         * @param thresholds for whoever needs no more care
         * @return this
         */
        public Builder thresholds(HarassmentThresholds thresholds) {
            usual = thresholds;
            return this;
        }

        /**
         * Names the viewers who need more care, such as minors and newcomers, with {@link HarassmentThresholds#VULNERABLE}.
         *
         * @param viewers tells of a viewer's id; the host's own knowledge, quick: asked a few times a request; never traced
         * @return this
         */
        public Builder vulnerable(Predicate<String> viewers) {
            return vulnerable(viewers, HarassmentThresholds.VULNERABLE);
        }

        /**
         * Names the viewers who need more care.
         *
         * @param viewers tells of a viewer's id; the host's own knowledge, quick: asked a few times a request; never traced
         * @param thresholds for them, nowhere milder than for others
         * @return this
         */
        public Builder vulnerable(Predicate<String> viewers, HarassmentThresholds thresholds) {
            vulnerable = viewers;
            strict = Optional.of(thresholds);
            return this;
        }

        /**
         * Finishes the guardrail.
         *
         * @return the guardrail
         * @throws IllegalArgumentException if the thresholds for vulnerable viewers are milder at some score
         */
        public HarassmentGuardrail build() {
            strict.flatMap(thresholds -> thresholds.milderThan(usual)).ifPresent(where -> {
                throw new IllegalArgumentException(
                        "thresholds for vulnerable viewers must be nowhere milder than for others, are so %s; tighten them"
                                .formatted(where));
            });
            return new HarassmentGuardrail(this);
        }
    }
}
