package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The laws of an {@link Explainer}. */
public abstract class ExplainerContract {

    private static final String VIEWER = "the viewer";

    /**
     * Returns the explainer under test.
     *
     * @return the explainer
     */
    protected abstract Explainer explainer();

    /**
     * Returns the ranker whose scores are explained.
     *
     * @return the ranker
     */
    protected abstract Ranker ranker();

    /**
     * Returns the columns that the ranker reads.
     *
     * @return the schema
     */
    protected abstract FeatureSchema schema();

    /**
     * Returns the codes of phrases that speak of no signal.
     *
     * @return such as a neutral phrase's
     */
    protected abstract Set<String> neutralCodes();

    @Property(tries = 50)
    void givesEachItemItsListAndTheSameTwice(@ForAll @IntRange(min = 0, max = 12) int items, @ForAll long seed) {
        ChosenItems chosen = chosen(items, seed, new InMemoryConsentLedger());
        List<List<Reason>> reasons = explainer().explain(chosen);
        assertThat(reasons).hasSize(chosen.size()).isEqualTo(explainer().explain(chosen));
    }

    @Property(tries = 50)
    void aSignalThatNobodyAllowsIsNeverSpokenOf(@ForAll @IntRange(min = 1, max = 12) int items, @ForAll long seed) {
        for (SignalGroup group : groupsOfPeople()) {
            InMemoryConsentLedger ledger = new InMemoryConsentLedger();
            ledger.optOut(VIEWER, group);
            ids(items).forEach(id -> ledger.optOut(id, group));
            assertThat(said(explainer().explain(chosen(items, seed, ledger)))).doesNotContain(group);
        }
    }

    @Property(tries = 50)
    void anotherPersonsPrivateSignalIsNeverSpokenOf(@ForAll @IntRange(min = 1, max = 12) int items, @ForAll long seed) {
        Set<SignalGroup> ofViewer = schema().columns().stream()
                .filter(column -> column.owner() == FeatureColumn.Owner.SUBJECT)
                .map(FeatureColumn::group)
                .collect(Collectors.toSet());
        for (SignalGroup group : groupsOfPeople()) {
            InMemoryConsentLedger ledger = new InMemoryConsentLedger();
            ids(items).forEach(id -> ledger.show(id, group, Visibility.PRIVATE_OPT_IN));
            if (!ofViewer.contains(group)) {
                assertThat(said(explainer().explain(chosen(items, seed, ledger))))
                        .doesNotContain(group);
            }
        }
    }

    @Property(tries = 50)
    void aColumnThatIsNeverSaidIsNeverSpokenOf(@ForAll @IntRange(min = 1, max = 12) int items, @ForAll long seed) {
        FeatureSchema unsaid = FeatureSchema.of(
                schema().name(),
                schema().version(),
                schema().columns().stream().map(FeatureColumn::neverSaid).toList());
        ChosenItems chosen = chosen(unsaid, items, seed, new InMemoryConsentLedger());
        assertThat(said(explainer().explain(chosen))).isEmpty();
    }

    /** Groups in which every column belongs to somebody. */
    private Set<SignalGroup> groupsOfPeople() {
        Set<SignalGroup> groups =
                schema().columns().stream().map(FeatureColumn::group).collect(Collectors.toSet());
        schema().columns().stream()
                .filter(column -> column.owner() == FeatureColumn.Owner.NOBODY)
                .forEach(column -> groups.remove(column.group()));
        return groups;
    }

    private List<SignalGroup> said(List<List<Reason>> reasons) {
        return reasons.stream()
                .flatMap(List::stream)
                .filter(reason -> !neutralCodes().contains(reason.code()))
                .map(Reason::group)
                .toList();
    }

    private ChosenItems chosen(int items, long seed, InMemoryConsentLedger ledger) {
        return chosen(schema(), items, seed, ledger);
    }

    private ChosenItems chosen(FeatureSchema columns, int items, long seed, InMemoryConsentLedger ledger) {
        Random random = new Random(seed);
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer(VIEWER).build(), new IdSpace())
                .consent(ledger)
                .build();
        List<float[]> rows = new ArrayList<>();
        for (int row = 0; row < items; row++) {
            float[] values = new float[columns.size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = random.nextInt(5) == 0 ? Float.NaN : random.nextInt(4);
            }
            rows.add(values);
        }
        RankingBatch batch = Batches.ranking(context, columns, ids(items), rows);
        double[] scores = new double[items];
        ranker().score(batch, scores);
        ScoredCandidates scored = ScoredCandidates.of(batch, scores);
        int[] chosen = new int[Math.min(items, 5)];
        for (int rank = 0; rank < chosen.length; rank++) {
            chosen[rank] = scored.rowAt(rank);
        }
        return new ChosenItems(scored, ranker(), chosen);
    }

    private static List<String> ids(int items) {
        List<String> ids = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            ids.add("item " + item);
        }
        return ids;
    }
}
