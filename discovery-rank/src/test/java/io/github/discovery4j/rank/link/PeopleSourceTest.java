package io.github.discovery4j.rank.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.CandidateSourceContract;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeopleSourceTest extends CandidateSourceContract {

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final Handle<PeopleModel> handle = Handle.of("people", "1", PeopleSamples.model());
    private final KnownHistories histories = new KnownHistories(PeopleSamples.ties(), PeopleSamples.likes(), consent);
    private final PeopleSource source =
            PeopleSource.over(histories.finder(handle).build());

    @Override
    protected CandidateSource source() {
        return source;
    }

    @Override
    protected List<String> viewers() {
        return List.of("p0", "p1", PeopleSamples.TIELESS, PeopleSamples.LIKELESS);
    }

    @Test
    void findsTheBestAmongThoseNotYetKnown() {
        int[] ties = histories.ties("p0", handle.current().value().people());
        int[] likes = histories.likes("p0", handle.current().value().items());
        PeopleModel model = handle.current().value();
        float[] viewer = model.viewerVector(ties, likes);
        List<String> best = IntStream.range(0, model.people().size())
                .filter(person -> IntStream.of(ties).noneMatch(tie -> tie == person))
                .boxed()
                .sorted(Comparator.comparingDouble(person -> -model.score(viewer, person)))
                .map(model.people()::idOf)
                .filter(id -> !id.equals("p0"))
                .limit(7)
                .toList();
        assertThat(ids("p0", 7)).isEqualTo(best);
    }

    @Test
    void newcomersWithTiesAloneOrLikesAloneMeetTheirCircle() {
        assertThat(ids(PeopleSamples.TIELESS, 8))
                .filteredOn(PeopleSourceTest::ofFirstCircle)
                .hasSizeGreaterThan(6);
        assertThat(ids(PeopleSamples.LIKELESS, 8))
                .filteredOn(PeopleSourceTest::ofFirstCircle)
                .hasSizeLessThan(2);

        histories.tie("newcomer", "p1", "p3", "p5");
        assertThat(ids("newcomer", 8))
                .filteredOn(PeopleSourceTest::ofFirstCircle)
                .hasSizeLessThan(2);
        histories.like("listener", "i0", "i2", "i4", "i6");
        assertThat(ids("listener", 8))
                .filteredOn(PeopleSourceTest::ofFirstCircle)
                .hasSizeGreaterThan(6);
    }

    private static boolean ofFirstCircle(String id) {
        return PeopleSamples.circle(Integer.parseInt(id.substring(1))) == 0;
    }

    @Test
    void whoSwitchedOffTiesIsScoredByLikesAndWhoSwitchedOffBothIsNotFound() {
        Map<String, Float> before = scores("p0");
        String found = ids("p0", 1).getFirst();
        consent.optOut(found, SignalGroup.SOCIAL_GRAPH);
        Map<String, Float> without = scores("p0");
        assertThat(without.get(found)).isNotNull().isNotEqualTo(before.get(found));
        consent.optOut(found, SignalGroup.BEHAVIOUR);
        assertThat(scores("p0")).doesNotContainKey(found);
        consent.optIn(found, SignalGroup.SOCIAL_GRAPH);
        consent.optIn(found, SignalGroup.BEHAVIOUR);
        assertThat(scores("p0")).isEqualTo(before);
    }

    @Test
    void aMaskedPersonLeadsToNobody() {
        histories.tie("newcomer", "p1");
        assertThat(ids("newcomer", 5)).isNotEmpty();
        consent.optOut("p1", SignalGroup.SOCIAL_GRAPH);
        assertThat(ids("newcomer", 5)).isEmpty();
    }

    @Test
    void aViewerWhoObjectsToBothFindsNobodyAndToOneIsServedByTheOther() {
        Map<String, Float> both = scores("p0");
        consent.optOut("p0", SignalGroup.BEHAVIOUR);
        assertThat(scores("p0")).isNotEmpty().isNotEqualTo(both);
        consent.optOut("p0", SignalGroup.SOCIAL_GRAPH);
        assertThat(scores("p0")).isEmpty();
    }

    @Test
    void aRequestKeepsTheModelItBeganWith() {
        RequestContext context = Batches.context("p0");
        List<String> before = ids(context, 3);
        handle.swap(
                "2",
                JointPeopleTrainer.builder()
                        .build()
                        .train(Ties.NONE, Interactions.builder().build()));
        assertThat(ids(context, 3)).isEqualTo(before);
        assertThat(ids("p0", 3)).isEmpty();
    }

    private Map<String, Float> scores(String viewer) {
        RequestContext context = Batches.context(viewer);
        CandidateList found = source.retrieve(context, PeopleSamples.PEOPLE);
        Map<String, Float> scores = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            scores.put(context.items().idOf(found.ordinal(i)), found.score(i));
        }
        return scores;
    }

    private List<String> ids(String viewer, int limit) {
        return ids(Batches.context(viewer), limit);
    }

    private List<String> ids(RequestContext context, int limit) {
        CandidateList found = source.retrieve(context, limit);
        return IntStream.range(0, found.size())
                .mapToObj(i -> context.items().idOf(found.ordinal(i)))
                .toList();
    }
}
