package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a row and of a value, as files and databases keep them.
 *
 * <pre>
 * row    = format (1 byte, 1)  newest time (8 bytes)  feature*
 * feature = code (varint)  age behind the newest time in ms (varint)  length + 1 (varint; 0: taken out)  value
 * value  = NUMBER 4 bytes | WHOLE 8 bytes | TEXT, JSON UTF-8 | VECTOR 4 bytes each | LABELS (length (varint)  UTF-8)*
 * </pre>
 *
 * Numbers are big-endian. A feature is named by a code that whoever keeps the bytes gives it, so that features can be
 * added and taken out under stored data; a code that nobody knows any more is passed over. <b>Threads:</b> immutable.
 */
public final class FeatureRowCodec {

    private static final byte FORMAT = 1;

    private final FeatureRegistry registry;
    private final int[] codes;
    private final Feature[] byCode;

    /**
     * Creates a codec.
     *
     * @param registry declares the features
     * @param codes each declared feature's code, 0 or more, by name
     */
    public FeatureRowCodec(FeatureRegistry registry, Map<String, Integer> codes) {
        this.registry = registry;
        this.codes = new int[registry.size()];
        int largest = codes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        this.byCode = new Feature[largest + 1];
        for (FeatureDefinition definition : registry.definitions()) {
            Feature feature = registry.feature(definition.name());
            Integer code = codes.get(definition.name());
            if (code == null) {
                throw new IllegalArgumentException(
                        "feature \"%s\" has no code (entity \"%s\")".formatted(definition.name(), registry.entity()));
            }
            this.codes[feature.index()] = code;
            byCode[code] = feature;
        }
    }

    /**
     * Writes a row.
     *
     * @param row with a time for each value
     * @return its bytes
     */
    public byte[] encode(FeatureRow row) {
        Bytes bytes = new Bytes();
        bytes.put(FORMAT);
        bytes.putLong(row.newestTime());
        for (int index = 0; index < registry.size(); index++) {
            long time = row.time(index);
            if (time != FeatureRow.NEVER) {
                bytes.putVarint(codes[index]);
                bytes.putVarint(row.newestTime() - time);
                Feature feature = registry.feature(index);
                if (row.has(feature)) {
                    byte[] value = valueOf(row, feature);
                    bytes.putVarint(value.length + 1L);
                    bytes.put(value);
                } else {
                    bytes.putVarint(0);
                }
            }
        }
        return bytes.toArray();
    }

    /**
     * Reads a row.
     *
     * @param bytes written by {@link #encode(FeatureRow)}
     * @return the row
     * @throws FeatureDataException if the bytes are no row
     */
    public FeatureRow decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte format = in.get();
            if (format != FORMAT) {
                throw damaged("format must be %d, was %d; it was written by another version".formatted(FORMAT, format));
            }
            FeatureRow.Builder row = FeatureRow.builder(registry);
            long newest = in.getLong();
            while (in.hasRemaining()) {
                long code = getVarint(in);
                long time = newest - getVarint(in);
                long length = getVarint(in) - 1;
                if (length > in.remaining()) {
                    throw damaged("a value of %d bytes goes over the end".formatted(length));
                }
                Feature feature = code >= 0 && code < byCode.length ? byCode[(int) code] : null;
                int end = in.position() + (int) Math.max(0, length);
                if (feature != null) {
                    row.time(feature, time);
                    if (length >= 0) {
                        restore(row, feature, time, in.slice(in.position(), (int) length));
                    }
                }
                in.position(end);
            }
            return row.buildTimed();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new FeatureDataException(
                    "features of entity \"%s\" cannot be read: they end too early".formatted(registry.entity()), e);
        }
    }

    private void restore(FeatureRow.Builder row, Feature feature, long time, ByteBuffer in) {
        switch (feature.definition().kind()) {
            case NUMBER -> row.restore(feature, in.getFloat());
            case VECTOR -> {
                float[] vector = new float[in.remaining() / Float.BYTES];
                if (vector.length != feature.definition().dimension()) {
                    throw damaged("a vector of feature \"%s\" must have %d values, had %d"
                            .formatted(
                                    feature.definition().name(),
                                    feature.definition().dimension(),
                                    vector.length));
                }
                in.asFloatBuffer().get(vector);
                row.restore(feature, vector);
            }
            default -> row.restore(feature, value(feature, in), time);
        }
    }

    /**
     * Writes a value of the past.
     *
     * @param past the value
     * @return its bytes, null if it was taken out
     */
    public byte @Nullable [] encode(PastValue past) {
        return past.value().map(FeatureRowCodec::bytesOf).orElse(null);
    }

    /**
     * Reads a value.
     *
     * @param feature a declared feature
     * @param bytes written by {@link #encode(PastValue)}
     * @return the value
     * @throws FeatureDataException if the bytes are no value of that feature
     */
    public Optional<FeatureValue> decode(String feature, byte @Nullable [] bytes) {
        try {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(value(registry.feature(feature), ByteBuffer.wrap(bytes)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new FeatureDataException(
                    "a past value of feature \"%s\" of entity \"%s\" cannot be read"
                            .formatted(feature, registry.entity()),
                    e);
        }
    }

    private static byte[] valueOf(FeatureRow row, Feature feature) {
        return switch (feature.definition().kind()) {
            case NUMBER ->
                ByteBuffer.allocate(Float.BYTES)
                        .putFloat(row.number(feature.slot()))
                        .array();
            case VECTOR -> bytesOf(row.vector(feature.slot()));
            case LABELS -> bytesOf(row.labels(feature.slot()));
            case WHOLE ->
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(row.whole(feature.slot()))
                        .array();
            case TEXT -> row.text(feature.slot()).getBytes(StandardCharsets.UTF_8);
            case JSON -> row.json(feature.slot()).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] bytesOf(FeatureValue value) {
        return switch (value) {
            case FeatureValue.Decimal(float number) ->
                ByteBuffer.allocate(Float.BYTES).putFloat(number).array();
            case FeatureValue.Whole(long number) ->
                ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            case FeatureValue.Text(String text) -> text.getBytes(StandardCharsets.UTF_8);
            case FeatureValue.Json(String text) -> text.getBytes(StandardCharsets.UTF_8);
            case FeatureValue.Labels(Set<String> labels) -> bytesOf(labels);
            case FeatureValue.Vector(List<Float> values) -> {
                ByteBuffer bytes = ByteBuffer.allocate(values.size() * Float.BYTES);
                values.forEach(bytes::putFloat);
                yield bytes.array();
            }
        };
    }

    private static byte[] bytesOf(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static byte[] bytesOf(Set<String> labels) {
        Bytes bytes = new Bytes();
        for (String label : labels) {
            byte[] utf8 = label.getBytes(StandardCharsets.UTF_8);
            bytes.putVarint(utf8.length);
            bytes.put(utf8);
        }
        return bytes.toArray();
    }

    private FeatureValue value(Feature feature, ByteBuffer in) {
        return switch (feature.definition().kind()) {
            case NUMBER -> new FeatureValue.Decimal(in.getFloat());
            case WHOLE -> new FeatureValue.Whole(in.getLong());
            case TEXT -> new FeatureValue.Text(text(in, in.remaining()));
            case JSON -> new FeatureValue.Json(text(in, in.remaining()));
            case LABELS -> {
                Set<String> labels = new HashSet<>();
                while (in.hasRemaining()) {
                    labels.add(text(in, getVarint(in)));
                }
                yield new FeatureValue.Labels(labels);
            }
            case VECTOR -> {
                List<Float> values = new ArrayList<>(feature.definition().dimension());
                while (in.hasRemaining()) {
                    values.add(in.getFloat());
                }
                yield new FeatureValue.Vector(values);
            }
        };
    }

    private String text(ByteBuffer in, long length) {
        if (length < 0 || length > in.remaining()) {
            throw damaged("a text of %d bytes goes over the end".formatted(length));
        }
        byte[] utf8 = new byte[(int) length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private FeatureDataException damaged(String why) {
        return new FeatureDataException(
                "features of entity \"%s\" cannot be read: %s".formatted(registry.entity(), why));
    }

    static long getVarint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has more than 64 bits");
    }

    /** Bytes that grow. */
    static final class Bytes {
        private byte[] array = new byte[256];
        private int size;

        private void reserve(int more) {
            if (size + more > array.length) {
                array = Arrays.copyOf(array, Math.max(array.length * 2, size + more));
            }
        }

        void put(byte value) {
            reserve(1);
            array[size++] = value;
        }

        void put(byte[] values) {
            reserve(values.length);
            System.arraycopy(values, 0, array, size, values.length);
            size += values.length;
        }

        void putLong(long value) {
            put(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        }

        void putVarint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                put((byte) (rest | 0x80));
                rest >>>= 7;
            }
            put((byte) rest);
        }

        int size() {
            return size;
        }

        void clear() {
            size = 0;
        }

        byte[] toArray() {
            return Arrays.copyOf(array, size);
        }
    }
}
