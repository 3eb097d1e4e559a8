package io.github.discovery4j.core.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.FeatureHydratorContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphFeaturesTest extends FeatureHydratorContract {

    private static final List<String> PEOPLE = List.of("ana", "Bo", "чай", "李雷", "u42", "\uD83D\uDC18");
    private static final float NAN = Float.NaN;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final SocialGraph graph = new SocialGraph(SocialGraphSettings.of(ledger));
    private final TieModel model = new TieModel();

    GraphFeaturesTest() {
        follow("ana", "Bo", "чай", "李雷");
        follow("Bo", "ana", "чай");
        follow("чай", "李雷", "u42");
        follow("u42", "Bo", "李雷");
    }

    private void follow(String from, String... all) {
        for (String to : all) {
            graph.follow(from, to);
            model.follow(from, to);
        }
    }

    /** The same graph for rows of any moment, as the contract's are of a past one. */
    @Override
    protected FeatureView view() {
        return GraphFeatures.of(graph).past(Map.of(Instant.EPOCH, graph));
    }

    @Override
    protected InMemoryConsentLedger ledger() {
        return ledger;
    }

    @Override
    protected List<String> subjects() {
        return PEOPLE;
    }

    @Override
    protected List<String> objects() {
        return PEOPLE;
    }

    /** Pairs that belong to a request which is being answered. */
    static PairBatch present(List<Pair> pairs) {
        PairBatch given = PairBatch.of(pairs);
        return new PairBatch() {
            @Override
            public int size() {
                return given.size();
            }

            @Override
            public String subjectId(int row) {
                return given.subjectId(row);
            }

            @Override
            public String objectId(int row) {
                return given.objectId(row);
            }

            @Override
            public Instant asOf(int row) {
                return given.asOf(row);
            }

            @Override
            public boolean present() {
                return true;
            }

            @Override
            public <T> T pin(Handle<T> handle) {
                return given.pin(handle);
            }
        };
    }

    private static float[][] hydrate(FeatureView view, PairBatch pairs) {
        FeatureTable table = FeatureTable.allocate(view.schema(), pairs.size());
        view.hydrate(pairs, table.writer(0, view.schema().size()));
        float[][] rows = new float[pairs.size()][view.schema().size()];
        for (int row = 0; row < rows.length; row++) {
            table.copyRow(row, rows[row]);
        }
        return rows;
    }

    private float[] now(String subject, String object) {
        return hydrate(GraphFeatures.of(graph), present(List.of(new Pair(subject, object, Instant.MAX))))[0];
    }

    @Test
    void valuesAreThoseWorkedOutByHand() {
        // ana → Bo, чай → 李雷: чай is between; d(чай) = 2 + 2. 李雷's alters: ana, чай, u42; ana → чай → u42.
        float[] values = now("ana", "李雷");
        assertThat(values[0]).isZero();
        assertThat(values[1]).isZero();
        assertThat(values[2]).isEqualTo(1);
        assertThat(values[3]).isCloseTo((float) (1 / Math.log(4)), within(1e-6f));
        assertThat(values[4]).isEqualTo(0.25f);
        assertThat(values[5]).isCloseTo(2 / 6f, within(1e-6f));
        assertThat(now("ana", "Bo")[0]).isEqualTo(1);
        assertThat(now("ana", "Bo")[1]).isEqualTo(1);
    }

    @Test
    void bothDirectionsAgreeWithPlainSets() {
        for (String subject : PEOPLE) {
            for (String object : PEOPLE) {
                assertThat(now(subject, object)).containsExactly(model.features(subject, object), within(1e-5f));
            }
        }
    }

    @Test
    void aRequestsRowsAreFoundByTheEnginesOrdinals() {
        IdSpace items = new IdSpace();
        List.of("a stranger", "李雷", "Bo", "ana").forEach(items::intern);
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("ana").build(), items)
                .build();
        Candidates candidates =
                Candidates.of(new int[] {0, 1, 2}, new String[] {"a stranger", "李雷", "Bo"}, List.of(), new float[0]);
        GraphFeatures view = GraphFeatures.of(graph);
        for (int round = 0; round < 2; round++) {
            float[][] forward = hydrate(view, PairBatch.forward(context, candidates));
            float[][] backward = hydrate(view, PairBatch.backward(context, candidates));
            assertThat(forward[0]).containsOnly(NAN);
            assertThat(forward[1]).containsExactly(now("ana", "李雷"));
            assertThat(backward[2]).containsExactly(now("Bo", "ana"));
        }
        graph.erase("李雷");
        assertThat(hydrate(view, PairBatch.forward(context, candidates))[1]).containsOnly(NAN);
    }

    @Test
    void rowsOfThePastReadNoLaterGraph() {
        Instant march = Instant.parse("2026-03-01T00:00:00Z");
        Instant april = Instant.parse("2026-04-01T00:00:00Z");
        SocialGraph.Builder inMarch =
                SocialGraph.builder(SocialGraphSettings.of(ledger)).until(march);
        SocialGraph.Builder inApril =
                SocialGraph.builder(SocialGraphSettings.of(ledger)).until(april);
        for (SocialGraph.Builder builder : List.of(inMarch, inApril)) {
            builder.follow("ana", "Bo", march).follow("Bo", "ana", april);
        }
        GraphFeatures view = GraphFeatures.of(graph).past(Map.of(march, inMarch.build(), april, inApril.build()));
        float[][] rows = hydrate(
                view,
                PairBatch.of(List.of(
                        new Pair("ana", "Bo", march.minusMillis(1)),
                        new Pair("ana", "Bo", march),
                        new Pair("ana", "Bo", april.minusMillis(1)),
                        new Pair("ana", "Bo", april))));
        assertThat(rows[0]).containsOnly(NAN);
        assertThat(rows[1][0]).isZero();
        assertThat(rows[2][0]).isZero();
        assertThat(rows[3][0]).isEqualTo(1);
    }

    @Test
    void withoutPastGraphsThePastIsUnknown() {
        assertThat(hydrate(GraphFeatures.of(graph), PairBatch.of(List.of(new Pair("ana", "Bo", Instant.MAX))))[0])
                .containsOnly(NAN);
    }

    @Test
    void aPersonInBetweenWhoObjectsIsPassedOver() {
        assertThat(now("ana", "李雷")[2]).isEqualTo(1);
        ledger.optOut("чай", SocialGraph.FOLLOWS);
        assertThat(now("ana", "李雷")[2]).isZero();
        assertThat(now("ana", "李雷")[5]).as("alters ana and u42 have no tie").isZero();
        ledger.optIn("чай", SocialGraph.FOLLOWS);
        assertThat(now("ana", "李雷")[5]).isCloseTo(2 / 6f, within(1e-6f));
    }

    @Test
    void whoseOnlyTieIsHiddenIsLikeAStranger() {
        graph.follow("one", "two");
        ledger.optOut("two", SocialGraph.FOLLOWS);
        assertThat(now("ana", "one")).containsOnly(NAN);
        assertThat(now("one", "ana")[0]).isNaN();
        assertThat(now("one", "ana")[5]).isNotNaN();
    }

    @Test
    void chosenColumnsComeInTheirOrder() {
        GraphFeatures chosen =
                GraphFeatures.of(graph).only(List.of(GraphFeatures.BROKERAGE, GraphFeatures.FRIENDS_OF_FRIENDS));
        float[] all = now("ana", "李雷");
        assertThat(hydrate(chosen, present(List.of(new Pair("ana", "李雷", Instant.EPOCH))))[0])
                .containsExactly(all[6], all[2]);
        assertThat(hydrate(
                        chosen.only(List.of(GraphFeatures.MUTUAL_FOLLOW, GraphFeatures.SHARED_FOLLOWS)),
                        present(List.of(new Pair("ana", "Bo", Instant.EPOCH))))[0])
                .containsExactly(1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chosen.only(List.of("brokrage")))
                .withMessageContaining("brokerage");
    }

    @Test
    void aSubjectWhoFollowsVeryManyIsSampledAndScaled() {
        SocialGraph.Builder builder = SocialGraph.builder(SocialGraphSettings.of(ledger));
        int followed = 2 * GraphFeatures.MOST_FOLLOWED;
        for (int i = 0; i < followed; i++) {
            builder.follow("hub", "p" + i);
            builder.follow("p" + i, "star");
        }
        SocialGraph large = builder.build();
        float[] values = hydrate(GraphFeatures.of(large), present(List.of(new Pair("hub", "star", Instant.EPOCH))))[0];
        assertThat(values[2]).isEqualTo(followed);
        assertThat(values[4]).isCloseTo(followed / 2f, within(1f));
    }
}
