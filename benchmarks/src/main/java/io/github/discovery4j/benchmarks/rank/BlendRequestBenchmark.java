package io.github.discovery4j.benchmarks.rank;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.rank.blend.WeightedSum;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.CollaborativeSource;
import io.github.discovery4j.rank.factorization.InteractionHistory;
import io.github.discovery4j.rank.factorization.ItemNeighbours;
import io.github.discovery4j.rank.factorization.ModelFeatures;
import io.github.discovery4j.rank.factorization.PopularityModel;
import io.github.discovery4j.rank.factorization.PopularitySource;
import io.github.discovery4j.rank.factorization.SimilarItemsSource;
import io.github.discovery4j.rank.factorization.training.ModelRecipe;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole request for ten of 3,700 items over a blend: data of the size of MovieLens 1M, 6,040 people and 1,000,000 likes by
 * Zipf's law. Each request is for another person; the percentiles are those of requests.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar BlendRequest</pre>
 *
 * <p>How well such a blend recommends stands in {@code docs/models.md}: it takes data that people made.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
public class BlendRequestBenchmark {

    private static final int USERS = 6_040;
    private static final int ITEMS = 3_700;
    private static final int LIKES = 1_000_000;

    /** How many iALS are in the blend. */
    @Param({"1", "4"})
    public int ialsModels;

    private final Random random = new Random(7);
    private final InteractionHistory history = new InteractionHistory(new InMemoryConsentLedger());
    private DiscoveryEngine engine = DiscoveryEngine.builder()
            .source("nothing", (context, limit) -> CandidateList.empty())
            .build();

    /** Makes people like items, trains and wires. What is timed depends on sizes only, so two epochs do. */
    @Setup
    public void wire() {
        Interactions likes = likes();
        history.addAll(likes);
        CatalogueModel blend = ModelRecipe.named("blend")
                .train(
                        likes,
                        Map.of("ials.models", (double) ialsModels, "ials.epochs", 2.0),
                        42,
                        Runtime.getRuntime().availableProcessors());
        Handle<CatalogueModel> model = Handle.of("blend", "1", blend);
        Handle<PopularityModel> popularity = Handle.of("popularity", "1", PopularityModel.countingPeople(likes));
        Handle<ItemNeighbours> neighbours = Handle.of(
                "neighbours",
                "1",
                ItemNeighbours.of(
                        blend,
                        ItemNeighbours.DEFAULT_COUNT,
                        Runtime.getRuntime().availableProcessors()));
        engine.close();
        engine = DiscoveryEngine.builder()
                .itemKind(ItemKind.THINGS)
                .source("blend", CollaborativeSource.over(model, history).limit(200))
                .source("similar", SimilarItemsSource.over(neighbours, history).limit(100))
                .fallback(PopularitySource.over(popularity))
                .hydrate(new ModelFeatures(model, popularity, history))
                .rank(WeightedSum.builder()
                        .weight(ModelFeatures.SCORE, 1)
                        .weight(ModelFeatures.POPULARITY, 0.1)
                        .build())
                .build();
    }

    private static Interactions likes() {
        Random draws = new Random(42);
        boolean[][] liked = new boolean[USERS][ITEMS];
        Interactions.Builder likes = Interactions.builder();
        while (likes.size() < LIKES) {
            int user = draws.nextInt(USERS);
            int item = (int) Math.pow(ITEMS + 1, draws.nextDouble()) - 1;
            // Zipf's law alone would give everybody the same items once they have liked many.
            int other = draws.nextInt(3) == 0 ? draws.nextInt(ITEMS) : item;
            if (!liked[user][other]) {
                liked[user][other] = true;
                likes.add("u" + user, "i" + other);
            }
        }
        return likes.build();
    }

    /** Ends the engine's threads. */
    @TearDown
    public void close() {
        engine.close();
    }

    /** One request. */
    @Benchmark
    public Slate request() {
        return engine.recommend(
                SlateRequest.forViewer("u" + random.nextInt(USERS)).build());
    }
}
