package io.github.discovery4j.rank.boosting;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A model's text, line by line, that knows where it is. */
final class ModelText {

    private final String source;
    private final byte[] bytes;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private int next;
    private int start;
    private int line;

    ModelText(String source, byte[] bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    /** Returns the next line without its end, or null after the last. */
    @Nullable
    String next() {
        start = next;
        if (next >= bytes.length) {
            return null;
        }
        line++;
        int end = next;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        next = end + 1;
        int length = end - start;
        if (length > 0 && bytes[end - 1] == '\r') {
            length--;
        }
        try {
            return decoder.decode(ByteBuffer.wrap(bytes, start, length)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("must be UTF-8");
        }
    }

    /** Goes back to the beginning of the line that {@link #next} returned last. */
    void back() {
        next = start;
        line--;
    }

    /** Returns the first byte of the line that {@link #next} returned last. */
    int start() {
        return start;
    }

    int size() {
        return bytes.length;
    }

    MalformedModelException malformed(String what) {
        return new MalformedModelException(
                String.format(Locale.ROOT, "%s, line %d (byte %d): %s", source, line, start, what));
    }
}
