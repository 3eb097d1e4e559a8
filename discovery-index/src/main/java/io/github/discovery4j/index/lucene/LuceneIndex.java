package io.github.discovery4j.index.lucene;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.IndexDataException;
import io.github.discovery4j.index.vector.IndexFootprint;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest vectors by Lucene's HNSW graphs, and keeps them in files.
 *
 * <p>{@snippet :
 * try (LuceneIndex films = LuceneIndex.open(folder, VectorIndexSettings.of("films", 256).labels("language"))) {
 *     films.put("arrival", vector, EntryAttributes.NONE.label("language", "en"));
 *     films.commit();
 * }
 * }
 *
 * <p><b>What shows when.</b> What was stored shows after {@link #refresh}, and within
 * {@link LuceneSettings#refreshEvery} without. What was deleted, erased, forgotten or masked by consent is gone from every
 * search that begins once the call returned; from snapshots too, unless it was only deleted.
 *
 * <p><b>What lasts.</b> What {@link #commit} wrote outlives the process and the power. So does an erasure, which commits
 * before it returns. Other changes are committed within {@link LuceneSettings#commitEvery} or
 * {@link LuceneSettings#commitAfter} changes, and when the index is closed; a process that dies loses those that were not,
 * as a whole: an entry is there with its old vector and attributes, or its new ones, or not at all. When a file cannot be
 * written the call says so, and how many changes since the last commit are lost; searches go on, and writes as soon as there
 * is space.
 *
 * <p><b>Erasure.</b> The bytes of whom {@link #erase} took out are in the files until their segments are written anew: by
 * {@link #purge}, by itself within {@link LuceneSettings#purgeWithin} while the index is open, or by {@link #compact}. A
 * snapshot that is held keeps its files, and a backup keeps what it has.
 *
 * <p><b>Exact or by graph.</b> Up to {@link LuceneSettings#exactBelow} vectors, after the filter, are compared one by one, and more
 * where the filter lets only a small share pass; the others are found by walking the graphs. Whatever is excluded or masked, there are k results when k are admitted.
 *
 * <p><b>Shapes:</b> n x d float32. <b>Cost:</b> a search compares some thousand vectors and looks up k ids; what a filter
 * lets pass is computed once a refresh. <b>Determinism:</b> exact searches are; graphs depend on the order of writes and
 * merges. <b>Threads:</b> safe; searches never wait for writes. One process writes a folder; others may open it
 * {@linkplain #openReadOnly to read}.
 */
public final class LuceneIndex implements VectorIndex {

    private static final int LOCKS = 64;
    /** All removals that there are; snapshots name a number. */
    private static final long NOW = Long.MAX_VALUE - 1;

    private static final int ATTEMPTS = 5;
    private static final long BYTES_A_CHANGE = 150;

    private final VectorIndexSettings settings;
    private final LuceneSettings kept;
    private final Directory directory;
    private final String folder;
    private final @Nullable Writing writing;
    private final Views views;
    private final Upkeep upkeep;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final AtomicBoolean closed = new AtomicBoolean();

    private LuceneIndex(
            Directory directory,
            String folder,
            VectorIndexSettings settings,
            LuceneSettings kept,
            @Nullable Writing writing,
            DirectoryReader reader) {
        this.settings = settings;
        this.kept = kept;
        this.directory = directory;
        this.folder = folder;
        this.writing = writing;
        this.views = new Views(settings.name(), reader);
        this.upkeep = new Upkeep(settings.name());
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /**
     * Opens an index for reading and writing, with the default settings; makes it where there is none.
     *
     * @param folder its own
     * @param settings what it holds
     * @return the index, to be closed
     * @throws IndexDataException if the files are damaged, or were made with other settings
     * @throws IllegalStateException if it is open for writing already
     */
    public static LuceneIndex open(Path folder, VectorIndexSettings settings) {
        return open(folder, settings, LuceneSettings.DEFAULTS);
    }

    /**
     * Opens an index for reading and writing; makes it where there is none.
     *
     * @param folder its own
     * @param settings what it holds
     * @param kept how it is built, searched and kept
     * @return the index, to be closed
     * @throws IndexDataException if the files are damaged, or were made with other settings
     * @throws IllegalStateException if it is open for writing already
     */
    public static LuceneIndex open(Path folder, VectorIndexSettings settings, LuceneSettings kept) {
        Directory directory = directory(folder);
        try {
            return open(directory, folder.toString(), settings, kept);
        } catch (RuntimeException e) {
            closeQuietly(directory, e);
            throw e;
        }
    }

    /** Opens an index in any directory of Lucene's, which it then closes. */
    static LuceneIndex open(Directory directory, String folder, VectorIndexSettings settings, LuceneSettings kept) {
        long erasedSince = 0;
        try {
            requireUnlocked(directory);
            if (Verification.holdsAnIndex(directory, folder)) {
                erasedSince = Schema.erasedSince(Verification.committed(directory, folder, settings, kept)
                        .getUserData());
            }
            Writing writing = new Writing(directory, folder, settings, kept, erasedSince);
            LuceneIndex index = new LuceneIndex(directory, folder, settings, kept, writing, writing.reader());
            index.keepUp(writing);
            return index;
        } catch (LockObtainFailedException e) {
            throw new IllegalStateException(
                    "%s: one index at a time may write a folder, another does (index \"%s\"); close that one, or open this one by openReadOnly"
                            .formatted(folder, settings.name()),
                    e);
        } catch (IOException e) {
            throw Verification.damaged(folder, "a file", e);
        }
    }

    /** Says so before files are read that another writer may take away. */
    private static void requireUnlocked(Directory directory) throws IOException {
        Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME);
        lock.close();
    }

    /**
     * Opens an index that another process may be writing, with the default settings. It sees what was committed, and follows
     * new commits as it is refreshed; writes are refused. Consent and erasure are those of its own settings: they mask at
     * once, while what the other process deletes is seen with the next commit and refresh.
     *
     * @param folder an index's
     * @param settings what it holds
     * @return the index, to be closed
     * @throws IndexDataException if there is none, its files are damaged, or were made with other settings
     */
    public static LuceneIndex openReadOnly(Path folder, VectorIndexSettings settings) {
        return openReadOnly(folder, settings, LuceneSettings.DEFAULTS);
    }

    /**
     * Opens an index that another process may be writing.
     *
     * @param folder an index's
     * @param settings what it holds
     * @param kept how it is searched and how often it is refreshed
     * @return the index, to be closed
     * @throws IndexDataException if there is none, its files are damaged, or were made with other settings
     * @see #openReadOnly(Path, VectorIndexSettings)
     */
    public static LuceneIndex openReadOnly(Path folder, VectorIndexSettings settings, LuceneSettings kept) {
        if (!Files.isDirectory(folder)) {
            throw new IndexDataException(folder + ": there must be an index, there is no such folder; check the path");
        }
        Directory directory = directory(folder);
        try {
            DirectoryReader reader = followed(directory, folder.toString(), settings, kept);
            LuceneIndex index = new LuceneIndex(directory, folder.toString(), settings, kept, null, reader);
            index.upkeep.every(kept.refreshEvery(), "a refresh", index::refresh);
            return index;
        } catch (RuntimeException e) {
            closeQuietly(directory, e);
            throw e;
        }
    }

    /** Reads the latest commit; one that is replaced while it is read is left for the next. */
    private static DirectoryReader followed(
            Directory directory, String folder, VectorIndexSettings settings, LuceneSettings kept) {
        for (int attempt = 1; ; attempt++) {
            try {
                if (!Verification.holdsAnIndex(directory, folder)) {
                    throw new IndexDataException(
                            folder + ": there must be an index, the folder is empty; check the path");
                }
                Verification.committed(directory, folder, settings, kept);
                return DirectoryReader.open(directory);
            } catch (IndexDataException e) {
                if (attempt == ATTEMPTS || !(e.getCause() instanceof NoSuchFileException)) {
                    throw e;
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS || !(e instanceof NoSuchFileException)) {
                    throw Verification.damaged(folder, "a file", e);
                }
            }
        }
    }

    private static Directory directory(Path folder) {
        try {
            Files.createDirectories(folder);
            return FSDirectory.open(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s: the folder cannot be used: %s; check the path and who may write it"
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    private static void closeQuietly(Directory directory, RuntimeException e) {
        try {
            directory.close();
        } catch (IOException also) {
            e.addSuppressed(also);
        }
    }

    private void keepUp(Writing files) {
        files.whenRecovered(this::refresh);
        upkeep.every(kept.refreshEvery(), "a refresh", () -> {
            if (!files.failed()) {
                refresh();
            }
        });
        upkeep.every(
                kept.commitEvery(),
                "a commit",
                () -> unseen(files, () -> {
                    if (files.uncommitted() > 0 && !files.failed()) {
                        files.commit();
                    }
                }));
        upkeep.every(
                kept.purgeWithin().dividedBy(2),
                "a purge",
                () -> unseen(files, () -> {
                    if (purgeIsDue(files) && !files.failed()) {
                        purge();
                    }
                }));
    }

    private static void unseen(Writing files, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            files.unseen();
            throw e;
        }
    }

    /** Asked twice within the bound; a quarter of it is left for the work. */
    private boolean purgeIsDue(Writing files) {
        long since = files.erasedSince();
        return since > 0
                && System.currentTimeMillis() - since
                        >= kept.purgeWithin().dividedBy(2).toMillis() / 2;
    }

    @Override
    public VectorIndexSettings settings() {
        return settings;
    }

    /**
     * Returns how the index is kept.
     *
     * @return the settings it was opened with
     */
    public LuceneSettings kept() {
        return kept;
    }

    @Override
    public int size() {
        return reading(view -> size(view, NOW));
    }

    private static int size(View view, long asOf) throws IOException {
        int removed = 0;
        for (String id : view.pending().hidden(asOf).toList()) {
            removed += view.find(id) == null ? 0 : 1;
        }
        return view.size() - removed;
    }

    @Override
    public void put(String id, float[] vector, EntryAttributes attributes) {
        Writing files = writing("store");
        settings.requireId(id);
        settings.require(attributes);
        float[] prepared = settings.prepare("vector", vector);
        Document document = Documents.of(id, prepared, attributes, settings);
        ReentrantLock lock = lock(id);
        try {
            // Asked while nobody can erase the id, so that a late update does not bring it back.
            if (!settings.erased().test(id)) {
                files.update(id, document);
                views.stored(id);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets changes of one id follow one another. */
    private ReentrantLock lock(String id) {
        ReentrantLock lock = locks[Math.floorMod(id.hashCode(), LOCKS)];
        lock.lock();
        return lock;
    }

    @Override
    public boolean delete(String id) {
        Writing files = writing("delete");
        ReentrantLock lock = lock(id);
        try {
            boolean present = present(id);
            if (present) {
                files.delete(id);
                views.removed(id);
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    private boolean present(String id) {
        return reading(view -> {
            Boolean changed = view.pending().present(id);
            return changed == null ? view.find(id) != null : changed;
        });
    }

    /**
     * {@inheritDoc} The erasure is on disk once the call returned; the bytes go {@linkplain #purge later}.
     *
     * @throws UncheckedIOException if it could not be written; the entry is hidden nevertheless
     */
    @Override
    public int erase(String personId) {
        Writing files = writing("erase");
        ReentrantLock lock = lock(personId);
        boolean present;
        boolean unwritten;
        try {
            present = present(personId);
            unwritten = present || files.deletesLater(personId);
            files.erased();
            if (present) {
                files.delete(personId);
            }
        } finally {
            // Whether it could be written or not.
            views.removed(personId);
            views.erased(personId);
            lock.unlock();
        }
        if (unwritten) {
            files.commit();
        }
        return present ? 1 : 0;
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        boolean changed = reading(view -> view.pending().present(personId) != null);
        if (changed) {
            refresh();
        }
        return reading(view -> {
            View.Place place = view.hides(personId, NOW) ? null : view.find(personId);
            return place == null ? List.of() : VectorIndex.records(this, View.vector(place), view.attributes(place));
        });
    }

    @Override
    public boolean read(String id, float[] destination, int offset) {
        return reading(view -> read(view, NOW, id, destination, offset));
    }

    private boolean read(View view, long asOf, String id, float[] destination, int offset) throws IOException {
        if (view.hides(id, asOf) || settings.masks(id)) {
            return false;
        }
        View.Place place = view.find(id);
        if (place == null) {
            return false;
        }
        System.arraycopy(View.vector(place), 0, destination, offset, settings.dimension());
        return true;
    }

    @Override
    public SearchResult search(VectorQuery query) {
        return reading(view -> search(view, NOW, query));
    }

    private SearchResult search(View view, long asOf, VectorQuery query) throws IOException {
        settings.require(query.filter());
        float[] target = target(view, asOf, query);
        return target == null ? SearchResult.empty() : new Search(view, asOf, settings, kept, query, target).run();
    }

    /** Returns the prepared vector to be near to, null when the query names an id without one. */
    private float @Nullable [] target(View view, long asOf, VectorQuery query) throws IOException {
        float[] vector = query.vector();
        if (vector != null) {
            return settings.prepare("query", vector);
        }
        String id = query.id();
        float[] stored = new float[settings.dimension()];
        return id != null && read(view, asOf, id, stored, 0) ? stored : null;
    }

    @Override
    public VectorSnapshot snapshot() {
        return new Pinned(views.acquire(), views.removals());
    }

    /** A view, held. */
    private final class Pinned implements VectorSnapshot {
        private final View view;
        private final long asOf;
        private final AtomicBoolean given = new AtomicBoolean();

        Pinned(View view, long asOf) {
            this.view = view;
            this.asOf = asOf;
        }

        private <T> T held(Reading<T> reading) {
            if (given.get() || !view.reader().tryIncRef()) {
                throw new IllegalStateException(
                        "the snapshot must be open, was closed (index \"%s\"); take another".formatted(name()));
            }
            return readAndRelease(view, reading);
        }

        @Override
        public int size() {
            return held(pinned -> LuceneIndex.size(pinned, asOf));
        }

        @Override
        public int dimension() {
            return settings.dimension();
        }

        @Override
        public boolean read(String id, float[] destination, int offset) {
            return held(pinned -> LuceneIndex.this.read(pinned, asOf, id, destination, offset));
        }

        @Override
        public SearchResult search(VectorQuery query) {
            return held(pinned -> LuceneIndex.this.search(pinned, asOf, query));
        }

        @Override
        public void close() {
            if (given.compareAndSet(false, true)) {
                release(view);
            }
        }
    }

    private interface Reading<T> {
        T of(View view) throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        return readAndRelease(views.acquire(), reading);
    }

    private <T> T readAndRelease(View view, Reading<T> reading) {
        try {
            return reading.of(view);
        } catch (IOException e) {
            throw Verification.damaged(folder, "a file", e);
        } finally {
            release(view);
        }
    }

    private void release(View view) {
        try {
            Views.release(view);
        } catch (IOException e) {
            throw Verification.damaged(folder, "a file", e);
        }
    }

    @Override
    public void refresh() {
        Writing files = writing;
        try {
            views.refresh(files == null ? LuceneIndex::afterCommit : files::after);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s: the index could not be refreshed: %s (index \"%s\"); searches see what they saw before"
                            .formatted(folder, e.getMessage(), name()),
                    e);
        }
    }

    private static @Nullable DirectoryReader afterCommit(DirectoryReader reader) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return DirectoryReader.openIfChanged(reader);
            } catch (NoSuchFileException e) {
                // The writer went on to the next commit meanwhile.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Writes all changes so far to the disk: they outlive the process and the power.
     *
     * @throws UncheckedIOException if they could not be written; the message says whether they are lost
     */
    public void commit() {
        writing("commit").commit();
    }

    /**
     * Writes the segments anew that hold something deleted, and commits: then the bytes of the erased are off the disk,
     * unless a snapshot from before is held. Takes as long as building the graphs of those segments.
     *
     * @throws UncheckedIOException if they could not be written
     */
    public void purge() {
        writing("purge").purge();
        refresh();
    }

    /**
     * Writes everything anew as one segment with one graph, and commits: the fastest to search, without the deleted. Takes
     * as long as building the graph, and as much space again until it is done.
     *
     * @throws UncheckedIOException if it could not be written
     */
    public void compact() {
        writing("compact").compact();
        refresh();
    }

    /**
     * Commits, and copies the files into a new folder while writes go on: whole, or not at all. The copy is an index, to be
     * {@linkplain #open opened}.
     *
     * @param target a folder that does not exist
     * @throws IOException if it exists, or cannot be written; nothing of it is left then
     */
    public void backup(Path target) throws IOException {
        Writing files = writing("back up");
        files.commit();
        files.whileKept(new Backup(target));
    }

    /**
     * Reads all files of an index that nobody writes, and checks them.
     *
     * @param folder an index's
     * @return what was found
     * @throws IOException if the folder cannot be read
     * @throws IllegalStateException if the index is open for writing
     */
    public static IndexCheck check(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        return IndexCheck.of(folder);
    }

    private Writing writing(String what) {
        Writing files = writing;
        if (files == null) {
            throw new UnsupportedOperationException(
                    "an index opened to read cannot %s (index \"%s\"); use the one that writes %s"
                            .formatted(what, name(), folder));
        }
        if (closed.get()) {
            throw new IllegalStateException("the index must be open, was closed (index \"%s\")".formatted(name()));
        }
        return files;
    }

    @Override
    public IndexFootprint footprint() {
        Writing files = writing;
        long heap = BYTES_A_CHANGE * views.pending() + (files == null ? 0 : files.bufferedBytes());
        long onDisk = 0;
        try {
            for (String file : directory.listAll()) {
                onDisk += length(file);
            }
        } catch (IOException e) {
            throw Verification.damaged(folder, "a file", e);
        }
        return new IndexFootprint(heap, onDisk, onDisk);
    }

    /** Files come and go while they are counted. */
    private long length(String file) throws IOException {
        try {
            return directory.fileLength(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Returns how many views are held, the current one included. */
    int openViews() {
        return views.open();
    }

    /** Commits, and closes files and threads; snapshots that are held go on. {@inheritDoc} */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        upkeep.close();
        try {
            IOUtils.close(writing, views, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s: the index could not be closed: %s (index \"%s\")".formatted(folder, e.getMessage(), name()),
                    e);
        }
    }

    @Override
    public String toString() {
        return "LuceneIndex[%s, dimension %d, %s]".formatted(name(), settings.dimension(), folder);
    }
}
