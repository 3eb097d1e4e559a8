package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of a {@link FeatureView}, and so of the hydrator in it. */
public abstract class FeatureHydratorContract {

    private static final Instant AS_OF = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * Returns the view under test, over data that does not change but for consent.
     *
     * @return the view
     */
    protected abstract FeatureView view();

    /**
     * Returns the ledger that the view's data obeys.
     *
     * @return the ledger, everything allowed
     */
    protected abstract InMemoryConsentLedger ledger();

    /**
     * Returns ids to use as subjects; the contract adds one that nobody knows.
     *
     * @return one id or more
     */
    protected abstract List<String> subjects();

    /**
     * Returns ids to use as objects; the contract adds one that nobody knows.
     *
     * @return one id or more
     */
    protected abstract List<String> objects();

    /** Returns batches of any pairs, with repeats. */
    @Provide
    Arbitrary<List<Pair>> pairs() {
        List<String> subjects = new ArrayList<>(subjects());
        List<String> objects = new ArrayList<>(objects());
        subjects.add("an unknown subject");
        objects.add("an unknown object");
        return Arbitraries.of(subjects)
                .flatMap(s -> Arbitraries.of(objects).map(o -> new Pair(s, o, AS_OF)))
                .list()
                .ofMinSize(0)
                .ofMaxSize(30);
    }

    @Property(tries = 50)
    void aRowDependsOnItsOwnPairAlone(@ForAll("pairs") List<Pair> pairs, @ForAll Random random) {
        FeatureTable together = hydrate(pairs);
        List<Pair> shuffled = new ArrayList<>(pairs);
        Collections.shuffle(shuffled, random);
        FeatureTable reordered = hydrate(shuffled);
        for (int row = 0; row < pairs.size(); row++) {
            float[] expected = row(hydrate(List.of(pairs.get(row))), 0);
            assertThat(row(together, row)).containsExactly(expected);
            assertThat(row(reordered, shuffled.indexOf(pairs.get(row)))).containsExactly(expected);
        }
    }

    @Property(tries = 20)
    void writesItsOwnColumnsOnly(@ForAll("pairs") List<Pair> pairs) {
        FeatureSchema left = Batches.schema("a column of somebody else, before");
        FeatureSchema right = Batches.schema("a column of somebody else, after");
        FeatureSchema own = view().schema();
        FeatureTable table = FeatureTable.allocate(FeatureSchema.concat(List.of(left, own, right)), pairs.size());
        try (FeatureTable.Writer writer = table.writer(1, own.size())) {
            view().hydrate(PairBatch.of(pairs), writer);
        }
        for (int row = 0; row < pairs.size(); row++) {
            assertThat(table.get(row, 0)).isNaN();
            assertThat(table.get(row, own.size() + 1)).isNaN();
        }
    }

    @Property(tries = 50)
    void aValueWhoseOwnerObjectsIsMissing(@ForAll("pairs") List<Pair> pairs, @ForAll Random random) {
        Assume.that(!pairs.isEmpty() && view().schema().size() > 0);
        int column = random.nextInt(view().schema().size());
        FeatureColumn declared = view().schema().columns().get(column);
        Pair pair = pairs.get(random.nextInt(pairs.size()));
        for (String owner : owners(declared, pair)) {
            ledger().optOut(owner, declared.group());
            try {
                assertThat(hydrate(List.of(pair)).get(0, column)).isNaN();
            } finally {
                ledger().optIn(owner, declared.group());
            }
        }
    }

    private static List<String> owners(FeatureColumn column, Pair pair) {
        return switch (column.owner()) {
            case SUBJECT -> List.of(pair.subjectId());
            case OBJECT -> List.of(pair.objectId());
            case BOTH -> List.of(pair.subjectId(), pair.objectId());
            case NOBODY -> List.of();
        };
    }

    private FeatureTable hydrate(List<Pair> pairs) {
        FeatureSchema schema = view().schema();
        FeatureTable table = FeatureTable.allocate(schema, pairs.size());
        try (FeatureTable.Writer writer = table.writer(0, schema.size())) {
            view().hydrate(PairBatch.of(pairs), writer);
        }
        return table;
    }

    private static float[] row(FeatureTable table, int row) {
        float[] values = new float[table.schema().size()];
        table.copyRow(row, values);
        return values;
    }
}
