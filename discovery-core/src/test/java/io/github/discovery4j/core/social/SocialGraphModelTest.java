package io.github.discovery4j.core.social;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.assertj.core.data.Offset;

/** The graph against plain sets, change by change. */
class SocialGraphModelTest {

    private static final List<String> PEOPLE =
            List.of("ana", "Bo", "чай", "李雷", "\uD83D\uDC18", "\uFFEEwide", "e\u0301tude", "u42", "u5", "Aa", "BB");

    private InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private SocialGraphSettings settings = SocialGraphSettings.of(ledger);
    private TieModel model = new TieModel();

    @BeforeTry
    void begin() {
        ledger = new InMemoryConsentLedger();
        settings = SocialGraphSettings.of(ledger);
        model = new TieModel();
    }

    @Property(tries = 60)
    void agreesWithPlainSetsAfterEveryChange(@ForAll Random random, @ForAll @IntRange(min = 2, max = 11) int people) {
        SocialGraph graph = new SocialGraph(settings);
        GraphFeatures features = GraphFeatures.of(graph);
        for (int step = 0; step < 60; step++) {
            change(graph, random, people);
            check(graph, features, random, people);
        }
    }

    private void change(SocialGraph graph, Random random, int people) {
        String one = PEOPLE.get(random.nextInt(people));
        String other = PEOPLE.get((PEOPLE.indexOf(one) + 1 + random.nextInt(people - 1)) % people);
        switch (random.nextInt(14)) {
            case 0 -> assertThat(graph.unfollow(one, other)).isEqualTo(model.unfollow(one, other));
            case 1 -> assertThat(graph.block(one, other)).isEqualTo(model.block(one, other));
            case 2 -> assertThat(graph.unblock(one, other)).isEqualTo(model.unblock(one, other));
            case 3 -> assertThat(graph.erase(one)).isEqualTo(model.erase(one));
            case 4 -> {
                ledger.optOut(one, SocialGraph.FOLLOWS);
                model.hidden.add(one);
            }
            case 5 -> {
                ledger.optIn(other, SocialGraph.FOLLOWS);
                model.hidden.remove(other);
            }
            default -> assertThat(graph.follow(one, other)).isEqualTo(model.follow(one, other));
        }
    }

    private void check(SocialGraph graph, GraphFeatures features, Random random, int people) {
        String one = PEOPLE.get(random.nextInt(people));
        String other = PEOPLE.get(random.nextInt(people));
        assertThat(graph.follows(one, other)).isEqualTo(model.follows(one, other));
        assertThat(graph.isBlockedEitherWay(one, other))
                .isEqualTo(model.blocks(one, other) || model.blocks(other, one));
        assertThat(graph.following(one)).containsExactlyInAnyOrderElementsOf(model.following(one));
        assertThat(graph.followers(one)).containsExactlyInAnyOrderElementsOf(model.followers(one));
        assertThat(graph.follows())
                .isEqualTo(model.follows.values().stream()
                        .mapToInt(java.util.Set::size)
                        .sum());
        assertSameFeatures(features, one, other);
    }

    private void assertSameFeatures(GraphFeatures features, String one, String other) {
        assertThat(hydrate(features, Instant.EPOCH, one, other))
                .containsExactly(model.features(one, other), Offset.offset(1e-5f));
    }

    private static float[] hydrate(FeatureView view, Instant asOf, String one, String other) {
        FeatureTable table = FeatureTable.allocate(view.schema(), 1);
        view.hydrate(
                GraphFeaturesTest.present(List.of(new PairBatch.Pair(one, other, asOf))),
                table.writer(0, view.schema().size()));
        float[] row = new float[view.schema().size()];
        table.copyRow(0, row);
        return row;
    }

    @Property(tries = 30)
    void aBulkLoadAndAFileGiveTheGraphThatSingleChangesGive(@ForAll Random random) throws IOException {
        SocialGraph single = new SocialGraph(settings);
        SocialGraph.Builder builder = SocialGraph.builder(settings);
        Instant at = Instant.EPOCH;
        List<Runnable> blocks = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String one = PEOPLE.get(random.nextInt(PEOPLE.size()));
            String other = PEOPLE.get(random.nextInt(PEOPLE.size()));
            if (one.equals(other)) {
                builder.follow(one, other);
            } else if (random.nextInt(4) == 0) {
                builder.unfollow(one, other, at);
                single.unfollow(one, other);
            } else if (random.nextInt(12) == 0) {
                builder.block(one, other);
                blocks.add(() -> single.block(one, other));
            } else {
                builder.follow(one, other);
                single.follow(one, other);
            }
        }
        blocks.forEach(Runnable::run);
        SocialGraph bulk = builder.build();
        assertSame(bulk, single);
        Path file = Files.createTempFile("graph", ".bin");
        try {
            bulk.save(file);
            assertSame(SocialGraph.load(settings, file), single);
        } finally {
            Files.delete(file);
        }
    }

    private static void assertSame(SocialGraph graph, SocialGraph expected) {
        assertThat(graph.follows()).isEqualTo(expected.follows());
        assertThat(graph.blocks()).isEqualTo(expected.blocks());
        for (String one : PEOPLE) {
            assertThat(graph.following(one)).containsExactlyInAnyOrderElementsOf(expected.following(one));
            assertThat(graph.followers(one)).containsExactlyInAnyOrderElementsOf(expected.followers(one));
            for (String other : PEOPLE) {
                assertThat(graph.isBlockedEitherWay(one, other)).isEqualTo(expected.isBlockedEitherWay(one, other));
            }
        }
    }

    @Property(tries = 200)
    void rowsHaveInCommonWhatSetsHave(@ForAll Random random) {
        int[] left = row(random, 1 << random.nextInt(10));
        int[] right = row(random, 1 << random.nextInt(10));
        List<Integer> common = new ArrayList<>();
        SortedRows.common(left, right, (number, i, j) -> {
            assertThat(left[i]).isEqualTo(number).isEqualTo(right[j]);
            common.add(number);
        });
        assertThat(common)
                .containsExactlyElementsOf(IntStream.of(left)
                        .filter(number -> IntStream.of(right).anyMatch(other -> other == number))
                        .boxed()
                        .toList());
        assertThat(SortedRows.union(left, right))
                .containsExactly(IntStream.concat(IntStream.of(left), IntStream.of(right))
                        .sorted()
                        .distinct()
                        .toArray());
    }

    private static int[] row(Random random, int most) {
        return random.ints(random.nextInt(most + 1), 0, 1500)
                .distinct()
                .sorted()
                .toArray();
    }
}
