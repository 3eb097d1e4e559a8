package io.github.discovery4j.core.data;

import java.nio.file.Path;

/**
 * Is told how far a reader has come; called on the reading thread, about once a mebibyte and at the end of each file.
 */
@FunctionalInterface
public interface ReadProgress {

    /** Ignores progress. */
    ReadProgress NONE = (file, bytesRead, totalBytes) -> {};

    /**
     * Tells how far the file has been read.
     *
     * @param file the file
     * @param bytesRead how much was read
     * @param totalBytes the file's size when it was opened
     */
    void read(Path file, long bytesRead, long totalBytes);
}
