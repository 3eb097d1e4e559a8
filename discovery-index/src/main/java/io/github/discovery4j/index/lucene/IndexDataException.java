package io.github.discovery4j.index.lucene;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The files of an index are damaged, incomplete, of a newer format, or made with other settings; the message says which. */
public final class IndexDataException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Says what is wrong.
     *
     * @param message what, where and what to do
     * @param cause what reading said, null when nothing failed
     */
    public IndexDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
