package io.github.discovery4j.core.artefact;

import java.util.Arrays;
import java.util.Optional;

/** What an array of an artefact holds, and how its values lie in files. All are little-endian. */
public enum ArrayType {
    /** IEEE 754 single precision, 4 bytes. */
    FLOAT32("float32", "f32", 4),
    /** IEEE 754 double precision, 8 bytes. */
    FLOAT64("float64", "f64", 8),
    /** Two's complement, 4 bytes. */
    INT32("int32", "i32", 4),
    /** Bytes, such as a file in a format of somebody else's. */
    BYTES("bytes", "bin", 1),
    /** For each string the number of its bytes, 4 bytes, then the string in UTF-8. */
    STRINGS("strings", "str", 0);

    private final String label;
    private final String extension;
    private final int width;

    ArrayType(String label, String extension, int width) {
        this.label = label;
        this.extension = extension;
        this.width = width;
    }

    /** {@return the name in manifests} */
    public String label() {
        return label;
    }

    String extension() {
        return extension;
    }

    /** Bytes a value; 0 where that differs from value to value. */
    int width() {
        return width;
    }

    static Optional<ArrayType> labelled(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }
}
