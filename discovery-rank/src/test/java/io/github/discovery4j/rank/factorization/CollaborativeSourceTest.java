package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.CandidateSourceContract;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CollaborativeSourceTest extends CandidateSourceContract {

    private static final EaseTrainer TRAINER =
            EaseTrainer.builder().regularization(1).build();

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InteractionHistory history = new InteractionHistory(ledger);
    private final Interactions films = Samples.twoTastes();
    private final Handle<EaseModel> handle = Handle.of("ease", "1", TRAINER.train(films));

    @Override
    protected CandidateSource source() {
        Interactions random = Samples.random(40, 80, 0.15, 11);
        InteractionHistory ofRandom = new InteractionHistory(ledger);
        ofRandom.addAll(random);
        return CollaborativeSource.over(Handle.of("ease", "1", TRAINER.train(random)), ofRandom);
    }

    @Override
    protected List<String> viewers() {
        return List.of("u0", "u1", "u7");
    }

    @Test
    void findsWhatTheModelScoresHighestExceptTheHistory() {
        history.addAll(films);
        RequestContext context = Batches.context("ben");
        List<String> found = ids(context, 2);
        assertThat(found).startsWith("C").doesNotContain("A", "B");
    }

    @Test
    void servesAPersonWhoCameAMinuteAgo() {
        history.add("newcomer", "D", 1, Instant.EPOCH);
        assertThat(ids(Batches.context("newcomer"), 1)).containsExactly("E");
    }

    @Test
    void findsNothingForAViewerWhoObjects() {
        history.addAll(films);
        ledger.optOut("ben", SignalGroup.BEHAVIOUR);
        assertThat(ids(Batches.context("ben"), 10)).isEmpty();
    }

    @Test
    void asksForTheItemsThatTheRequestAdmits() {
        history.addAll(films);
        SlateRequest request =
                SlateRequest.forViewer("ben").exclude(List.of("C")).build();
        RequestContext context = RequestContext.builder(request, new IdSpace()).build();
        assertThat(ids(context, 10)).isNotEmpty().doesNotContain("C");
    }

    @Test
    void aRequestKeepsTheModelItBeganWith() {
        history.addAll(films);
        RequestContext context = Batches.context("ben");
        List<String> before = ids(context, 1);
        handle.swap("2", TRAINER.train(Interactions.builder().build()));
        assertThat(ids(context, 1)).isEqualTo(before);
        assertThat(ids(Batches.context("ben"), 1)).isEmpty();
    }

    private List<String> ids(RequestContext context, int limit) {
        CandidateList found = CollaborativeSource.over(handle, history).retrieve(context, limit);
        return IntStream.range(0, found.size())
                .mapToObj(i -> context.items().idOf(found.ordinal(i)))
                .toList();
    }
}
