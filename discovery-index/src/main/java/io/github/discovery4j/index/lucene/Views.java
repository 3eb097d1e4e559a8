package io.github.discovery4j.index.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DirectoryReader;
import org.jspecify.annotations.Nullable;

/**
 * The view that searches begin with, all older ones that are still held, and what changes since.
 *
 * <p>A refresh takes three steps: from the first on changes are noted for the coming view too; then the segments are opened;
 * then the coming view takes the current one's place. A change that reached the segments before they were opened needs no
 * note; one that did not is noted for both. So a change that has returned is hidden or shown whichever view a search begins
 * with. Notes are taken after the segments have the change.
 *
 * <p><b>Threads:</b> safe; acquiring never waits.
 */
final class Views implements Closeable {

    private final String name;
    private final Object noting = new Object();
    private final Set<View> open = ConcurrentHashMap.newKeySet();
    private long removals;
    private volatile Current current;
    private volatile boolean closed;

    /**
     * Where changes are noted.
     *
     * @param view that searches begin with
     * @param coming for the view that is being opened, null when none is
     */
    private record Current(View view, @Nullable Pending coming) {}

    /** Opens the segments anew. */
    interface Reopening {
        /** Returns null when there is nothing new. */
        @Nullable
        DirectoryReader after(DirectoryReader reader) throws IOException;
    }

    Views(String name, DirectoryReader reader) {
        this.name = name;
        this.current = new Current(register(reader), null);
    }

    private View register(DirectoryReader reader) {
        View view = new View(reader);
        open.add(view);
        reader.getReaderCacheHelper().addClosedListener(key -> open.remove(view));
        return view;
    }

    /** Returns the current view, to be released. */
    View acquire() {
        while (!closed) {
            View view = current.view;
            if (view.reader().tryIncRef()) {
                return view;
            }
        }
        throw new IllegalStateException("the index must be open, was closed (index \"%s\")".formatted(name));
    }

    static void release(View view) throws IOException {
        view.reader().decRef();
    }

    /** Returns the number of the latest removal; all up to it are noted. */
    long removals() {
        synchronized (noting) {
            return removals;
        }
    }

    int open() {
        return open.size();
    }

    int pending() {
        return current.view.pending().size();
    }

    void stored(String id) {
        Current now = current;
        now.view.pending().stored(id);
        if (now.coming != null) {
            now.coming.stored(id);
        }
    }

    void removed(String id) {
        synchronized (noting) {
            removals++;
            Current now = current;
            now.view.pending().removed(id, removals);
            if (now.coming != null) {
                now.coming.removed(id, removals);
            }
        }
    }

    /** Hides an id from every view that is held, whatever it held of it. */
    void erased(String id) {
        open.forEach(view -> view.erase(id));
    }

    /** Lets searches see what is new. */
    synchronized void refresh(Reopening reopening) throws IOException {
        if (closed) {
            return;
        }
        View view = current.view;
        Pending coming = new Pending();
        current = new Current(view, coming);
        try {
            DirectoryReader later = reopening.after(view.reader());
            if (later == null) {
                // The segments have all that was noted before: what was deleted and stored again is to be shown now.
                view.restart(coming);
            } else {
                View next = register(later);
                next.restart(coming);
                current = new Current(next, null);
                release(view);
            }
        } finally {
            if (current.view == view) {
                current = new Current(view, null);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            release(current.view);
        }
    }
}
