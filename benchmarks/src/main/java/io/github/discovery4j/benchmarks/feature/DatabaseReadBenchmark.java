package io.github.discovery4j.benchmarks.feature;

import io.github.discovery4j.core.adapter.jdbc.Database;
import io.github.discovery4j.core.adapter.jdbc.JdbcFeatureStore;
import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.FeatureViewBuilder;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.RequestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long 40 feature columns of a request's candidates take to fill from a database, without a cache before it.
 *
 * <p>Each request has other candidates, drawn at random from all people. For PostgreSQL name an empty database of a server
 * that runs; its tables stay there.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar DatabaseRead -rf json -rff benchmarks/results/database-read.json
 * java -jar benchmarks/target/benchmarks.jar DatabaseRead -p database=jdbc:postgresql://localhost:5432/empty?user=postgres
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class DatabaseReadBenchmark {

    private static final int COLUMNS = 40;
    private static final int REQUESTS = 512;
    private static final int BATCH = 1_000;

    /** {@code sqlite}, or the JDBC address of an empty PostgreSQL database. */
    @Param("sqlite")
    public String database = "sqlite";

    /** People in the database. */
    @Param("100000")
    public int peopleCount;

    /** Candidates a request. */
    @Param("20")
    public int candidateCount;

    private final List<PairBatch> requests = new ArrayList<>();
    private @Nullable FeatureView view;
    private @Nullable Path folder;
    private int next;

    /**
     * Fills the database and makes requests.
     *
     * @throws IOException if there is no room for the file
     */
    @Setup
    public void fill() throws IOException {
        List<FeatureDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            definitions.add(FeatureDefinition.number("n" + i, SignalGroup.BEHAVIOUR));
        }
        FeatureRegistry registry = FeatureRegistry.of("person", definitions);
        FeatureStore store = JdbcFeatureStore.open(
                open(), FeatureStoreSettings.of(registry, ConsentView.ALLOW_ALL).history(0));
        FeatureViewBuilder columns = store.view("numbers", "1");
        definitions.forEach(definition -> columns.number(definition.name()));
        view = columns.build();
        Random random = new Random(5);
        IdSpace items = new IdSpace();
        Map<String, FeatureRow> batch = new HashMap<>();
        for (int person = 0; person < peopleCount; person++) {
            FeatureRow.Builder row = FeatureRow.builder(registry);
            for (int i = 0; i < COLUMNS; i++) {
                row.number("n" + i, random.nextFloat());
            }
            batch.put("person-" + person, row.build());
            items.intern("person-" + person);
            if (batch.size() == BATCH || person == peopleCount - 1) {
                store.putAll(batch);
                batch.clear();
            }
        }
        for (int request = 0; request < REQUESTS; request++) {
            requests.add(request(items, random));
        }
    }

    private Database open() throws IOException {
        if (database.equals("sqlite")) {
            folder = Files.createTempDirectory("database-read");
            return Database.sqlite(folder.resolve("features.db")).migrate();
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database);
        return Database.of(source, 1).migrate();
    }

    private PairBatch request(IdSpace items, Random random) {
        int[] ordinals = random.ints(0, peopleCount)
                .distinct()
                .limit(candidateCount)
                .sorted()
                .toArray();
        String[] ids = new String[candidateCount];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Objects.requireNonNull(items.idOf(ordinals[i]));
        }
        String viewer = "person-" + random.nextInt(peopleCount);
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer(viewer).build(), items)
                .build();
        return PairBatch.forward(context, Candidates.of(ordinals, ids, List.of(), new float[0]));
    }

    /**
     * Deletes the file.
     *
     * @throws IOException if it cannot be deleted
     */
    @TearDown
    public void delete() throws IOException {
        if (folder != null) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Fills the columns.
     *
     * @return the columns
     */
    @Benchmark
    public FeatureTable read_database() {
        FeatureView numbers = Objects.requireNonNull(view);
        PairBatch pairs = requests.get(next++ % REQUESTS);
        FeatureTable table = FeatureTable.allocate(numbers.schema(), pairs.size());
        try (FeatureTable.Writer writer = table.writer(0, COLUMNS)) {
            numbers.hydrate(pairs, writer);
        }
        return table;
    }
}
