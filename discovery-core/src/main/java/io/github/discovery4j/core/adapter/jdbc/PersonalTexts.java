package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.privacy.KeyException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several texts, each of which may be absent, as the bytes that are sealed together. */
final class PersonalTexts {

    private static final int ABSENT = -1;

    private PersonalTexts() {}

    static byte[] bytes(@Nullable String... texts) {
        List<byte[]> parts = new ArrayList<>(texts.length);
        int size = 0;
        for (String text : texts) {
            byte[] utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            parts.add(utf8);
            size += Integer.BYTES + utf8.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (int i = 0; i < texts.length; i++) {
            bytes.putInt(texts[i] == null ? ABSENT : parts.get(i).length).put(parts.get(i));
        }
        return bytes.array();
    }

    /** Reads as many texts as were written. */
    static @Nullable String[] texts(byte[] bytes, int count) {
        @Nullable String[] texts = new String[count];
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try {
            for (int i = 0; i < count; i++) {
                int length = left.getInt();
                if (length != ABSENT) {
                    texts[i] = new String(bytes, left.position(), length, StandardCharsets.UTF_8);
                    left.position(left.position() + length);
                }
            }
            return texts;
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new KeyException("what the codec opened is not what was sealed; use the codec that wrote it");
        }
    }
}
