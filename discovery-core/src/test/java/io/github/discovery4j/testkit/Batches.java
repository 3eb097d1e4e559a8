package io.github.discovery4j.testkit;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Builds the inputs of stages from plain lists and arrays. */
public final class Batches {

    private Batches() {}

    /**
     * A context in which all is allowed and nothing excluded.
     *
     * @param viewerId the viewer
     * @return the context, with an id space of its own
     */
    public static RequestContext context(String viewerId) {
        return RequestContext.builder(SlateRequest.forViewer(viewerId).build(), new IdSpace())
                .build();
    }

    /**
     * Candidates that one source called {@code test} found with score 1.
     *
     * @param items gives the ordinals
     * @param ids different ids, in any order
     * @return one row an id, in ordinal order
     */
    public static Candidates candidates(IdSpace items, List<String> ids) {
        // First all in the order given: the sort below would intern new ids in the order in which it compares them.
        ids.forEach(items::intern);
        List<String> rows =
                ids.stream().sorted(Comparator.comparingInt(items::ordinalOf)).toList();
        float[] scores = new float[rows.size()];
        Arrays.fill(scores, 1f);
        return Candidates.of(
                rows.stream().mapToInt(items::intern).toArray(), rows.toArray(String[]::new), List.of("test"), scores);
    }

    /**
     * A schema of public numbers about the object.
     *
     * @param names the columns
     * @return the schema
     */
    public static FeatureSchema schema(String... names) {
        return FeatureSchema.of(
                "test",
                "1",
                Arrays.stream(names)
                        .map(name -> FeatureColumn.number(name, SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT))
                        .toList());
    }

    /**
     * A batch to rank.
     *
     * @param context the request
     * @param schema the columns
     * @param ids one a row, ascending in the context's id space when they are new to it
     * @param values one array a row, in the order of {@code ids}
     * @return the batch, whose reverse features are the forward ones
     */
    public static RankingBatch ranking(
            RequestContext context, FeatureSchema schema, List<String> ids, List<float[]> values) {
        Candidates candidates = candidates(context.items(), ids);
        FeatureTable table = FeatureTable.allocate(schema, ids.size());
        try (FeatureTable.Writer writer = table.writer(0, schema.size())) {
            for (int row = 0; row < ids.size(); row++) {
                float[] cells = values.get(ids.indexOf(candidates.id(row)));
                for (int column = 0; column < schema.size(); column++) {
                    writer.set(row, column, cells[column]);
                }
            }
        }
        return new RankingBatch(context, candidates, table, Optional.of(table));
    }

    /**
     * Candidates with given scores and no features.
     *
     * @param context the request
     * @param ids different ids
     * @param scores one an id, in the order of {@code ids}
     * @return the scored candidates
     */
    public static ScoredCandidates scored(RequestContext context, List<String> ids, double... scores) {
        Candidates candidates = candidates(context.items(), ids);
        double[] byRow = new double[ids.size()];
        for (int row = 0; row < byRow.length; row++) {
            byRow[row] = scores[ids.indexOf(candidates.id(row))];
        }
        FeatureTable none = FeatureTable.allocate(schema(), ids.size());
        return ScoredCandidates.of(new RankingBatch(context, candidates, none, Optional.empty()), byRow);
    }

    /**
     * Candidates that were all kept, in tiers.
     *
     * @param scored the candidates
     * @param tiers one a row of {@code scored}; {@link Integer#MAX_VALUE} for removed
     * @return the kept candidates
     */
    public static KeptCandidates kept(ScoredCandidates scored, int... tiers) {
        return KeptCandidates.of(scored, tiers.length == 0 ? new int[scored.size()] : tiers);
    }
}
