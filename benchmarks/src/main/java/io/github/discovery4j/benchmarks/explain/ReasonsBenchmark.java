package io.github.discovery4j.benchmarks.explain;

import io.github.discovery4j.benchmarks.rank.BoostedTrees;
import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.DiscoveryEngineBuilder;
import io.github.discovery4j.core.adapter.caffeine.CaffeineWhyCache;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Why;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.explain.phrase.PhraseExplainer;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import io.github.discovery4j.rank.boosting.LightGbmRanker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reasons for ten items: 200 trees of 31 leaves over 40 features, of which the standard book has words for some; two languages, two
 * reasons an item. Candidates' features change from call to call, but for the cached.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls build() first
public class ReasonsBenchmark {

    private static final int ITEMS = 10;
    private static final int CANDIDATES = 500;
    private static final int TREES = 200;
    private static final int LEAVES = 31;
    private static final List<String> SAID = List.of(
            "shared_interests",
            "shared_languages",
            "shared_communities",
            "shared_favourites",
            "shared_follows",
            "cosine_taste",
            "cosine_genres",
            "popularity",
            "activity",
            "nearby");

    private final IdSpace items = new IdSpace();
    private final SlateRequest request =
            SlateRequest.forViewer("viewer").size(ITEMS).build();
    private final List<ChosenItems> slates = new ArrayList<>();
    private double[][] batches = {};
    private int turn;
    private PhraseExplainer explainer;
    private DiscoveryEngine uncached;
    private DiscoveryEngine cached;
    private List<String> asked = List.of();

    /** Trains, makes slates to be explained, and fills the cache. */
    @Setup
    public void build() {
        LightGbmModel model = LightGbmModel.parse(named(BoostedTrees.text(TREES, LEAVES)));
        batches = BoostedTrees.batches(CANDIDATES);
        IntStream.range(0, CANDIDATES).forEach(i -> items.intern("item" + i));
        asked = IntStream.range(0, ITEMS).mapToObj(i -> "item" + i * 7).toList();
        explainer = PhraseExplainer.builder().build();
        LightGbmRanker ranker = LightGbmRanker.of(model);
        uncached = builder(ranker).build();
        cached = builder(ranker).whyCache(CaffeineWhyCache.of(1_000)).build();
        try (DiscoveryEngine listening = builder(ranker)
                .explain(chosen -> {
                    slates.add(chosen);
                    return explainer.explain(chosen);
                })
                .build()) {
            for (turn = 0; turn < batches.length; turn++) {
                listening.recommend(request);
            }
        }
        turn = 0;
        cached.why(request, asked);
        if (!cached.why(request, asked).stream()
                .allMatch(why -> why.shown() && why.reasons().size() > 0)) {
            throw new IllegalStateException("an item is not explained");
        }
    }

    /** Names the features as the standard book does, as far as it goes. */
    private static String named(String text) {
        List<String> names = names();
        return text.replaceFirst("(?m)^feature_names=.*$", "feature_names=" + String.join(" ", names));
    }

    private static List<String> names() {
        return IntStream.range(0, BoostedTrees.FEATURES)
                .mapToObj(i -> i < SAID.size() ? SAID.get(i) : "other" + i)
                .toList();
    }

    private DiscoveryEngineBuilder builder(LightGbmRanker ranker) {
        return DiscoveryEngine.builder()
                .items(items)
                .source("all", (context, limit) -> {
                    CandidateList.Builder list = CandidateList.builder(items, CANDIDATES);
                    IntStream.range(0, CANDIDATES).forEach(ordinal -> list.add(ordinal, 1));
                    return list.build();
                })
                .hydrate(FeatureView.of(
                        "bench",
                        "1",
                        names().stream()
                                .map(name -> FeatureColumn.number(name, SignalGroup.INTERESTS, Owner.BOTH))
                                .toList(),
                        this::hydrate))
                .rank(ranker)
                .explain(explainer);
    }

    private void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        double[] batch = batches[turn % batches.length];
        for (int row = 0; row < pairs.size(); row++) {
            int from = pairs.objectOrdinal(row) * BoostedTrees.FEATURES;
            for (int column = 0; column < BoostedTrees.FEATURES; column++) {
                columns.set(row, column, (float) batch[from + column]);
            }
        }
    }

    /** A slate's items, contributions and words; nothing is cached. */
    @Benchmark
    public List<List<Reason>> slate_cold() {
        turn = turn == slates.size() - 1 ? 0 : turn + 1;
        return explainer.explain(slates.get(turn));
    }

    /** Ten items asked about, hydrated, ranked, judged and explained; nothing is cached. */
    @Benchmark
    public List<Why> why_cold() {
        turn = turn == batches.length - 1 ? 0 : turn + 1;
        return uncached.why(request, asked);
    }

    /** The same ten again: hydrated, compared with what the reasons were made from, and judged. */
    @Benchmark
    public List<Why> why_warm() {
        return cached.why(request, asked);
    }
}
