package io.github.discovery4j.core.artefact;

import io.github.discovery4j.core.artefact.Artefact.Verification;
import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.model.Handle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions of something trained, each a folder in one directory: {@code v000001-20261121T023000Z}, and so on.
 *
 * <p>A version is written under a temporary name, every file and folder is forced to disk, and then it is renamed: readers
 * see all of it or nothing, and a writer that is killed leaves the versions before as they were. What it leaves behind is
 * deleted by the next writer. One process writes at a time; a second one is refused. Any number may read meanwhile.
 *
 * <p>Versions are ordered by their number, not by the clock, which may be set back. The one {@linkplain #current in use} is
 * the latest, unless another is {@linkplain #pin pinned}.
 *
 * <p><b>Threads:</b> safe.
 */
public final class ArtefactStore {

    private static final Pattern VERSION = Pattern.compile("v(\\d{6,9})-\\d{8}T\\d{6}Z");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String WRITING = ".writing-";
    private static final String DELETING = ".deleting-";
    private static final String LOCK = ".lock";
    private static final String PINNED = "pinned";

    /** How often a reader looks again when the version it was to open has just been pruned. */
    private static final int ATTEMPTS = 10;

    /**
     * Writes the arrays of a version.
     *
     * @param <X> what it throws besides
     */
    @FunctionalInterface
    public interface Contents<X extends Exception> {
        /**
         * Writes everything.
         *
         * @param writer takes the arrays
         * @return what they are
         * @throws IOException if they cannot be written
         * @throws X if there is nothing to write after all
         */
        ArtefactDescription writeTo(ArtefactWriter writer) throws IOException, X;
    }

    /**
     * Makes something of an artefact.
     *
     * @param <T> what
     */
    @FunctionalInterface
    public interface Loader<T> {
        /**
         * Reads what it needs.
         *
         * @param artefact opened
         * @return what it is
         * @throws IOException if it cannot be read
         */
        T load(Artefact artefact) throws IOException;
    }

    private final Path folder;
    private final InstantSource clock;
    private final Verification verification;
    private final long chunkBytes;
    private final Disk disk;

    ArtefactStore(Path folder, InstantSource clock, Verification verification, long chunkBytes, Disk disk) {
        this.folder = folder;
        this.clock = clock;
        this.verification = verification;
        this.chunkBytes = chunkBytes;
        this.disk = disk;
    }

    /**
     * Returns the store of a directory.
     *
     * @param folder made when the first version is published
     * @return the store, on the system's clock
     */
    public static ArtefactStore at(Path folder) {
        return at(folder, InstantSource.system());
    }

    /**
     * Returns the store of a directory.
     *
     * @param folder made when the first version is published
     * @param clock dates versions
     * @return the store
     */
    public static ArtefactStore at(Path folder, InstantSource clock) {
        return new ArtefactStore(folder, clock, Verification.NOW, ArtefactWriter.MAX_FILE_BYTES, Disk.REAL);
    }

    /**
     * Returns a store of the same directory that leaves the digests of files to {@link Artefact#verify}.
     *
     * @return the other store
     */
    public ArtefactStore deferringVerification() {
        return new ArtefactStore(folder, clock, Verification.DEFERRED, chunkBytes, disk);
    }

    /** {@return the directory} */
    public Path folder() {
        return folder;
    }

    /**
     * Adds a version: all of it, or nothing.
     *
     * @param contents writes the arrays
     * @param <X> what that throws besides
     * @return the new version's name
     * @throws IOException if it cannot be written, or another process is writing; the versions before are as they were
     * @throws X if the contents threw it
     */
    public <X extends Exception> String publish(Contents<X> contents) throws IOException, X {
        Files.createDirectories(folder);
        FileChannel lock = lock();
        try (lock) {
            deleteLeftovers();
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            String version = nextVersion(now);
            Path temporary = folder.resolve(WRITING + version);
            try {
                Files.createDirectory(temporary);
                ArtefactWriter writer = new ArtefactWriter(temporary, chunkBytes, disk);
                ArtefactDescription description = contents.writeTo(writer);
                writer.finish(description, version, now);
                forceFolder(temporary);
                Files.move(temporary, folder.resolve(version), StandardCopyOption.ATOMIC_MOVE);
                forceFolder(folder);
            } finally {
                deleteTree(temporary);
            }
            return version;
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // A full disk, for one, says nothing of the folder.
            String reason = "no version could be written (" + e.getMessage()
                    + "), those before are as they were; free some space or name another folder";
            throw (IOException) new FileSystemException(folder.toString(), null, reason).initCause(e);
        }
    }

    /** Held until the channel is closed, or the process ends. */
    private FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by another thread of this process.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new FileSystemException(
                folder.toString(),
                null,
                "one process at a time writes versions, another is writing now; wait for it or name another folder");
    }

    private String nextVersion(Instant now) throws IOException {
        List<String> versions = versions();
        long number = versions.isEmpty() ? 0 : number(versions.getLast());
        return String.format(Locale.ROOT, "v%06d-%s", number + 1, STAMP.format(now));
    }

    private static long number(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    /** Whoever holds the lock knows that what has a temporary name belongs to nobody any more. */
    private void deleteLeftovers() throws IOException {
        for (String name : names()) {
            if (name.startsWith(WRITING) || name.startsWith(DELETING)) {
                deleteTree(folder.resolve(name));
            }
        }
    }

    /** {@return every version, the oldest first; none where there is no directory}
     * @throws IOException if the directory cannot be read
     */
    public List<String> versions() throws IOException {
        return names().stream()
                .filter(name -> VERSION.matcher(name).matches())
                .sorted(Comparator.comparingLong(ArtefactStore::number).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Returns the latest version.
     *
     * @return its name, empty where there is none
     * @throws IOException if the directory cannot be read
     */
    public Optional<String> latest() throws IOException {
        List<String> versions = versions();
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    /**
     * Returns the version to use: the pinned one, else the latest.
     *
     * @return its name, empty where there is none
     * @throws IOException if the directory cannot be read
     */
    public Optional<String> current() throws IOException {
        Optional<String> pinned = pinned();
        return pinned.isPresent() ? pinned : latest();
    }

    /**
     * Returns the pinned version.
     *
     * @return its name, empty if none is pinned
     * @throws IOException if the directory cannot be read
     */
    public Optional<String> pinned() throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(PINNED)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes one version the one to use, whatever is published later; it is never pruned.
     *
     * @param version one of {@link #versions}
     * @throws IOException if it cannot be noted
     * @throws IllegalArgumentException if there is no such version
     */
    public void pin(String version) throws IOException {
        requireVersion(version);
        WholeFile.write(folder.resolve(PINNED), version + "\n");
    }

    /**
     * Makes the latest version the one to use again.
     *
     * @throws IOException if it cannot be noted
     */
    public void unpin() throws IOException {
        Files.deleteIfExists(folder.resolve(PINNED));
    }

    private void requireVersion(String version) throws IOException {
        if (!versions().contains(version)) {
            throw new IllegalArgumentException(
                    "version must be one of %s, was \"%s\" (%s)".formatted(versions(), version, folder));
        }
    }

    /**
     * Deletes all versions but the last ones and the pinned one.
     *
     * @param keep how many, 1 or more; with 2 a process that is about to open the one before still finds it
     * @return the names of those deleted
     * @throws IOException if another process is writing, or a version cannot be deleted; it is then no longer one, and the next
     *     writer deletes it
     */
    public List<String> prune(int keep) throws IOException {
        if (keep < 1) {
            throw new IllegalArgumentException("at least 1 version must be kept, was " + keep);
        }
        List<String> deleted = new ArrayList<>();
        if (versions().size() <= keep) {
            return deleted;
        }
        FileChannel lock = lock();
        try (lock) {
            Optional<String> pinned = pinned();
            List<String> versions = versions();
            for (String version : versions.subList(0, Math.max(0, versions.size() - keep))) {
                if (pinned.filter(version::equals).isEmpty()) {
                    Path aside = folder.resolve(DELETING + version);
                    Files.move(folder.resolve(version), aside, StandardCopyOption.ATOMIC_MOVE);
                    deleteTree(aside);
                    deleted.add(version);
                }
            }
        }
        return List.copyOf(deleted);
    }

    /**
     * Opens a version.
     *
     * @param version one of {@link #versions}
     * @return the artefact
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if there is no such version
     * @throws ArtefactException if it is damaged, incomplete or of a newer format
     */
    public Artefact open(String version) throws IOException {
        requireVersion(version);
        Artefact artefact;
        try {
            artefact = Artefact.open(folder.resolve(version), verification);
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(folder.resolve(version))) {
                throw new ArtefactException(
                        folder.resolve(version).resolve(ArtefactManifest.FILE)
                                + ": is missing; take another version of the artefact",
                        e);
            }
            throw e;
        }
        String named = artefact.manifest().modelVersion();
        if (!named.equals(version)) {
            throw new ArtefactException(
                    "%s, field \"model_version\": must be the folder's name, was \"%s\"; give the folder its name back"
                            .formatted(folder.resolve(version).resolve(ArtefactManifest.FILE), named));
        }
        return artefact;
    }

    /**
     * Loads the version in use.
     *
     * @param loader makes something of it
     * @param <T> what
     * @return it, and its version
     * @throws IOException if it cannot be read
     * @throws NoSuchFileException if there is no version at all
     * @throws ArtefactException if it is damaged, incomplete or of a newer format; the version before may serve, {@link
     *     #pin} it
     */
    public <T> Handle.Version<T> load(Loader<T> loader) throws IOException {
        for (int attempt = 1; ; attempt++) {
            String version = current()
                    .orElseThrow(() -> new NoSuchFileException(
                            folder.toString(),
                            null,
                            "there is no version of an artefact here; train one or check the path"));
            try {
                return new Handle.Version<>(version, loader.load(open(version)));
            } catch (IOException | RuntimeException e) {
                // Pruned meanwhile, so there is a later one.
                if (attempt == ATTEMPTS || Files.isDirectory(folder.resolve(version))) {
                    throw e;
                }
            }
        }
    }

    /**
     * Loads the version in use into a new handle.
     *
     * @param name what slates and traces call it
     * @param loader makes something of it
     * @param <T> what
     * @return the handle
     * @throws IOException as {@link #load}
     */
    public <T> Handle<T> handle(String name, Loader<T> loader) throws IOException {
        Handle.Version<T> loaded = load(loader);
        return Handle.of(name, loaded.version(), loaded.value());
    }

    /**
     * Brings a handle up to the version in use, if it has another. Call it every minute or so, or after training; if it
     * throws, the handle keeps what it has.
     *
     * @param handle whose version is one of this store's, or anything else at the beginning
     * @param loader makes something of it
     * @param <T> what
     * @return whether it was swapped
     * @throws IOException as {@link #load}
     */
    public <T> boolean refresh(Handle<? super T> handle, Loader<T> loader) throws IOException {
        if (current().equals(Optional.of(handle.current().version()))) {
            return false;
        }
        Handle.Version<T> loaded = load(loader);
        handle.swap(loaded.version(), loaded.value());
        return true;
    }

    private static void forceFolder(Path folder) throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return; // which opens no folder; NTFS keeps its own log of renames
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.isDirectory(tree)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(tree)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
