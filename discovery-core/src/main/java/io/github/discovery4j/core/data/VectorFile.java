package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of vectors, in the formats of the literature on nearest neighbours.
 *
 * <table>
 * <caption>Formats, all little-endian</caption>
 * <tr><th>name ends in</th><th>layout</th></tr>
 * <tr><td>{@code .fvecs}, {@code .ivecs}, {@code .bvecs}</td><td>before each vector its dimension as int32, then float32,
 * int32 or unsigned int8 values</td></tr>
 * <tr><td>{@code .npy}</td><td>NumPy's, versions 1 to 3: two dimensions in C order, of f4, f8, f2, i4, i8, u1 or i1</td></tr>
 * <tr><td>anything else</td><td>float32 values and nothing else; the dimension has to be given</td></tr>
 * </table>
 *
 * <p>The header, the size of the file and each vector's dimension are checked; a value that is not finite is refused. Values
 * are handed over as float32: an int32 above 2<sup>24</sup> is rounded, and {@link #integers} gives it exactly.
 *
 * <p><b>Cost:</b> one pass, a buffer of some vectors. <b>Threads:</b> immutable; each pass opens the file anew.
 */
public final class VectorFile {

    /** The largest dimension that is read. */
    public static final int LARGEST_DIMENSION = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int LARGEST_HEADER = 1 << 16;
    private static final byte[] NPY_MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern NPY_TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([fiu])(\\d)'");
    private static final Pattern NPY_ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern NPY_SHAPE =
            Pattern.compile("'shape'\\s*:\\s*\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,?\\s*\\)");

    /** How one value is written. */
    private enum Type {
        FLOAT32(4),
        FLOAT64(8),
        FLOAT16(2),
        INT64(8),
        INT32(4),
        INT8(1),
        UNSIGNED_INT8(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        double read(ByteBuffer buffer) {
            return switch (this) {
                case FLOAT32 -> buffer.getFloat();
                case FLOAT64 -> buffer.getDouble();
                case FLOAT16 -> Float.float16ToFloat(buffer.getShort());
                case INT64 -> buffer.getLong();
                case INT32 -> buffer.getInt();
                case INT8 -> buffer.get();
                case UNSIGNED_INT8 -> Byte.toUnsignedInt(buffer.get());
            };
        }
    }

    /** Takes a vector. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes a vector.
         *
         * @param row its place in the file, from 0
         * @param vector its values; the next vector is in the same array
         */
        void take(long row, float[] vector);
    }

    private final Path file;
    private final Type type;
    private final boolean dimensionBeforeEach;
    private final long dataOffset;
    private final long count;
    private final int dimension;

    private VectorFile(Path file, Type type, boolean dimensionBeforeEach, long dataOffset, long count, int dimension) {
        this.file = file;
        this.type = type;
        this.dimensionBeforeEach = dimensionBeforeEach;
        this.dataOffset = dataOffset;
        this.count = count;
        this.dimension = dimension;
    }

    /**
     * Looks at a file whose format says its dimension.
     *
     * @param file ends in {@code .fvecs}, {@code .ivecs}, {@code .bvecs} or {@code .npy}
     * @return what is in it
     * @throws IllegalArgumentException if the name ends otherwise
     * @throws MalformedVectorFileException if the file is not as its format says
     * @throws IOException if it cannot be read
     */
    public static VectorFile open(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (name.endsWith(".fvecs")) {
                return withDimensions(file, channel, Type.FLOAT32);
            } else if (name.endsWith(".ivecs")) {
                return withDimensions(file, channel, Type.INT32);
            } else if (name.endsWith(".bvecs")) {
                return withDimensions(file, channel, Type.UNSIGNED_INT8);
            } else if (name.endsWith(".npy")) {
                return npy(file, channel);
            }
        }
        throw new IllegalArgumentException(
                "a file of vectors must end in .fvecs, .ivecs, .bvecs or .npy, or its dimension must be given, was "
                        + file.getFileName());
    }

    /**
     * Looks at a file of float32 values alone.
     *
     * @param file any name
     * @param dimension of every vector
     * @return what is in it
     * @throws MalformedVectorFileException if its size is not that of whole vectors
     * @throws IOException if it cannot be read
     */
    public static VectorFile raw(Path file, int dimension) throws IOException {
        if (dimension < 1 || dimension > LARGEST_DIMENSION) {
            throw new IllegalArgumentException(
                    "dimension must be 1 to %d, was %d".formatted(LARGEST_DIMENSION, dimension));
        }
        long size = Files.size(file);
        long bytes = (long) dimension * Float.BYTES;
        requireWhole(file, size, size, bytes, dimension);
        return new VectorFile(file, Type.FLOAT32, false, 0, size / bytes, dimension);
    }

    private static VectorFile withDimensions(Path file, FileChannel channel, Type type) throws IOException {
        long size = channel.size();
        if (size == 0) {
            return new VectorFile(file, type, true, 0, 0, 1);
        }
        ByteBuffer first = read(file, channel, 0, Integer.BYTES);
        int dimension = first.getInt();
        requireDimension(file, 0, dimension);
        long bytes = Integer.BYTES + (long) dimension * type.bytes;
        requireWhole(file, size, size, bytes, dimension);
        return new VectorFile(file, type, true, 0, size / bytes, dimension);
    }

    private static VectorFile npy(Path file, FileChannel channel) throws IOException {
        ByteBuffer head = read(file, channel, 0, 12);
        for (int i = 0; i < NPY_MAGIC.length; i++) {
            if (head.get(i) != NPY_MAGIC[i]) {
                throw new MalformedVectorFileException(
                        file, i, "a .npy file must begin with \\x93NUMPY, does not; is it compressed (.npz)?");
            }
        }
        int version = head.get(6);
        if (version < 1 || version > 3) {
            throw new MalformedVectorFileException(
                    file, 6, "version must be 1 to 3, was " + version + "; save it with numpy.save");
        }
        long headerBytes =
                version == 1 ? Short.toUnsignedInt(head.getShort(8)) : Integer.toUnsignedLong(head.getInt(8));
        int headerOffset = version == 1 ? 10 : 12;
        if (headerBytes > LARGEST_HEADER) {
            throw new MalformedVectorFileException(
                    file, 8, "the header must have at most %d bytes, has %d".formatted(LARGEST_HEADER, headerBytes));
        }
        byte[] header = new byte[(int) headerBytes];
        read(file, channel, headerOffset, header.length).get(header);
        String text = new String(header, StandardCharsets.UTF_8);
        Matcher shape = NPY_SHAPE.matcher(text);
        Matcher order = NPY_ORDER.matcher(text);
        Type type = npyType(file, headerOffset, text);
        if (!shape.find() || !order.find() || order.group(1).equals("True")) {
            throw new MalformedVectorFileException(
                    file,
                    headerOffset,
                    "the array must have two dimensions in C order, header says " + shown(text)
                            + "; save numpy.ascontiguousarray(vectors)");
        }
        long data = headerOffset + headerBytes;
        long count = number(file, headerOffset, shape.group(1));
        long dimension = number(file, headerOffset, shape.group(2));
        requireDimension(file, headerOffset, dimension);
        long expected = count * dimension * type.bytes;
        if (channel.size() - data != expected) {
            throw new MalformedVectorFileException(
                    file,
                    channel.size(),
                    "%d x %d values of %d bytes must follow the header, are %d bytes; was the file cut off?"
                            .formatted(count, dimension, type.bytes, channel.size() - data));
        }
        return new VectorFile(file, type, false, data, count, (int) dimension);
    }

    private static Type npyType(Path file, long offset, String header) {
        Matcher found = NPY_TYPE.matcher(header);
        Optional<Type> type = Optional.empty();
        if (found.find() && !found.group(1).equals(">")) {
            type = switch (found.group(2) + found.group(3)) {
                case "f4" -> Optional.of(Type.FLOAT32);
                case "f8" -> Optional.of(Type.FLOAT64);
                case "f2" -> Optional.of(Type.FLOAT16);
                case "i8" -> Optional.of(Type.INT64);
                case "i4" -> Optional.of(Type.INT32);
                case "i1" -> Optional.of(Type.INT8);
                case "u1" -> Optional.of(Type.UNSIGNED_INT8);
                default -> type;
            };
        }
        return type.orElseThrow(() -> new MalformedVectorFileException(
                file,
                offset,
                "the type must be one of %s in little-endian order, header says %s; convert it with astype('<f4')"
                        .formatted(List.of("f4", "f8", "f2", "i8", "i4", "i1", "u1"), shown(header))));
    }

    /** A header may hold anything: what cannot be printed is left out, and what is long is cut. */
    private static String shown(String header) {
        String printable = header.replaceAll("[^\\x20-\\x7E]", "?").strip();
        return printable.length() <= 120 ? printable : printable.substring(0, 120) + "…";
    }

    private static long number(Path file, long offset, String digits) {
        if (digits.length() > 12) {
            throw new MalformedVectorFileException(
                    file, offset, "a dimension of the array must have at most 12 digits, was " + digits);
        }
        return Long.parseLong(digits);
    }

    private static void requireDimension(Path file, long offset, long dimension) {
        if (dimension < 1 || dimension > LARGEST_DIMENSION) {
            throw new MalformedVectorFileException(
                    file,
                    offset,
                    "dimension must be 1 to %d, was %d; is the file of another format?"
                            .formatted(LARGEST_DIMENSION, dimension));
        }
    }

    private static void requireWhole(Path file, long offset, long size, long bytes, int dimension) {
        if (size % bytes != 0) {
            throw new MalformedVectorFileException(
                    file,
                    offset,
                    "size must be whole vectors of dimension %d (%d bytes each), was %d bytes; was the file cut off?"
                            .formatted(dimension, bytes, size));
        }
    }

    private static ByteBuffer read(Path file, FileChannel channel, long offset, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        fill(file, channel, offset, buffer);
        return buffer;
    }

    private static void fill(Path file, FileChannel channel, long offset, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new MalformedVectorFileException(
                        file,
                        offset + buffer.position(),
                        "the file must have %d bytes more here, has none; was it cut off?"
                                .formatted(buffer.remaining()));
            }
        }
        buffer.flip();
    }

    /** {@return how many vectors there are} */
    public long count() {
        return count;
    }

    /** {@return the number of values of each} */
    public int dimension() {
        return dimension;
    }

    /** {@return where the vectors are} */
    public Path file() {
        return file;
    }

    /**
     * Reads all vectors in their order.
     *
     * @param taker given each
     * @throws MalformedVectorFileException if a vector has another dimension than the first, or a value is not finite
     * @throws IOException if the file cannot be read
     */
    public void forEach(Taker taker) throws IOException {
        float[] vector = new float[dimension];
        forEachRow((row, offset, buffer) -> {
            for (int i = 0; i < dimension; i++) {
                vector[i] = (float) type.read(buffer);
                if (!Float.isFinite(vector[i])) {
                    throw new MalformedVectorFileException(
                            file,
                            offset + (long) i * type.bytes,
                            "value %d of vector %d must be finite, was %s; leave the vector out"
                                    .formatted(i, row, vector[i]));
                }
            }
            taker.take(row, vector);
        });
    }

    /**
     * Reads all vectors.
     *
     * @return one array a vector
     * @throws MalformedVectorFileException as {@link #forEach}
     * @throws IOException if the file cannot be read
     */
    public float[][] vectors() throws IOException {
        float[][] vectors = new float[requireInt()][];
        forEach((row, vector) -> vectors[(int) row] = vector.clone());
        return vectors;
    }

    /**
     * Reads all vectors as whole numbers: the neighbours of queries, as rows of another file.
     *
     * @return one array a vector
     * @throws MalformedVectorFileException if a value is not a whole number of int32
     * @throws IOException if the file cannot be read
     */
    public int[][] integers() throws IOException {
        int[][] vectors = new int[requireInt()][dimension];
        forEachRow((row, offset, buffer) -> {
            for (int i = 0; i < dimension; i++) {
                double value = type.read(buffer);
                if (value != (int) value) {
                    throw new MalformedVectorFileException(
                            file,
                            offset + (long) i * type.bytes,
                            "value %d of row %d must be a whole number, was %s".formatted(i, row, value));
                }
                vectors[(int) row][i] = (int) value;
            }
        });
        return vectors;
    }

    private int requireInt() {
        if (count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "there must be at most %d vectors, are %d; use forEach".formatted(Integer.MAX_VALUE - 8, count));
        }
        return (int) count;
    }

    /** Takes a row while its bytes are in a buffer. */
    private interface RowTaker {
        void take(long row, long offset, ByteBuffer buffer);
    }

    private void forEachRow(RowTaker taker) throws IOException {
        int head = dimensionBeforeEach ? Integer.BYTES : 0;
        int rowBytes = head + dimension * type.bytes;
        int rowsAtOnce = Math.max(1, BUFFER_BYTES / rowBytes);
        ByteBuffer buffer = ByteBuffer.allocate(rowsAtOnce * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long row = 0; row < count; ) {
                int rows = (int) Math.min(rowsAtOnce, count - row);
                long offset = dataOffset + row * rowBytes;
                fill(file, channel, offset, buffer.clear().limit(rows * rowBytes));
                for (int i = 0; i < rows; i++, row++, offset += rowBytes) {
                    if (dimensionBeforeEach) {
                        requireSameDimension(row, offset, buffer.getInt());
                    }
                    taker.take(row, offset + head, buffer);
                }
            }
        }
    }

    private void requireSameDimension(long row, long offset, int found) {
        if (found != dimension) {
            throw new MalformedVectorFileException(
                    file,
                    offset,
                    "vector %d must have dimension %d like the first, had %d; is the file damaged?"
                            .formatted(row, dimension, found));
        }
    }

    @Override
    public String toString() {
        return "VectorFile[%d x %d]".formatted(count, dimension);
    }
}
