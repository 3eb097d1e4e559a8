package io.github.discovery4j.benchmarks.index;

import io.github.discovery4j.index.lucene.LuceneIndex;
import io.github.discovery4j.index.lucene.LuceneSettings;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;

/**
 * Searches a second of processor time and recall@10 of {@link LuceneIndex}, beside Lucene used directly over the same files.
 *
 * <p>Not a JMH benchmark: recall has to stand beside each figure, and both sides take turns, pass by pass, so that whatever
 * else the machine does meets both; one thread searches, and the processor time that it took counts. Vectors are of unit length around 1,000 centres; queries are others of the same kind.
 * Each side names its results: the one by our ids, the other by the same doc values. The median of the passes counts.
 *
 * <pre>{@code
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx2g -cp benchmarks/target/benchmarks.jar \
 *     io.github.discovery4j.benchmarks.index.LuceneSearchLoad VECTORS DIMENSION PASSES
 * }</pre>
 */
public final class LuceneSearchLoad {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int K = 10;
    private static final int QUERIES = 500;
    private static final int CENTRES = 1_000;
    private static final int[] EFFORTS = {20, 50, 100, 200};

    private final float[][] queries;
    private final String[][] nearest = new String[QUERIES][];

    private LuceneSearchLoad(float[][] queries) {
        this.queries = queries;
    }

    private interface Searching {
        String[] search(float[] query) throws IOException;
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        int dimension = Integer.parseInt(args[1]);
        int passes = Integer.parseInt(args[2]);
        Path folder = Files.createTempDirectory("lucene-search-load");
        try {
            run(folder, count, dimension, passes);
        } finally {
            remove(folder);
        }
    }

    private static void run(Path folder, int count, int dimension, int passes) throws IOException {
        Random random = new Random(1);
        float[][] centres = new float[CENTRES][];
        for (int i = 0; i < CENTRES; i++) {
            centres[i] = around(new float[dimension], random);
        }
        VectorIndexSettings settings = VectorIndexSettings.of("load", dimension);
        LuceneSettings kept = LuceneSettings.builder()
                .refreshEvery(Duration.ZERO)
                .commitEvery(Duration.ZERO)
                .verified(false)
                .build();
        float[][] queries = new float[QUERIES][];
        try (LuceneIndex index = LuceneIndex.open(folder, settings, kept)) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                index.accept("item" + i, around(centres[random.nextInt(CENTRES)], random));
            }
            index.compact();
            System.out.printf(
                    Locale.ROOT,
                    "%,d x %d indexed and compacted in %.0f s%n",
                    count,
                    dimension,
                    (System.nanoTime() - start) / 1e9);
            for (int i = 0; i < QUERIES; i++) {
                queries[i] = settings.prepare("query", around(centres[random.nextInt(CENTRES)], random));
            }
            new LuceneSearchLoad(queries).compare(index, folder, passes);
        }
    }

    private static float[] around(float[] centre, Random random) {
        float[] vector = new float[centre.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = centre[i] + (float) random.nextGaussian();
        }
        return vector;
    }

    private void compare(LuceneIndex index, Path folder, int passes) throws IOException {
        for (int i = 0; i < QUERIES; i++) {
            nearest[i] = ids(index.search(VectorQuery.nearestTo(queries[i], K).exactly()));
        }
        try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(folder))) {
            IndexSearcher searcher = new IndexSearcher(reader);
            for (int effort : EFFORTS) {
                compare(
                        effort,
                        passes,
                        query ->
                                ids(index.search(VectorQuery.nearestTo(query, K).effort(effort))),
                        query -> direct(searcher, query, effort));
            }
        }
    }

    private void compare(int effort, int passes, Searching ours, Searching theirs) throws IOException {
        List<Double> ourRates = new ArrayList<>();
        List<Double> theirRates = new ArrayList<>();
        for (int warmUp = 0; warmUp < passes; warmUp++) {
            rate(ours);
            rate(theirs);
        }
        for (int pass = 0; pass < passes; pass++) {
            ourRates.add(rate(ours));
            theirRates.add(rate(theirs));
        }
        System.out.printf(
                Locale.ROOT,
                "effort %d: ours %.0f/s recall %.4f, Lucene directly %.0f/s recall %.4f; ours / theirs %.3f (load %.1f)%n",
                effort,
                median(ourRates),
                recall(ours),
                median(theirRates),
                recall(theirs),
                median(ourRates) / median(theirRates),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private double rate(Searching searching) throws IOException {
        long start = THREADS.getCurrentThreadCpuTime();
        for (float[] query : queries) {
            searching.search(query);
        }
        return QUERIES / ((THREADS.getCurrentThreadCpuTime() - start) / 1e9);
    }

    private double recall(Searching searching) throws IOException {
        int found = 0;
        for (int i = 0; i < QUERIES; i++) {
            List<String> exact = Arrays.asList(nearest[i]);
            found += (int) Arrays.stream(searching.search(queries[i]))
                    .filter(exact::contains)
                    .count();
        }
        return (double) found / (QUERIES * K);
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }

    private static String[] ids(SearchResult result) {
        String[] ids = new String[result.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = result.id(i);
        }
        return ids;
    }

    private static String[] direct(IndexSearcher searcher, float[] query, int effort) throws IOException {
        TopDocs found = searcher.search(new KnnFloatVectorQuery("vector", query, effort), K);
        String[] ids = new String[found.scoreDocs.length];
        List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
        for (int i = 0; i < ids.length; i++) {
            ScoreDoc document = found.scoreDocs[i];
            LeafReaderContext segment = segments.get(ReaderUtil.subIndex(document.doc, segments));
            BinaryDocValues values = segment.reader().getBinaryDocValues("id");
            values.advanceExact(document.doc - segment.docBase);
            ids[i] = values.binaryValue().utf8ToString();
        }
        return ids;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
