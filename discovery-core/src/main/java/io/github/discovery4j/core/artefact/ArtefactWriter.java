package io.github.discovery4j.core.artefact;

import io.github.discovery4j.core.data.IdMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes the arrays of a new version, which {@link ArtefactStore#publish} then makes visible as a whole.
 *
 * <p>Each array goes into files of at most 1 GiB, forced to disk before the call returns. <b>Cost:</b> one pass, 64 KiB of
 * memory. <b>Threads:</b> belongs to one thread.
 */
public final class ArtefactWriter {

    /** The largest file; any can be mapped as one piece. */
    static final long MAX_FILE_BYTES = 1L << 30;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private final Path folder;
    private final long chunkBytes;
    private final Disk disk;
    private final Map<String, StoredArray> arrays = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();

    ArtefactWriter(Path folder, long chunkBytes, Disk disk) {
        this.folder = folder;
        this.chunkBytes = chunkBytes;
        this.disk = disk;
    }

    /** Puts the values of an array into a file. */
    private interface Values {
        void writeTo(ChunkedOutput output) throws IOException;
    }

    /**
     * Writes an array of float32.
     *
     * @param name lower-case letters, digits and {@code _}, beginning with a letter; unique within the artefact
     * @param values any, every bit is kept
     * @return this
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the name has another form or is taken
     */
    public ArtefactWriter floats(String name, float[] values) throws IOException {
        return write(name, ArrayType.FLOAT32, values.length, output -> {
            for (float value : values) {
                output.room(Float.BYTES).putInt(Float.floatToRawIntBits(value));
            }
        });
    }

    /**
     * Writes an array of float64.
     *
     * @param name as for {@link #floats}
     * @param values any, every bit is kept
     * @return this
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the name has another form or is taken
     */
    public ArtefactWriter doubles(String name, double[] values) throws IOException {
        return write(name, ArrayType.FLOAT64, values.length, output -> {
            for (double value : values) {
                output.room(Double.BYTES).putLong(Double.doubleToRawLongBits(value));
            }
        });
    }

    /**
     * Writes an array of int32.
     *
     * @param name as for {@link #floats}
     * @param values any
     * @return this
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the name has another form or is taken
     */
    public ArtefactWriter ints(String name, int[] values) throws IOException {
        return write(name, ArrayType.INT32, values.length, output -> {
            for (int value : values) {
                output.room(Integer.BYTES).putInt(value);
            }
        });
    }

    /**
     * Writes bytes, such as a file in a format of somebody else's.
     *
     * @param name as for {@link #floats}
     * @param values any
     * @return this
     * @throws IOException if they cannot be written
     * @throws IllegalArgumentException if the name has another form or is taken
     */
    public ArtefactWriter bytes(String name, byte[] values) throws IOException {
        return write(name, ArrayType.BYTES, values.length, output -> output.write(values));
    }

    /**
     * Writes an id map; the manifest keeps a digest of its ids and their order.
     *
     * @param name as for {@link #floats}
     * @param map any
     * @return this
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the name has another form or is taken, or an id is not well-formed Unicode
     */
    public ArtefactWriter ids(String name, IdMap map) throws IOException {
        MessageDigest digest = Checksums.digest();
        write(name, ArrayType.STRINGS, map.size(), output -> {
            CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
            for (int ordinal = 0; ordinal < map.size(); ordinal++) {
                byte[] id = encoded(encoder, map.idOf(ordinal), ordinal);
                output.room(Integer.BYTES).putInt(id.length);
                output.write(id);
                addId(digest, id);
            }
        });
        ids.put(name, Checksums.text(digest));
        return this;
    }

    /** Ids tell apart by their lengths, so that "ab", "c" is not "a", "bc". */
    static void addId(MessageDigest digest, byte[] id) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(id.length).array());
        digest.update(id);
    }

    private static byte[] encoded(CharsetEncoder encoder, String id, int ordinal) {
        try {
            ByteBuffer bytes = encoder.encode(CharBuffer.wrap(id));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "ids must be well-formed Unicode to be saved, that of ordinal %d has half a surrogate pair; leave it out of the data"
                            .formatted(ordinal),
                    e);
        }
    }

    private ArtefactWriter write(String name, ArrayType type, int length, Values values) throws IOException {
        if (!NAME.matcher(name).matches() || arrays.containsKey(name)) {
            throw new IllegalArgumentException(
                    "an array's name must match %s and be unique, was \"%s\" beside %s; rename it"
                            .formatted(NAME, name, arrays.keySet()));
        }
        try (ChunkedOutput output = new ChunkedOutput(folder, name, type, chunkBytes, disk)) {
            values.writeTo(output);
            arrays.put(name, new StoredArray(name, type, length, output.finish()));
        }
        return this;
    }

    /** Writes the manifest, after everything that it vouches for. */
    void finish(ArtefactDescription description, String version, Instant createdAt) throws IOException {
        byte[] json = ManifestJson.write(new ArtefactManifest(version, createdAt, description, ids, arrays));
        try (Disk.Output output = disk.create(folder.resolve(ArtefactManifest.FILE))) {
            output.write(ByteBuffer.wrap(json));
            output.force();
        }
    }
}
