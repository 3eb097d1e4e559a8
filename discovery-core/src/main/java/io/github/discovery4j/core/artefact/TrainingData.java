package io.github.discovery4j.core.artefact;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.TrainingRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Tells one set of training data from another. */
public final class TrainingData {

    private static final int ROW_BYTES = 2 * Integer.BYTES + Float.BYTES + Long.BYTES;

    private TrainingData() {}

    /**
     * Returns a digest of everything that a model can learn from: ids, ordinals, weights, times and their order.
     *
     * @param interactions any
     * @return {@code sha256:} and 64 hexadecimal digits; equal for equal data
     */
    public static String digest(Interactions interactions) {
        MessageDigest digest = Checksums.digest();
        addIds(digest, interactions.users());
        addIds(digest, interactions.items());
        ByteBuffer row = ByteBuffer.allocate(ROW_BYTES);
        for (int index = 0; index < interactions.size(); index++) {
            row.clear();
            row.putInt(interactions.userOrdinal(index))
                    .putInt(interactions.itemOrdinal(index))
                    .putFloat(interactions.weight(index))
                    .putLong(interactions.timeMillis(index));
            digest.update(row.array());
        }
        return Checksums.text(digest);
    }

    /**
     * Returns a digest of rows: features, values, labels, queries and their order.
     *
     * @param rows any
     * @return {@code sha256:} and 64 hexadecimal digits; equal for equal data
     */
    public static String digest(TrainingRows rows) {
        MessageDigest digest = Checksums.digest();
        addIds(digest, IdMap.of(rows.features()));
        ByteBuffer one = ByteBuffer.allocate(Double.BYTES);
        for (double value : rows.values()) {
            digest.update(one.putDouble(0, value).array());
        }
        for (float label : rows.labels()) {
            digest.update(one.putDouble(0, label).array());
        }
        for (int query : rows.queries()) {
            digest.update(one.putDouble(0, query).array());
        }
        return Checksums.text(digest);
    }

    private static void addIds(MessageDigest digest, IdMap ids) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(ids.size()).array());
        for (int ordinal = 0; ordinal < ids.size(); ordinal++) {
            byte[] bytes = ids.idOf(ordinal).getBytes(StandardCharsets.UTF_16BE);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
    }
}
