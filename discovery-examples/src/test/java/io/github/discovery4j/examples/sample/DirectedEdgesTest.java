package io.github.discovery4j.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DirectedEdgesTest {

    private static final int PERSON_COUNT = 12;

    @Property
    void agreesWithASetOfPairs(@ForAll Set<@IntRange(max = PERSON_COUNT * PERSON_COUNT - 1) Integer> pairs) {
        DirectedEdges edges = DirectedEdges.of(
                PERSON_COUNT,
                pairs.stream().mapToInt(pair -> pair / PERSON_COUNT).toArray(),
                pairs.stream().mapToInt(pair -> pair % PERSON_COUNT).toArray());

        assertThat(edges.edgeCount()).isEqualTo(pairs.size());
        for (int from = 0; from < PERSON_COUNT; from++) {
            int source = from;
            Set<Integer> targets = pairs.stream()
                    .filter(pair -> pair / PERSON_COUNT == source)
                    .map(pair -> pair % PERSON_COUNT)
                    .collect(Collectors.toSet());
            assertThat(edges.targets(from).boxed().toList()).isSorted().containsExactlyInAnyOrderElementsOf(targets);
            assertThat(edges.targetCount(from)).isEqualTo(targets.size());
            for (int to = 0; to < PERSON_COUNT; to++) {
                assertThat(edges.contains(from, to)).isEqualTo(targets.contains(to));
            }
        }
    }

    @Test
    void countsThePeopleWhoPointAtEach() {
        DirectedEdges edges = DirectedEdges.of(3, new int[] {0, 1, 0}, new int[] {2, 2, 1});

        assertThat(edges.sourceCounts()).containsExactly(0, 1, 2);
    }

    @Test
    void theOrderOfTheEdgesDoesNotMatter() {
        DirectedEdges one = DirectedEdges.of(3, new int[] {0, 1, 0}, new int[] {2, 2, 1});
        DirectedEdges other = DirectedEdges.of(3, new int[] {0, 0, 1}, new int[] {1, 2, 2});

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(DirectedEdges.of(3, new int[] {0, 1, 0}, new int[] {2, 0, 1}));
    }
}
