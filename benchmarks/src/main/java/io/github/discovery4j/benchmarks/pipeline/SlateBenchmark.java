package io.github.discovery4j.benchmarks.pipeline;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Selection;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole slate, and each of its steps by itself: about 500 candidates, 40 features, k = 10, two guardrails, MMR under a
 * cap, reasons.
 *
 * <p>{@code slate} is a request on one calling thread, its two sources side by side on the engine's own; the other methods
 * run one step on inputs worked out before, viewers taking turns. All searches are exact, so recall is 1.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SlateBenchmark
 * java -jar benchmarks/target/benchmarks.jar SlateBenchmark.slate -p peopleCount=100000 -prof gc
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Xmx3g"})
@Threads(1)
@State(Scope.Benchmark)
public class SlateBenchmark {

    private static final int VIEWERS = 64;

    /** How many people the index and the store hold. */
    @Param({"10000", "100000"})
    public int peopleCount;

    private SlateWorld world = new SlateWorld(1);
    private DiscoveryEngine engine = world.engine();
    private final List<PreparedRequest> requests = new ArrayList<>();
    private CandidateSource byTaste = world.byTaste();
    private CandidateSource byInterests = world.byInterests();
    private FeatureView view = world.view();
    private final Ranker ranker = SlateWorld.ranker();
    private List<Guardrail> guardrails = List.of();
    private Diversifier diversifier = world.diversifier();
    private Explainer explainer = world.explainer();
    private int next;

    /** Makes the people, the engine and the inputs of the steps. */
    @Setup
    public void makeWorld() {
        engine.close();
        world = new SlateWorld(peopleCount);
        engine = world.engine();
        byTaste = world.byTaste();
        byInterests = world.byInterests();
        view = world.view();
        guardrails = List.of(world.blocked(), world.met());
        diversifier = world.diversifier();
        explainer = world.explainer();
        IdSpace items = new IdSpace();
        for (int viewer = 0; viewer < VIEWERS; viewer++) {
            requests.add(new PreparedRequest(world, items, world.people.get((int) (viewer * 7919L % peopleCount))));
        }
        System.out.printf(
                "%d candidates and %d kept on average%n",
                (int) requests.stream()
                        .mapToInt(r -> r.candidates.size())
                        .average()
                        .orElse(0),
                (int) requests.stream().mapToInt(r -> r.kept.size()).average().orElse(0));
    }

    /** Ends the engine's threads. */
    @TearDown
    public void close() {
        engine.close();
    }

    private PreparedRequest turn() {
        next = (next + 1) % VIEWERS;
        return requests.get(next);
    }

    /**
     * A whole request; viewers take turns.
     *
     * @return the slate
     */
    @Benchmark
    public Slate slate() {
        next = (int) ((next + 7919L) % world.people.size());
        return engine.recommend(SlateRequest.forViewer(world.people.get(next))
                .size(PreparedRequest.K)
                .build());
    }

    /**
     * The 350 nearest of all tastes, by exact search.
     *
     * @return what was found
     */
    @Benchmark
    public CandidateList source_taste() {
        return byTaste.retrieve(turn().context, 350);
    }

    /**
     * The 150 with the most shared interests.
     *
     * @return what was found
     */
    @Benchmark
    public CandidateList source_interests() {
        return byInterests.retrieve(turn().context, 150);
    }

    /**
     * 40 columns for all candidates.
     *
     * @return the features
     */
    @Benchmark
    public FeatureTable hydrate() {
        return turn().hydrate(view);
    }

    /**
     * A weighted sum of 40 columns, and the order it gives.
     *
     * @return the ranked candidates
     */
    @Benchmark
    public ScoredCandidates rank() {
        PreparedRequest request = turn();
        return ScoredCandidates.of(request.batch, request.score(ranker));
    }

    /**
     * Blocks and people met before.
     *
     * @return a tier a candidate
     */
    @Benchmark
    public int[] guard() {
        return turn().judge(guardrails);
    }

    /**
     * MMR over 64-d vectors, at most three of a community.
     *
     * @return the choice
     */
    @Benchmark
    public Selection diversify() {
        return diversifier.select(turn().kept, PreparedRequest.K);
    }

    /**
     * Reasons for ten items.
     *
     * @return the reasons
     */
    @Benchmark
    public List<List<Reason>> explain() {
        return explainer.explain(turn().chosen);
    }
}
