package io.github.discovery4j.index.lucene;

import java.util.Optional;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/**
 * The form of the vectors that a search by graph compares. Whatever it is, the full vectors are kept as well: what a
 * quantised search finds is compared again in full before it is answered.
 */
public enum VectorEncoding {
    /** 4 bytes a value: the vectors themselves. */
    FLOAT32(null),
    /** 1 byte a value. */
    INT8(ScalarEncoding.UNSIGNED_BYTE),
    /** 7 bits in a byte a value. */
    INT7(ScalarEncoding.SEVEN_BIT),
    /** Half a byte a value. */
    INT4(ScalarEncoding.PACKED_NIBBLE),
    /** 2 bits a value. */
    INT2(ScalarEncoding.DIBIT_QUERY_NIBBLE),
    /** 1 bit a value. */
    BIT(ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE);

    private final @Nullable ScalarEncoding scalar;

    VectorEncoding(@Nullable ScalarEncoding scalar) {
        this.scalar = scalar;
    }

    /** Returns Lucene's name for it, empty for full vectors. */
    Optional<ScalarEncoding> scalar() {
        return Optional.ofNullable(scalar);
    }
}
