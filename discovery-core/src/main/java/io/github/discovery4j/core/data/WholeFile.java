package io.github.discovery4j.core.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes a file whole or not at all.
 *
 * <p>What is written goes to a temporary file beside the target, is forced to disk, and takes the target's name in one step: a
 * reader sees the old file or the new one, and a full disk leaves the old one. <b>Threads:</b> safe; of two writers of one
 * file the later wins.
 */
public final class WholeFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private WholeFile() {}

    /** Writes what a file holds. */
    @FunctionalInterface
    public interface Body {

        /**
         * Writes all of it.
         *
         * @param out buffered; it is flushed, forced to disk and closed by whoever gave it
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes text in UTF-8, replacing the file when there is one.
     *
     * @param file where to; its folder must exist
     * @param text all of it
     * @throws NoSuchFileException if the folder does not exist
     * @throws FileSystemException if the file cannot be written; an earlier one is untouched
     * @throws IOException never otherwise
     */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file, replacing it when there is one.
     *
     * @param file where to; its folder must exist
     * @param body all of it
     * @throws NoSuchFileException if the folder does not exist
     * @throws FileSystemException if the file cannot be written; an earlier one is untouched
     * @throws IOException never otherwise
     */
    public static void write(Path file, Body body) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "this is a folder; name a file in it");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(file.toString(), null, "its folder does not exist; create it first");
        }
        Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
                body.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder(folder);
        } catch (UncheckedIOException e) {
            throw unwritable(file, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unwritable(file, e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A full disk, for one, says nothing of the file. */
    private static IOException unwritable(Path file, IOException cause) {
        if (cause instanceof FileSystemException named) {
            return named;
        }
        String reason = "could not be written (" + cause.getMessage() + "), the file is as it was; free some space or"
                + " name another folder";
        return (IOException) new FileSystemException(file.toString(), null, reason).initCause(cause);
    }

    /**
     * Makes a new name durable, where a folder can be forced.
     *
     * @param folder that holds the name
     */
    public static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot; its renames are durable in their order.
            return;
        }
    }
}
