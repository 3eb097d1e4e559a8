package io.github.discovery4j.examples.signals;

import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.privacy.KeyRing;
import io.github.discovery4j.examples.signals.SignalStoreException.Why;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a chain: a database, a snapshot of the windows, the key that hides people in the trail of consent.
 *
 * <p>One process has it at a time. A temporary one is deleted when it is closed, also when the process is told to end. The key
 * lies beside what it hides, which is enough for a trial; a host keeps it elsewhere.
 */
public final class SignalStore implements AutoCloseable {

    private static final String VERSION = "discovery signals 1";
    private static final String VERSION_FILE = "version.txt";
    private static final String DATABASE_FILE = "discovery.db";
    private static final String KEY_ID = "store";

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final @Nullable Thread deletion;

    private SignalStore(Path folder, FileChannel lockFile, FileLock lock, boolean temporary) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
        this.deletion = temporary ? new Thread(() -> delete(folder), "delete the temporary store") : null;
    }

    /**
     * Makes a store that is deleted when it is closed.
     *
     * @throws SignalStoreException if there is no room for one
     */
    public static SignalStore temporary() {
        Path folder;
        try {
            folder = Files.createTempDirectory("discovery-signals");
        } catch (IOException e) {
            throw unwritable(Path.of(System.getProperty("java.io.tmpdir", "")), e);
        }
        SignalStore store = open(folder, true);
        Runtime.getRuntime().addShutdownHook(store.deletion);
        return store;
    }

    /**
     * Opens a store, and makes it if the folder is empty or not there.
     *
     * @throws SignalStoreException if it is another folder, of another version, or in use
     */
    public static SignalStore at(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
            }
            if (!Files.exists(folder.resolve(VERSION_FILE)) && !isEmpty(folder)) {
                throw new SignalStoreException(
                        Why.UNREADABLE,
                        folder + ": must be a store of this command or an empty folder, has other files; name another");
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        return open(folder, false);
    }

    /**
     * Opens a store that is there.
     *
     * @throws SignalStoreException if there is none, or it is of another version or in use
     */
    public static SignalStore existing(Path folder) {
        if (!Files.exists(folder.resolve(VERSION_FILE))) {
            throw new SignalStoreException(
                    Why.MISSING, folder + ": no store there; name the folder of one, or a file of events");
        }
        return open(folder, false);
    }

    /** A lock file may be left by a process that was killed before it wrote anything else. */
    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> file.endsWith("lock"));
        }
    }

    private static SignalStore open(Path folder, boolean temporary) {
        try {
            FileChannel lockFile =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(lockFile);
            if (lock == null) {
                lockFile.close();
                throw new SignalStoreException(
                        Why.UNWRITABLE,
                        folder + ": another process uses this store; wait until it has ended, or name another");
            }
            SignalStore store = new SignalStore(folder, lockFile, lock, temporary);
            try {
                store.checkVersion();
                return store;
            } catch (IOException | RuntimeException e) {
                store.close();
                throw e;
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void checkVersion() throws IOException {
        Path file = folder.resolve(VERSION_FILE);
        if (!Files.exists(file)) {
            WholeFile.write(file, VERSION + "\n");
            return;
        }
        if (!text(file).strip().equals(VERSION)) {
            throw new SignalStoreException(
                    Why.UNREADABLE,
                    file + ": must say \"" + VERSION + "\", says something else; use the release that made this store,"
                            + " or name another folder");
        }
    }

    static SignalStoreException unwritable(Path place, IOException e) {
        return new SignalStoreException(
                Why.UNWRITABLE,
                "%s: the store cannot be written (%s); make room, check who may write there, or name another folder"
                        .formatted(place, e.getClass().getSimpleName()),
                e);
    }

    /** Returns whether it is deleted when it is closed. */
    public boolean isTemporary() {
        return deletion != null;
    }

    Path database() {
        return folder.resolve(DATABASE_FILE);
    }

    Path snapshot() {
        return folder.resolve("windows.snapshot");
    }

    /**
     * Makes ready for windows at a time. A snapshot has left out what was too old for its own time, so for an earlier one it is
     * deleted, and the windows are counted again from the log.
     */
    void windowsAt(Instant now) {
        Path file = folder.resolve("windows.time");
        try {
            if (Files.exists(file) && now.isBefore(Instant.parse(text(file).strip()))) {
                Files.deleteIfExists(snapshot());
            }
            WholeFile.write(file, now + "\n");
        } catch (DateTimeException e) {
            throw new SignalStoreException(
                    Why.UNREADABLE, file + ": must be a time, is none; restore the store, or name another", e);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** The key is made with the store. */
    KeyRing keys() {
        Path file = folder.resolve("trail.key");
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[KeyRing.KEY_BYTES];
                new SecureRandom().nextBytes(fresh);
                WholeFile.write(file, HexFormat.of().formatHex(fresh));
            }
            return KeyRing.of(
                    KEY_ID, Map.of(KEY_ID, HexFormat.of().parseHex(text(file).strip())));
        } catch (IllegalArgumentException e) {
            throw new SignalStoreException(
                    Why.UNREADABLE,
                    "%s: the key must be %d hexadecimal digits; restore the store, or name another folder"
                            .formatted(file, 2 * KeyRing.KEY_BYTES),
                    e);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Whatever the file holds: bytes that are no text become replacement characters. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return isTemporary() ? "a temporary folder, deleted at the end" : folder.toString();
    }

    /** Lets other processes in; a temporary store goes. */
    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            // The process's end releases it too.
        }
        if (deletion != null) {
            delete(folder);
            try {
                Runtime.getRuntime().removeShutdownHook(deletion);
            } catch (IllegalStateException e) {
                // The process is ending: the hook runs once more and finds nothing.
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is left is the temporary folder's own affair.
        }
    }
}
