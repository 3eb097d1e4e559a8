package io.github.discovery4j.explain.audit;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * What would change if a person's signals of one group were off: the ranker is asked again, with the columns missing that their
 * consent would take away.
 *
 * <p>Exact for the candidates that were found: who else might have been found is not asked. Belongs to one thread.
 */
final class Counterfactuals {

    private final ChosenItems chosen;
    private final RankingBatch batch;
    private final FeatureSchema schema;

    Counterfactuals(ChosenItems chosen) {
        this.chosen = chosen;
        this.batch = chosen.scored().batch();
        this.schema = batch.features().schema();
    }

    /** The groups of which some column is one person's, the viewer's or the candidate's. */
    private Set<SignalGroup> groups(Set<Owner> owners) {
        Set<SignalGroup> groups = new TreeSet<>((a, b) -> a.name().compareTo(b.name()));
        for (FeatureColumn column : schema.columns()) {
            if (owners.contains(column.owner())) {
                groups.add(column.group());
            }
        }
        return groups;
    }

    /** For each position of the slate what each group's absence would do. */
    List<List<Counterfactual>> all() {
        List<List<Counterfactual>> all = new ArrayList<>();
        for (int position = 0; position < chosen.size(); position++) {
            all.add(new ArrayList<>());
        }
        Set<Owner> viewers = Set.of(Owner.SUBJECT, Owner.BOTH);
        for (SignalGroup group : groups(viewers)) {
            Optional<double[]> scores = scores(group, viewers, row -> true);
            for (int position = 0; position < chosen.size(); position++) {
                all.get(position).add(result(group, Counterfactual.Whose.VIEWER, position, scores));
            }
        }
        Set<Owner> candidates = Set.of(Owner.OBJECT, Owner.BOTH);
        for (SignalGroup group : groups(candidates)) {
            for (int position = 0; position < chosen.size(); position++) {
                int own = chosen.row(position);
                Optional<double[]> scores = scores(group, candidates, row -> row == own);
                all.get(position).add(result(group, Counterfactual.Whose.CANDIDATE, position, scores));
            }
        }
        return all;
    }

    private Counterfactual result(
            SignalGroup group, Counterfactual.Whose whose, int position, Optional<double[]> scores) {
        int row = chosen.row(position);
        double[] now = new double[batch.size()];
        Arrays.setAll(now, chosen.scored()::score);
        return new Counterfactual(
                group,
                whose,
                rank(now, row),
                scores.map(without -> without[row]),
                scores.map(without -> rank(without, row)));
    }

    /** Returns a row's place among all candidates by score, 1 for the first. */
    int rank(double[] scores, int row) {
        int rank = 1;
        for (int other = 0; other < scores.length; other++) {
            boolean before = scores[other] > scores[row]
                    || (scores[other] == scores[row]
                            && IdOrder.CODE_POINTS.compare(
                                            batch.candidates().id(other),
                                            batch.candidates().id(row))
                                    < 0);
            rank += before ? 1 : 0;
        }
        return rank;
    }

    /** Empty when the ranker cannot score without these columns. */
    private Optional<double[]> scores(SignalGroup group, Set<Owner> owners, IntPredicate rows) {
        Optional<FeatureTable> reverse =
                batch.reverseFeatures().map(table -> without(table, group, reversed(owners), rows));
        RankingBatch other = new RankingBatch(
                batch.context(), batch.candidates(), without(batch.features(), group, owners, rows), reverse);
        double[] scores = new double[batch.size()];
        Arrays.fill(scores, Double.NaN);
        chosen.ranker().score(other, scores);
        return Arrays.stream(scores).allMatch(Double::isFinite) ? Optional.of(scores) : Optional.empty();
    }

    /** In candidate → viewer columns the viewer is the object. */
    private static Set<Owner> reversed(Set<Owner> owners) {
        return owners.contains(Owner.SUBJECT) ? Set.of(Owner.OBJECT, Owner.BOTH) : Set.of(Owner.SUBJECT, Owner.BOTH);
    }

    private static FeatureTable without(FeatureTable table, SignalGroup group, Set<Owner> owners, IntPredicate rows) {
        List<FeatureColumn> columns = table.schema().columns();
        FeatureTable without = FeatureTable.allocate(table.schema(), table.rows());
        float[] values = new float[columns.size()];
        try (FeatureTable.Writer writer = without.writer(0, columns.size())) {
            for (int row = 0; row < table.rows(); row++) {
                table.copyRow(row, values);
                for (int column = 0; rows.test(row) && column < values.length; column++) {
                    FeatureColumn feature = columns.get(column);
                    boolean off = feature.group().equals(group) && owners.contains(feature.owner());
                    values[column] = off ? Float.NaN : values[column];
                }
                writer.setRow(row, values);
            }
        }
        without.freeze();
        return without;
    }
}
