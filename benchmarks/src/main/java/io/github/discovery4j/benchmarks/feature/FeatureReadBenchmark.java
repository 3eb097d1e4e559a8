package io.github.discovery4j.benchmarks.feature;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.FeatureViewBuilder;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.RequestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the 40 feature columns of a request's candidates take to fill, over a million people, beside a plain map from
 * id to an array.
 *
 * <p>Each request has other candidates, drawn at random from all people, so that rows come from memory and not from the
 * processor's cache. One person in ten has objected to a group of signals, a quarter of the features expires, and the map
 * obeys neither.
 *
 * <pre>
 * java -Xmx6g -jar benchmarks/target/benchmarks.jar FeatureRead -bm sample -rf json -rff benchmarks/results/feature-read.json
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx6g", "-Xms6g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class FeatureReadBenchmark {

    private static final int PEOPLE = 1_000_000;
    private static final int COLUMNS = 40;
    private static final int REQUESTS = 512;

    /** Candidates a request. */
    @Param({"20", "500"})
    public int candidateCount;

    private final List<PairBatch> byId = new ArrayList<>();
    private final List<PairBatch> byOrdinal = new ArrayList<>();
    private final Map<String, float[]> map = new HashMap<>();
    private @Nullable FeatureView view;
    private int next;

    /** Makes people and requests. */
    @Setup
    public void makePeople() {
        InMemoryConsentLedger ledger = new InMemoryConsentLedger();
        List<SignalGroup> groups =
                List.of(SignalGroup.PROFILE, SignalGroup.BEHAVIOUR, SignalGroup.INTERESTS, SignalGroup.FAVOURITES);
        List<FeatureDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            FeatureDefinition number = FeatureDefinition.number("n" + i, groups.get(i % groups.size()));
            definitions.add(i % 4 == 0 ? number.expiresAfter(Duration.ofDays(30)) : number);
        }
        FeatureRegistry registry = FeatureRegistry.of("person", definitions);
        InMemoryFeatureStore store = new InMemoryFeatureStore(
                FeatureStoreSettings.of(registry, ledger).history(0));
        FeatureViewBuilder columns = store.view("numbers", "1");
        definitions.forEach(definition -> columns.number(definition.name()));
        view = columns.build();
        Random random = new Random(5);
        IdSpace items = new IdSpace();
        String[] ids = new String[PEOPLE];
        for (int person = 0; person < PEOPLE; person++) {
            ids[person] = "person-" + person;
            float[] values = new float[COLUMNS];
            FeatureRow.Builder row = FeatureRow.builder(registry);
            for (int i = 0; i < COLUMNS; i++) {
                values[i] = random.nextFloat();
                row.number("n" + i, values[i]);
            }
            store.put(ids[person], row.build());
            map.put(ids[person], values);
            if (person % 10 == 0) {
                ledger.optOut(ids[person], groups.get(random.nextInt(groups.size())));
            }
            // The engine's ids are strings of its own, as those of a request are.
            items.intern("person-" + person);
        }
        for (int request = 0; request < REQUESTS; request++) {
            makeRequest(ids[random.nextInt(PEOPLE)], items, random);
        }
    }

    private void makeRequest(String viewer, IdSpace items, Random random) {
        int[] ordinals =
                random.ints(0, PEOPLE).distinct().limit(candidateCount).sorted().toArray();
        String[] ids = new String[candidateCount];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Objects.requireNonNull(items.idOf(ordinals[i]));
        }
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer(viewer).build(), items)
                .build();
        PairBatch pairs = PairBatch.forward(context, Candidates.of(ordinals, ids, List.of(), new float[0]));
        byOrdinal.add(pairs);
        byId.add(new WithoutOrdinals(pairs));
    }

    /** A request's pairs as they are where only ids are known. */
    private record WithoutOrdinals(PairBatch pairs) implements PairBatch {
        @Override
        public int size() {
            return pairs.size();
        }

        @Override
        public String subjectId(int row) {
            return pairs.subjectId(row);
        }

        @Override
        public String objectId(int row) {
            return pairs.objectId(row);
        }

        @Override
        public Instant asOf(int row) {
            return pairs.asOf(row);
        }

        @Override
        public boolean present() {
            return true;
        }

        @Override
        public <T> T pin(Handle<T> handle) {
            return pairs.pin(handle);
        }
    }

    private FeatureTable hydrate(List<PairBatch> requests) {
        FeatureView numbers = Objects.requireNonNull(view);
        PairBatch pairs = requests.get(next++ % REQUESTS);
        FeatureTable table = FeatureTable.allocate(numbers.schema(), pairs.size());
        try (FeatureTable.Writer writer = table.writer(0, COLUMNS)) {
            numbers.hydrate(pairs, writer);
        }
        return table;
    }

    /** Fills the columns, finding people by id. */
    @Benchmark
    public FeatureTable read_byId() {
        return hydrate(byId);
    }

    /** Fills the columns, finding people by the engine's ordinals. */
    @Benchmark
    public FeatureTable read_byOrdinal() {
        return hydrate(byOrdinal);
    }

    /** Fills the columns from a plain map, without consent and expiry. */
    @Benchmark
    public FeatureTable read_hashMap() {
        FeatureView numbers = Objects.requireNonNull(view);
        PairBatch pairs = byId.get(next++ % REQUESTS);
        FeatureTable table = FeatureTable.allocate(numbers.schema(), pairs.size());
        try (FeatureTable.Writer writer = table.writer(0, COLUMNS)) {
            for (int row = 0; row < pairs.size(); row++) {
                float[] values = map.get(pairs.objectId(row));
                if (values != null) {
                    writer.setRow(row, values);
                }
            }
        }
        return table;
    }
}
