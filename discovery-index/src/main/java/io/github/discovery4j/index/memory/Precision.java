package io.github.discovery4j.index.memory;

/** In which form an index in memory keeps and scans its vectors. */
public enum Precision {
    /** float32 values: 4d bytes a vector, all read by a search. */
    FLOAT32,

    /**
     * float16 values, nothing else: 2d bytes a vector, all read by a search. What is stored, read and exported is the value
     * rounded to 11 binary digits; similarities are those of the rounded vectors, within 0.001 of the vectors' lengths.
     * Values beyond 65,504 are refused, and those below 0.00006 keep fewer digits.
     */
    FLOAT16,

    /**
     * float32 values, and beside them int8 ones and such of four bits: 5.5d bytes a vector, of which a search reads an eleventh,
     * and more of what may be near. Bounds on what the rounding may have taken away decide which vectors are compared in more
     * bits; results are those of {@link #FLOAT32}, to the bit.
     */
    INT8
}
