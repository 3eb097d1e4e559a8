package io.github.discovery4j.core.data;

import java.nio.file.Path;

/** A file of vectors breaks its format; the message names the file, the offset, the rule, the value seen and a remedy. */
public final class MalformedVectorFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Path file;

    /** In bytes from the beginning of the file. */
    private final long offset;

    MalformedVectorFileException(Path file, long offset, String message) {
        super(file + ", offset " + offset + ": " + message);
        this.file = file;
        this.offset = offset;
    }

    /** {@return the file} */
    public Path file() {
        return file;
    }

    /** {@return where in the file, in bytes from its beginning} */
    public long offset() {
        return offset;
    }
}
