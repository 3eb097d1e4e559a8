package io.github.discovery4j.index.lucene;

import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of an index's files.
 *
 * <p>When a file cannot be written, because the disk is full say, Lucene gives the writer up and with it all changes since
 * the last commit. So do we: the caller is told how many. The next change opens another writer at that commit; deletions are
 * made again, so that nobody comes back.
 *
 * <p><b>Threads:</b> safe. Changes share a lock; opening another writer has it alone.
 */
final class Writing implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Writing.class);
    private static final double MEBIBYTE = 1 << 20;

    private final VectorIndexSettings settings;
    private final LuceneSettings kept;
    private final Directory directory;
    private final String folder;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Object committing = new Object();
    private final AtomicLong changes = new AtomicLong();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private volatile Open open;
    private volatile @Nullable Failure failure;
    private volatile @Nullable Runnable recovered;
    private long erasures;
    private long erasedSince;

    /** A writer, and what keeps the files of a commit while they are copied. */
    private record Open(IndexWriter writer, SnapshotDeletionPolicy commits) {}

    /**
     * Why the writer was given up.
     *
     * @param lost changes
     * @param said whether a caller was told
     */
    private record Failure(Exception cause, long lost, boolean said) {}

    private interface Change {
        void on(IndexWriter writer) throws IOException;
    }

    Writing(Directory directory, String folder, VectorIndexSettings settings, LuceneSettings kept, long erasedSince)
            throws IOException {
        this.settings = settings;
        this.kept = kept;
        this.directory = directory;
        this.folder = folder;
        this.open = open();
        try {
            this.erasedSince = erasedSince;
            describe(open.writer);
            commit();
        } catch (RuntimeException e) {
            open.writer.rollback();
            throw e;
        }
    }

    private Open open() throws IOException {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setMaxMergedSegmentMB(kept.largestSegmentBytes() / MEBIBYTE);
        merges.setForceMergeDeletesPctAllowed(0);
        ConcurrentMergeScheduler scheduler = new LoggingMerges();
        scheduler.setMaxMergesAndThreads(kept.mergeThreads() + 5, kept.mergeThreads());
        SnapshotDeletionPolicy commits = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
        IndexWriterConfig config = new IndexWriterConfig()
                .setCodec(Formats.codec(kept))
                .setMergePolicy(merges)
                .setMergeScheduler(scheduler)
                .setRAMBufferSizeMB(kept.bufferBytes() / MEBIBYTE)
                .setIndexDeletionPolicy(commits)
                .setCommitOnClose(false);
        return new Open(new IndexWriter(directory, config), commits);
    }

    private void describe(IndexWriter writer) {
        Map<String, String> schema = Schema.of(settings);
        writer.setLiveCommitData(
                () -> Schema.withErasedSince(schema, erasedSince()).entrySet().iterator());
    }

    /** A merge that fails leaves its segments as they were, and is tried again later. */
    private final class LoggingMerges extends ConcurrentMergeScheduler {
        @Override
        protected void handleMergeException(Throwable e) {
            LOG.warn("index \"{}\": a merge failed and its segments stay as they were", settings.name(), e);
        }
    }

    DirectoryReader reader() throws IOException {
        try {
            return DirectoryReader.open(open.writer);
        } catch (IllegalStateException e) {
            throw inTheBackground(e);
        }
    }

    @Nullable
    DirectoryReader after(DirectoryReader reader) throws IOException {
        try {
            return DirectoryReader.openIfChanged(reader, open.writer);
        } catch (IllegalStateException e) {
            throw inTheBackground(e);
        }
    }

    /** A merge in the background met a full disk: the writer closed itself, or is about to, and nobody was told yet. */
    private RuntimeException inTheBackground(IllegalStateException e) {
        return open.writer.getTragicException() == null ? e : failed(e);
    }

    void update(String id, Document document) {
        change(writer -> writer.updateDocument(Documents.idTerm(id), document));
    }

    void delete(String id) {
        deleted.add(id);
        change(writer -> writer.deleteDocuments(Documents.idTerm(id)));
        // A commit that began before may have taken the first note away.
        deleted.add(id);
    }

    /** Notes that bytes of an erased entry may be in the files. */
    synchronized void erased() {
        erasures++;
        if (erasedSince == 0) {
            erasedSince = System.currentTimeMillis();
        }
    }

    /** Returns when the first erasure was whose bytes may be in the files, 0 for none. */
    synchronized long erasedSince() {
        return erasedSince;
    }

    private synchronized long erasures() {
        return erasures;
    }

    /** Tells whether a deletion waits for the disk. */
    boolean deletesLater(String id) {
        return deleted.contains(id);
    }

    private void change(Change change) {
        onWriter(change);
        if (changes.incrementAndGet() >= kept.commitAfter()) {
            commit();
        }
    }

    private void onWriter(Change change) {
        requireWorking();
        lock.readLock().lock();
        try {
            change.on(open.writer);
        } catch (IOException | IllegalStateException e) {
            throw failed(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Makes everything so far outlive the process and the power. */
    void commit() {
        onWriter(writer -> {
            synchronized (committing) {
                long before = changes.get();
                List<String> gone = List.copyOf(deleted);
                writer.commit();
                changes.addAndGet(-before);
                gone.forEach(deleted::remove);
            }
        });
    }

    /** Returns how many changes wait for the disk. */
    long uncommitted() {
        return changes.get();
    }

    /** Writes all segments with deletions anew, without them. */
    void purge() {
        rewrite(writer -> writer.forceMergeDeletes(true));
    }

    /** Writes all segments anew as one. */
    void compact() {
        rewrite(writer -> {
            writer.forceMerge(1, true);
            // A single segment is left as it is by that, even if something in it was deleted.
            writer.forceMergeDeletes(true);
        });
    }

    private void rewrite(Change change) {
        long before = erasures();
        onWriter(change);
        synchronized (this) {
            if (erasures == before) {
                erasedSince = 0;
            }
        }
        onWriter(this::describe);
        commit();
    }

    /** Something to do with the files of a commit. */
    interface Copying {
        void copy(Directory from, IndexCommit commit) throws IOException;
    }

    /** Keeps the files of the latest commit while they are copied. */
    void whileKept(Copying copying) throws IOException {
        SnapshotDeletionPolicy commits = open.commits;
        IndexCommit commit = commits.snapshot();
        try {
            copying.copy(directory, commit);
        } finally {
            commits.release(commit);
        }
    }

    long bufferedBytes() {
        return open.writer.ramBytesUsed();
    }

    /** Tells whether the writer was given up. */
    boolean failed() {
        return failure != null;
    }

    /** Says that nobody was told of the failure yet. */
    void unseen() {
        Failure known = failure;
        if (known != null) {
            failure = new Failure(known.cause, known.lost, false);
        }
    }

    private RuntimeException failed(Exception e) {
        Throwable tragic = open.writer.getTragicException();
        if (tragic == null) {
            return new UncheckedIOException(
                    "%s: a file could not be written: %s (index \"%s\"); what was stored is kept, try again"
                            .formatted(folder, e.getMessage(), settings.name()),
                    e instanceof IOException io ? io : new IOException(e));
        }
        Failure now = new Failure(tragic instanceof Exception cause ? cause : e, changes.get(), true);
        failure = now;
        return lost(now);
    }

    private RuntimeException lost(Failure what) {
        return new UncheckedIOException(
                "%s: a file could not be written: %s (index \"%s\"); what was committed stays, %d changes since are lost: free space, then store those again"
                        .formatted(folder, what.cause.getMessage(), settings.name(), what.lost),
                what.cause instanceof IOException io ? io : new IOException(what.cause));
    }

    /** Sets what to do when another writer was opened. */
    void whenRecovered(Runnable action) {
        recovered = action;
    }

    private void requireWorking() {
        Failure was = failure == null ? null : recover();
        if (was == null) {
            return;
        }
        Runnable action = recovered;
        if (action != null) {
            action.run();
        }
        if (!was.said) {
            throw lost(was);
        }
    }

    /** Returns what it recovered from, null when somebody else did. */
    private @Nullable Failure recover() {
        lock.writeLock().lock();
        try {
            Failure was = failure;
            if (was != null) {
                openAnother(was);
            }
            return was;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void openAnother(Failure was) {
        try {
            open.writer.rollback();
            Open another = open();
            try {
                describe(another.writer);
                for (String id : deleted) {
                    another.writer.deleteDocuments(Documents.idTerm(id));
                }
            } catch (IOException | RuntimeException e) {
                another.writer.rollback();
                throw e;
            }
            open = another;
            changes.set(deleted.size());
            failure = null;
        } catch (IOException | IllegalStateException e) {
            e.addSuppressed(was.cause);
            throw lost(new Failure(e, was.lost, true));
        }
    }

    @Override
    public void close() throws IOException {
        lock.writeLock().lock();
        try {
            Failure known = failure;
            if (known != null && !known.said) {
                throw lost(known);
            }
            if (open.writer.isOpen()) {
                closeWriter();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void closeWriter() throws IOException {
        try {
            open.writer.commit();
            open.writer.close();
        } catch (IOException | IllegalStateException e) {
            RuntimeException said = failed(e);
            open.writer.rollback();
            throw said;
        }
    }
}
