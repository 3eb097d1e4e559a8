package io.github.discovery4j.rank.onnx;

import org.jspecify.annotations.Nullable;

/** A file is no ONNX model, is damaged, or takes or gives something else than rows of numbers and a score for each. */
public final class OnnxModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, where, and what to do
     * @param cause what ONNX Runtime said, if it said something
     */
    public OnnxModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
