package io.github.discovery4j.benchmarks.index;

import io.github.discovery4j.core.data.DataFormat;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.ReadOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Writes vectors to search and vectors to ask for as {@code .fvecs}, for {@code discovery index-bench}: clustered ones, or
 * truncated-SVD factors of Last.fm plays (artists to search, people to ask for; log(1 + plays), no zero vector).
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar io.github.discovery4j.benchmarks.index.BenchVectors \
 *     clustered base.fvecs queries.fvecs 200000 256 4000 1.4 1000
 * java -cp benchmarks/target/benchmarks.jar io.github.discovery4j.benchmarks.index.BenchVectors \
 *     lastfm base.fvecs queries.fvecs hetrec2011-lastfm-2k 128
 * }</pre>
 */
public final class BenchVectors {

    private static final long SEED = 7;

    private BenchVectors() {}

    /**
     * Writes the two files.
     *
     * @param args which vectors, two files, then count, dimension, clusters, spread and queries, or folder and dimension
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path base = Path.of(args[1]);
        Path queries = Path.of(args[2]);
        switch (args[0]) {
            case "clustered" -> {
                ClusteredVectors world = new ClusteredVectors(
                        Integer.parseInt(args[3]),
                        Integer.parseInt(args[4]),
                        Integer.parseInt(args[5]),
                        Double.parseDouble(args[6]),
                        Integer.parseInt(args[7]));
                write(base, world.vectors());
                write(queries, world.queries());
            }
            case "lastfm" -> {
                Interactions plays = DataFormat.named("lastfm-hetrec")
                        .reader()
                        .read(Path.of(args[3]), ReadOptions.DEFAULT)
                        .interactions();
                TruncatedSvd factors = new TruncatedSvd(plays.byUser(), Integer.parseInt(args[4]), SEED);
                write(base, nonZero(factors.right()));
                write(queries, nonZero(factors.left()));
            }
            default -> throw new IllegalArgumentException("vectors must be clustered or lastfm, were " + args[0]);
        }
    }

    private static List<float[]> nonZero(float[][] vectors) {
        return Arrays.stream(vectors)
                .filter(vector -> {
                    for (float value : vector) {
                        if (value != 0) {
                            return true;
                        }
                    }
                    return false;
                })
                .toList();
    }

    private static void write(Path file, List<float[]> vectors) throws IOException {
        int dimension = vectors.getFirst().length;
        ByteBuffer buffer =
                ByteBuffer.allocate(Integer.BYTES + Float.BYTES * dimension).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (float[] vector : vectors) {
                buffer.clear().putInt(dimension);
                for (float value : vector) {
                    buffer.putFloat(value);
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
        }
    }
}
