package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all.
 *
 * <p>The text goes to a temporary file beside the target, is forced to disk, and takes the target's name in one step: a
 * reader sees the old file or the new one, and a full disk leaves the old one. <b>Threads:</b> safe; of two writers of one
 * file the later wins.
 */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes text in UTF-8, replacing the file when there is one.
     *
     * @param file where to; its folder must exist
     * @param text all of it
     * @throws NoSuchFileException if the folder does not exist
     * @throws IOException if the file cannot be written; an earlier one is untouched
     */
    public static void write(Path file, String text) throws IOException {
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
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // A full disk, for one, says nothing of the file.
            String reason = "could not be written (" + e.getMessage() + "), the file is as it was; free some space or"
                    + " name another folder";
            throw (IOException) new FileSystemException(file.toString(), null, reason).initCause(e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
