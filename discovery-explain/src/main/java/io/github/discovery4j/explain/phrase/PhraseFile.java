package io.github.discovery4j.explain.phrase;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of one file of a phrase book: a mapping, or the messages of one language.
 *
 * @param name what messages call it
 * @param text its characters, without a byte order mark
 */
public record PhraseFile(String name, String text) {

    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads a file; no more of it than {@link #MAX_BYTES} and one byte.
     *
     * @param file UTF-8
     * @return its text
     * @throws PhraseBookException if it is too large or not UTF-8
     * @throws UncheckedIOException if it cannot be read
     */
    public static PhraseFile of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(file.toString(), in);
        } catch (IOException e) {
            throw new UncheckedIOException("phrase file \"" + file + "\" could not be read", e);
        }
    }

    /**
     * Reads a resource of the host's.
     *
     * @param beside a class in whose package the resource lies
     * @param name of the resource, UTF-8
     * @return its text
     * @throws PhraseBookException if it is too large or not UTF-8
     * @throws IllegalArgumentException if there is no such resource
     * @throws UncheckedIOException if it cannot be read
     */
    public static PhraseFile of(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "resource \"%s\" must lie beside %s, was not found; package it, and open its package in a module"
                                .formatted(name, beside.getName()));
            }
            return of(name, in);
        } catch (IOException e) {
            throw new UncheckedIOException("phrase file \"" + name + "\" could not be read", e);
        }
    }

    private static PhraseFile of(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new PhraseBookException(
                    name,
                    1,
                    1,
                    "",
                    "a file must have at most %,d bytes, has more; split the book".formatted(MAX_BYTES));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new PhraseFile(name, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new PhraseBookException(name, 1, 1, "", "a file must be UTF-8, is not; save it as UTF-8");
        }
    }
}
