package io.github.discovery4j.rank.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.rank.blend.WeightedSum;
import io.github.discovery4j.rank.factorization.BlendModel;
import io.github.discovery4j.rank.factorization.BprModel;
import io.github.discovery4j.rank.factorization.BprTrainer;
import io.github.discovery4j.rank.factorization.CollaborativeSource;
import io.github.discovery4j.rank.factorization.EaseModel;
import io.github.discovery4j.rank.factorization.EaseModel.Contribution;
import io.github.discovery4j.rank.factorization.EaseTrainer;
import io.github.discovery4j.rank.factorization.IalsModel;
import io.github.discovery4j.rank.factorization.IalsTrainer;
import io.github.discovery4j.rank.factorization.InteractionHistory;
import io.github.discovery4j.rank.factorization.ItemNeighbours;
import io.github.discovery4j.rank.factorization.ModelFeatures;
import io.github.discovery4j.rank.factorization.PersonVectors;
import io.github.discovery4j.rank.factorization.PopularityModel;
import io.github.discovery4j.rank.factorization.PopularitySource;
import io.github.discovery4j.rank.factorization.Rp3BetaModel;
import io.github.discovery4j.rank.factorization.Rp3BetaTrainer;
import io.github.discovery4j.rank.factorization.SimilarItemsSource;
import io.github.discovery4j.rank.factorization.UserScorer;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/models.md}. */
class ModelsGuideTest {

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();

    private final Interactions films = Interactions.builder()
            .add("ana", "Alien")
            .add("ana", "Aliens")
            .add("ben", "Alien")
            .add("ben", "Aliens")
            .add("ben", "Arrival")
            .add("cleo", "Arrival")
            .add("cleo", "Solaris")
            .add("dora", "Arrival")
            .add("dora", "Solaris")
            .add("dora", "Paprika")
            .build();

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("models.md", ModelsGuideTest.class);
    }

    @Test
    void theCodeDoesWhatThePageSays() {
        PopularityModel popularity = PopularityModel.countingPeople(films);
        EaseModel ease = EaseTrainer.builder().regularization(1).build().train(films);

        int[] liked = ease.historyOf(List.of("Alien", "Solaris"));
        double[] scores = new double[ease.items().size()];
        ease.scoreAll(liked, scores);
        int arrival = ease.items().ordinalOf("Arrival");
        List<Contribution> because = ease.topContributors(liked, arrival, 1); // Solaris

        assertThat(because).extracting(Contribution::itemId).containsExactly("Solaris");
        assertThat(scores[arrival]).isPositive();

        IalsModel ials = IalsTrainer.builder().dimension(8).seed(7).build().train(films);
        float[] taste = ials.userVector(liked);
        float[] premiere = ials.newItemVector(List.of(taste)); // a film that one person has liked so far
        Map<String, float[]> vectors = new HashMap<>();
        ials.exportItems(vectors::put);
        Rp3BetaModel walks = Rp3BetaTrainer.builder().build().train(films);
        BprModel ordered = BprTrainer.builder().dimension(8).seed(7).build().train(films);

        BlendModel blend = BlendModel.of(List.of(
                new BlendModel.Part(ials, 1), new BlendModel.Part(ease, 0.3), new BlendModel.Part(popularity, 0.01)));

        double[] blended = new double[blend.items().size()];
        blend.scoreAll(liked, blended);
        assertThat(blended[arrival]).isPositive();
        assertThat(vectors).hasSize(5);
        assertThat(premiere).hasSize(8);
        assertThat(walks.weight(ials.items().ordinalOf("Solaris"), arrival)).isPositive();
        assertThat(ordered.bias(arrival))
                .isGreaterThan(ordered.bias(ials.items().ordinalOf("Paprika")));

        InteractionHistory history = new InteractionHistory(consent);
        history.addAll(films);
        history.add("newcomer", "Alien", 1, Instant.parse("2026-11-21T08:00:00Z"));

        Handle<EaseModel> easeHandle = Handle.of("ease", "2026-11-21", ease);
        Handle<PopularityModel> popularityHandle = Handle.of("popularity", "2026-11-21", popularity);
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .itemKind(ItemKind.THINGS)
                .consent(consent)
                .source("ease", CollaborativeSource.over(easeHandle, history))
                .fallback(PopularitySource.over(popularityHandle))
                .hydrate(new ModelFeatures(easeHandle, popularityHandle, history))
                .rank(WeightedSum.builder()
                        .weight(ModelFeatures.SCORE, 1)
                        .weight(ModelFeatures.POPULARITY, 0.1)
                        .build())
                .build();
        Slate slate =
                engine.recommend(SlateRequest.forViewer("newcomer").size(2).build());

        assertThat(slate.items()).extracting(SlateItem::id).startsWith("Aliens").hasSize(2);
        assertThat(slate.versions()).containsEntry("ease", "2026-11-21");
        engine.close();

        Handle<ItemNeighbours> alike = Handle.of("alike", "2026-11-21", ItemNeighbours.of(blend, 50, 2));
        SimilarItemsSource similar = SimilarItemsSource.over(alike, history);
        PersonVectors people =
                new PersonVectors(Handle.of("ials", "2026-11-21", ials), history, InstantSource.system());

        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("newcomer").build(), new IdSpace())
                .itemKind(ItemKind.THINGS)
                .consent(consent)
                .instant(Instant.parse("2026-11-22T08:00:00Z"))
                .build();
        assertThat(similar.because(context, "Aliens", 2)).containsExactly("Alien");
        assertThat(people.read("ana", new float[8], 0)).isTrue();

        EvaluationReport report = Evaluator.builder()
                .model("popularity", (train, seed) -> new UserScorer(PopularityModel.countingPeople(train), train))
                .model(
                        "ease",
                        (train, seed) ->
                                new UserScorer(EaseTrainer.builder().build().train(train), train))
                .build()
                .evaluate(films);

        assertThat(report.model("ease").metric("ndcg@10").mean()).isBetween(0.0, 1.0);
    }
}
