package io.github.discovery4j.examples.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.data.MalformedVectorFileException;
import io.github.discovery4j.core.data.VectorFile;
import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.examples.bench.BenchData;
import io.github.discovery4j.examples.bench.BenchPage;
import io.github.discovery4j.examples.bench.Contender;
import io.github.discovery4j.examples.bench.Sweep;
import io.github.discovery4j.index.vector.Metric;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code discovery index-bench}: queries a second against recall, for each index. */
@Command(
        name = "index-bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Builds indexes over a file of vectors, asks each the same queries with more and more effort, and prints how many"
                    + " it answers a second and how many of the nearest it finds.",
            "Reads .fvecs, .bvecs, .ivecs and .npy; any other name is raw float32 and needs --dimension."
        },
        footer = {
            "",
            "Example:",
            "  discovery index-bench --base base.fvecs --queries query.fvecs --truth groundtruth.ivecs --metric euclidean",
            "  discovery index-bench --base items.npy --queries people.npy --index memory-exact --html bench.html"
        })
public final class IndexBenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--base", paramLabel = "FILE", required = true, description = "The vectors to be searched.")
    private Path base = Path.of("");

    @Option(names = "--queries", paramLabel = "FILE", required = true, description = "What to be near to.")
    private Path queries = Path.of("");

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "For each query the rows of its nearest, nearest first (default: found exactly, first).")
    private @Nullable Path truth;

    @Option(
            names = "--dimension",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Of raw float32 files.")
    private Optional<Integer> dimension = Optional.empty();

    @Option(
            names = "--index",
            paramLabel = "NAME",
            split = ",",
            completionCandidates = Names.class,
            description = "Which indexes, separated by commas: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<String> indexes = new LinkedHashSet<>();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            converter = MetricConverter.class,
            defaultValue = "cosine",
            description = "cosine, dot or euclidean (default: ${DEFAULT-VALUE}).")
    private Metric metric = Metric.COSINE;

    @Option(
            names = "-k",
            paramLabel = "N",
            defaultValue = "10",
            converter = PositiveNumber.class,
            description = "How many to find (default: ${DEFAULT-VALUE}).")
    private int k;

    @Option(
            names = "--effort",
            paramLabel = "N",
            split = ",",
            defaultValue = "10,20,40,80,160,320,640",
            converter = PositiveNumber.class,
            description = "How many candidates graph searches keep, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> efforts = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            converter = PositiveNumber.class,
            description = "How many threads ask at once (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            converter = SecondsConverter.class,
            description = "For how long to measure each, at least, after as long that does not count (default:"
                    + " ${DEFAULT-VALUE}).")
    private Duration seconds = Duration.ZERO;

    @Option(
            names = "--filter-selectivity",
            paramLabel = "SHARE",
            split = ",",
            converter = ShareConverter.class,
            description = "Search under a filter that lets this share of the vectors pass, each in (0, 1]; several"
                    + " separated by commas.")
    private List<Double> selectivities = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the rows there too, as a list.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with charts there too.")
    private Optional<Path> html = Optional.empty();

    /** Creates the command; picocli fills it. */
    public IndexBenchCommand() {}

    @Override
    public Integer call() throws IOException {
        List<Contender> contenders = contenders();
        if (truth != null && !selectivities.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--truth knows nothing of a filter; leave it out with --filter-selectivity, and the nearest are found");
        }
        json.ifPresent(OutputFile::requireWritable);
        html.ifPresent(OutputFile::requireWritable);
        RunRecord record = new RunRecord();
        PrintWriter out = spec.commandLine().getOut();
        Map<String, List<Sweep.Row>> rows = new LinkedHashMap<>();
        Map<String, OptionalDouble> filters = new LinkedHashMap<>();
        String described;
        try (Progress progress = new Progress(out, spec.commandLine().getErr(), Progress.Style.ofTerminal())) {
            progress.step("reading " + base);
            float[][] vectors = read(base, record);
            progress.step("reading " + queries);
            float[][] asked = read(queries, record);
            Optional<int[][]> nearest = truth(record, asked.length, vectors.length);
            described = String.format(
                    Locale.ROOT,
                    "%,d vectors of dimension %d, %,d queries, %s, k = %d, %d query thread%s%s.",
                    vectors.length,
                    vectors.length == 0 ? 0 : vectors[0].length,
                    asked.length,
                    metric.name().toLowerCase(Locale.ROOT),
                    k,
                    threads,
                    threads == 1 ? "" : "s",
                    vectorModule() ? "" : "; without jdk.incubator.vector, so slower than it could be");
            for (OptionalDouble filter : selectivities()) {
                String name = filter.isPresent()
                        ? "filter that passes %s of the vectors".formatted(filter.getAsDouble())
                        : "no filter";
                filters.put(name, filter);
                rows.put(name, sweep(new BenchData(vectors, asked, metric, filter), nearest, contenders, progress));
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        }
        print(described, rows, out);
        if (json.isPresent()) {
            WholeFile.write(json.get(), json(rows, filters));
        }
        if (html.isPresent()) {
            WholeFile.write(
                    html.get(),
                    BenchPage.of(
                                    rows,
                                    described,
                                    k,
                                    record.provenance(
                                            spec.commandLine().getParseResult().originalArgs(), Map.of()))
                            .toHtml());
        }
        return ExitCode.OK;
    }

    private List<Contender> contenders() {
        try {
            return (indexes.isEmpty() ? Contender.names() : indexes)
                    .stream().map(Contender::named).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<OptionalDouble> selectivities() {
        return selectivities.isEmpty()
                ? List.of(OptionalDouble.empty())
                : selectivities.stream().map(OptionalDouble::of).toList();
    }

    private static boolean vectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    private VectorFile open(Path file) {
        try {
            return hasFormat(file)
                    ? VectorFile.open(file)
                    : VectorFile.raw(
                            file,
                            dimension.orElseThrow(() -> new CommandFailure(
                                    ExitCode.USAGE,
                                    file + ": the name says no format, so it is raw float32; give --dimension")));
        } catch (MalformedVectorFileException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    private static boolean hasFormat(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Stream.of(".fvecs", ".ivecs", ".bvecs", ".npy").anyMatch(name::endsWith);
    }

    private float[][] read(Path file, RunRecord record) {
        VectorFile vectors = open(file);
        record.of(file, hasFormat(file) ? extension(file) : "float32");
        try {
            return vectors.vectors();
        } catch (MalformedVectorFileException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    private static String extension(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private Optional<int[][]> truth(RunRecord record, int queryCount, int vectorCount) {
        Path file = truth;
        if (file == null) {
            return Optional.empty();
        }
        VectorFile rows = open(file);
        record.of(file, extension(file));
        if (rows.count() != queryCount || rows.dimension() < Math.min(k, vectorCount)) {
            throw new CommandFailure(
                    ExitCode.DATA,
                    "%s: there must be %d rows of at least %d neighbours, are %d of %d; leave --truth out to have them found"
                            .formatted(file, queryCount, k, rows.count(), rows.dimension()));
        }
        try {
            int[][] nearest = rows.integers();
            for (int[] row : nearest) {
                for (int neighbour : row) {
                    if (neighbour < 0 || neighbour >= vectorCount) {
                        throw new CommandFailure(
                                ExitCode.DATA,
                                "%s: neighbours must be rows 0 to %d, one was %d; does it belong to these vectors?"
                                        .formatted(file, vectorCount - 1, neighbour));
                    }
                }
            }
            return Optional.of(nearest);
        } catch (MalformedVectorFileException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    private List<Sweep.Row> sweep(
            BenchData data, Optional<int[][]> nearest, List<Contender> contenders, Progress progress)
            throws IOException {
        Sweep.Options options = new Sweep.Options(
                k, threads, efforts.stream().sorted().distinct().toList(), seconds);
        Sweep sweep = new Sweep(data, nearest, options, progress::step);
        List<Sweep.Row> rows = new ArrayList<>();
        for (Contender contender : contenders) {
            Path folder = Files.createTempDirectory("discovery-bench");
            try {
                rows.addAll(sweep.run(contender, folder));
            } finally {
                delete(folder);
            }
        }
        return rows;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void print(String described, Map<String, List<Sweep.Row>> rows, PrintWriter out) {
        out.println(described);
        rows.forEach((filter, measured) -> {
            TextTable table = new TextTable("lrrrrrrr");
            table.row("", "effort", "recall@" + k, "queries/s", "compared", "build s", "heap MB", "files MB");
            measured.forEach(row -> table.row(
                    row.index(),
                    row.effort() == 0 ? "-" : Integer.toString(row.effort()),
                    String.format(Locale.ROOT, "%.4f", row.recall()),
                    String.format(Locale.ROOT, "%,.0f", row.queriesPerSecond()),
                    String.format(Locale.ROOT, "%,.0f", row.visited()),
                    String.format(Locale.ROOT, "%.2f", row.buildSeconds()),
                    String.format(Locale.ROOT, "%,.1f", row.footprint().heapBytes() / 1e6),
                    String.format(Locale.ROOT, "%,.1f", row.footprint().fileBytes() / 1e6)));
            out.println();
            out.println(filter.substring(0, 1).toUpperCase(Locale.ROOT) + filter.substring(1));
            table.print(out);
        });
        out.flush();
    }

    private String json(Map<String, List<Sweep.Row>> rows, Map<String, OptionalDouble> filters) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode list = mapper.createArrayNode();
        rows.forEach((filter, measured) -> measured.forEach(row -> {
            ObjectNode node = list.addObject()
                    .put("index", row.index())
                    .put("effort", row.effort())
                    .put("recall@" + k, row.recall())
                    .put("qps", row.queriesPerSecond())
                    .put("buildSeconds", row.buildSeconds())
                    .put("bytes", row.footprint().heapBytes() + row.footprint().fileBytes())
                    .put("heapBytes", row.footprint().heapBytes())
                    .put("mappedBytes", row.footprint().mappedBytes())
                    .put("fileBytes", row.footprint().fileBytes())
                    .put("visited", row.visited());
            filters.getOrDefault(filter, OptionalDouble.empty()).ifPresent(share -> node.put("selectivity", share));
        }));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(list) + System.lineSeparator();
    }

    /** The names of the indexes, for the help. */
    static final class Names implements Iterable<String> {

        Names() {}

        @Override
        public Iterator<String> iterator() {
            return Contender.names().iterator();
        }
    }

    /** Reads the name of a metric. */
    static final class MetricConverter implements ITypeConverter<Metric> {

        MetricConverter() {}

        @Override
        public Metric convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "cosine" -> Metric.COSINE;
                case "dot" -> Metric.DOT_PRODUCT;
                case "euclidean" -> Metric.EUCLIDEAN;
                default -> throw new TypeConversionException("must be cosine, dot or euclidean, was \"" + text + "\"");
            };
        }
    }

    /** Reads a time in seconds. */
    static final class SecondsConverter implements ITypeConverter<Duration> {

        SecondsConverter() {}

        @Override
        public Duration convert(String text) {
            try {
                double seconds = Double.parseDouble(text);
                if (seconds > 0 && seconds <= 3_600) {
                    return Duration.ofNanos((long) (seconds * 1e9));
                }
            } catch (NumberFormatException e) {
                // Falls through: the same message says what is allowed.
            }
            throw new TypeConversionException("must be a number of seconds in (0, 3600], was \"" + text + "\"");
        }
    }

    /** Reads a share of all. */
    static final class ShareConverter implements ITypeConverter<Double> {

        ShareConverter() {}

        @Override
        public Double convert(String text) {
            try {
                double share = Double.parseDouble(text);
                if (share > 0 && share <= 1) {
                    return share;
                }
            } catch (NumberFormatException e) {
                // Falls through: the same message says what is allowed.
            }
            throw new TypeConversionException("must be in (0, 1], was \"" + text + "\"");
        }
    }
}
