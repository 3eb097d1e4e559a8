package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The compressed views against plain sorting. */
class SparseRowsTest {

    record Pair(int user, int item) {}

    @Provide
    Arbitrary<List<Pair>> pairs() {
        Arbitrary<Integer> ordinals = Arbitraries.integers().between(0, 6);
        return Combinators.combine(ordinals, ordinals).as(Pair::new).list().ofMaxSize(40);
    }

    @Property
    void rowsHoldEveryInteractionInOrder(@ForAll("pairs") List<Pair> pairs) {
        Interactions interactions = build(pairs);
        SparseRows rows = interactions.byUser();
        List<Integer> expected = new ArrayList<>();
        for (int index = 0; index < interactions.size(); index++) {
            expected.add(index);
        }
        expected.sort(Comparator.<Integer>comparingInt(interactions::userOrdinal)
                .thenComparingInt(interactions::itemOrdinal));

        assertThat(rows.rowCount()).isEqualTo(interactions.users().size());
        assertThat(rows.columnCount()).isEqualTo(interactions.items().size());
        assertThat(rows.entryCount()).isEqualTo(interactions.size());
        for (int row = 0; row < rows.rowCount(); row++) {
            for (int entry = rows.start(row); entry < rows.end(row); entry++) {
                int index = expected.get(entry);
                assertThat(rows.interaction(entry)).isEqualTo(index);
                assertThat(interactions.userOrdinal(index)).isEqualTo(row);
                assertThat(rows.column(entry)).isEqualTo(interactions.itemOrdinal(index));
                assertThat(rows.weight(entry)).isEqualTo(interactions.weight(index));
            }
        }
    }

    @Property
    void byItemIsTheTransposeOfByUser(@ForAll("pairs") List<Pair> pairs) {
        Interactions interactions = build(pairs);
        SparseRows rows = interactions.byItem();

        for (int row = 0; row < rows.rowCount(); row++) {
            for (int entry = rows.start(row); entry < rows.end(row); entry++) {
                int index = rows.interaction(entry);
                assertThat(interactions.itemOrdinal(index)).isEqualTo(row);
                assertThat(interactions.userOrdinal(index)).isEqualTo(rows.column(entry));
            }
        }
        assertThat(rows.entryCount()).isEqualTo(interactions.byUser().entryCount());
    }

    private static Interactions build(List<Pair> pairs) {
        Interactions.Builder builder = Interactions.builder().duplicates(DuplicatePolicy.KEEP_ALL);
        float weight = 0;
        for (Pair pair : pairs) {
            builder.add("u" + pair.user, "i" + pair.item, weight++);
        }
        return builder.build();
    }
}
