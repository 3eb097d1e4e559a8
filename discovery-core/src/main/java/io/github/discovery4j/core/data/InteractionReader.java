package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a data set from a file or a folder.
 *
 * <p>Laws: the file is streamed, never held whole; an empty one gives no interactions and no error; ids are taken
 * verbatim. Strict reading throws at the first malformed record, lenient reading counts and skips it; either way nothing
 * is returned half-read.
 *
 * <p><b>Threads:</b> safe; each call is its own.
 */
@FunctionalInterface
public interface InteractionReader {

    /**
     * Reads everything.
     *
     * @param path the file or folder
     * @param options how
     * @return what was found
     * @throws MalformedDataException if a record breaks the format's rules and reading is strict
     * @throws IOException if the path is missing ({@link java.nio.file.NoSuchFileException}) or cannot be read
     */
    DataSet read(Path path, ReadOptions options) throws IOException;

    /**
     * Reads everything with {@link ReadOptions#DEFAULT}.
     *
     * @param path the file or folder
     * @return what was found
     * @throws MalformedDataException if a record breaks the format's rules
     * @throws IOException if the path is missing or cannot be read
     */
    default DataSet read(Path path) throws IOException {
        return read(path, ReadOptions.DEFAULT);
    }
}
