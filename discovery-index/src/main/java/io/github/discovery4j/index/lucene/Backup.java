package io.github.discovery4j.index.lucene;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;

/** Copies the files of a commit into a new folder, whole or not at all: under another name first, then renamed. */
final class Backup implements Writing.Copying {

    private final Path target;

    Backup(Path target) {
        this.target = target.toAbsolutePath();
    }

    @Override
    public void copy(Directory from, IndexCommit commit) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "a backup goes into a folder of its own, this one exists; name another");
        }
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException(target + ": a backup must go into a folder below another; name one");
        }
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, target.getFileName() + ".unfinished-");
        try {
            try (Directory to = FSDirectory.open(unfinished)) {
                for (String file : commit.getFileNames()) {
                    to.copyFrom(from, file, file, IOContext.READONCE);
                }
                to.sync(commit.getFileNames());
                to.syncMetaData();
            }
            rename(unfinished);
            force(parent);
        } catch (IOException | RuntimeException e) {
            remove(unfinished);
            throw e;
        }
    }

    private void rename(Path unfinished) throws IOException {
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException | DirectoryNotEmptyException e) {
            throw new IOException(target + ": the backup could not be given its name: " + e.getMessage(), e);
        }
    }

    /** Makes the new name outlive the power, where the system can. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows opens no folders, and needs no such call.
            return;
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
