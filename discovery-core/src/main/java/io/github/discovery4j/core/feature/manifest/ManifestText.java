package io.github.discovery4j.core.feature.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The characters of a manifest: UTF-8, with or without a byte order mark, of bounded size.
 *
 * @param source what to call it in messages: the file's name
 * @param text the characters, without a byte order mark
 */
public record ManifestText(String source, String text) {

    /** The largest document that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * Reads a file; no more of it than {@link #MAX_BYTES} and one byte.
     *
     * @param file to read
     * @return its text
     * @throws IOException if it cannot be read
     * @throws FeatureManifestException if it is too large or not UTF-8
     */
    public static ManifestText read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(file.toString(), in.readNBytes(MAX_BYTES + 1));
        }
    }

    /**
     * Decodes bytes.
     *
     * @param source what to call them in messages
     * @param bytes UTF-8
     * @return their text
     * @throws FeatureManifestException if they are too many or not UTF-8
     */
    public static ManifestText of(String source, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw refused(
                    source, "", "a manifest must have at most %,d bytes, has more; split it".formatted(MAX_BYTES));
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(rest, decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            throw refused(
                    source,
                    text,
                    "a manifest must be UTF-8, has byte 0x%02x here; save it as UTF-8".formatted(rest.get() & 0xFF));
        }
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new ManifestText(source, marked ? text.substring(1) : text);
    }

    private static FeatureManifestException refused(String source, String before, String message) {
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return new FeatureManifestException(List.of(new ManifestProblem(source, line, column, "", message)));
    }

    /**
     * Returns the failure to parse this text, for readers of a format.
     *
     * @param place where
     * @param message the rule, what was seen, and what to do
     * @return to be thrown
     */
    public FeatureManifestException malformed(ManifestNode.Place place, String message) {
        return new FeatureManifestException(
                List.of(new ManifestProblem(source, place.line(), place.column(), "", message)));
    }
}
