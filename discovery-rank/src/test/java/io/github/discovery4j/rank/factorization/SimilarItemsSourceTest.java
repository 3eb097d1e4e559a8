package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.CandidateSourceContract;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimilarItemsSourceTest extends CandidateSourceContract {

    private static final EaseTrainer TRAINER =
            EaseTrainer.builder().regularization(1).build();

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InteractionHistory history = new InteractionHistory(ledger);
    private final Handle<ItemNeighbours> neighbours = Handle.of("neighbours", "1", of(Samples.twoTastes()));
    private final SimilarItemsSource source = SimilarItemsSource.over(neighbours, history);

    private static ItemNeighbours of(Interactions data) {
        return ItemNeighbours.of(TRAINER.train(data), ItemNeighbours.DEFAULT_COUNT, 1);
    }

    @Override
    protected CandidateSource source() {
        Interactions random = Samples.random(40, 80, 0.15, 11);
        InteractionHistory ofRandom = new InteractionHistory(ledger);
        ofRandom.addAll(random);
        return SimilarItemsSource.over(Handle.of("neighbours", "1", of(random)), ofRandom);
    }

    @Override
    protected List<String> viewers() {
        return List.of("u0", "u1", "u7");
    }

    private List<String> ids(RequestContext context, int limit) {
        CandidateList found = source.retrieve(context, limit);
        return IntStream.range(0, found.size())
                .mapToObj(i -> context.items().idOf(found.ordinal(i)))
                .toList();
    }

    @Test
    void findsTheNeighboursOfWhatWasLikedExceptTheHistory() {
        history.add("zoe", "D", 1, Instant.EPOCH);
        history.add("zoe", "E", 1, Instant.EPOCH);
        assertThat(ids(Batches.context("zoe"), 10)).containsExactly("F");
    }

    @Test
    void onlyWhatWasLikedLastCounts() {
        Interactions.Builder many = Interactions.builder();
        for (int person = 0; person < 5; person++) {
            many.add("p" + person, "old").add("p" + person, "old friend");
            for (int item = 0; item < SimilarItemsSource.RECENT; item++) {
                many.add("q" + person, "new" + item);
            }
            many.add("q" + person, "new friend");
        }
        neighbours.swap("2", of(many.build()));
        history.add("zoe", "old", 1, Instant.ofEpochSecond(0));
        assertThat(ids(Batches.context("zoe"), 10)).containsExactly("old friend");
        for (int item = 0; item < SimilarItemsSource.RECENT; item++) {
            history.add("zoe", "new" + item, 1, Instant.ofEpochSecond(1 + item));
        }
        assertThat(ids(Batches.context("zoe"), 10)).containsExactly("new friend");
    }

    @Test
    void aLikeThatWasTakenBackDoesNotLeadAnywhere() {
        history.add("zoe", "D", 1, Instant.ofEpochSecond(1));
        history.add("zoe", "D", 0, Instant.ofEpochSecond(2));
        assertThat(ids(Batches.context("zoe"), 10)).isEmpty();
    }

    @Test
    void findsNothingForAViewerWhoObjects() {
        history.add("zoe", "D", 1, Instant.EPOCH);
        ledger.optOut("zoe", SignalGroup.BEHAVIOUR);
        RequestContext context = Batches.context("zoe");
        assertThat(ids(context, 10)).isEmpty();
        assertThat(source.because(context, "E", 3)).isEmpty();
    }

    @Test
    void saysWhichLikedItemsLeadToAnItem() {
        history.add("zoe", "A", 1, Instant.EPOCH);
        history.add("zoe", "D", 1, Instant.EPOCH);
        RequestContext context = Batches.context("zoe");
        assertThat(source.because(context, "E", 3)).containsExactly("D");
        assertThat(source.because(context, "B", 3)).containsExactly("A");
        assertThat(source.because(context, "B", 0)).isEmpty();
        assertThat(source.because(context, "unheard of", 3)).isEmpty();
    }
}
