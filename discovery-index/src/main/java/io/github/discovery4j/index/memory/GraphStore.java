package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link GraphIndex} holds, and everything that changes it.
 *
 * <p><b>Threads:</b> safe. Writers place vectors side by side; readers never lock.
 */
final class GraphStore {

    /*
     * 1. A vector is written into a free slot, linked, and only then committed: its entry is given the next version as its
     *    birth, the id's earlier entry the same as its death, and the version is published. A reader takes hold of a version
     *    and finds every id once, with its old vector or its new one.
     * 2. What has died stays in the graph as a stepping stone. When enough has that nobody can read any more, the graph is
     *    repaired around it, its slots are cleared and used again.
     * 3. Who is erased is cleared at once, whoever reads: a reader looks at a slot's entry before and after it reads the
     *    vector, and drops what has changed. Links that still lead to the slot go with the next repair, before its next use.
     * 4. `structure` is held shared while a vector is placed, and alone while arrays are replaced, repaired or saved.
     *    `commits` guards the version, the ids and the dead; it is taken last.
     */

    private static final int FIRST_CAPACITY = 256;
    private static final int FEWEST_TO_RECLAIM = 64;
    private static final int SHARE_TO_RECLAIM = 200;
    private static final int FEWEST_TO_ORDER = 1 << 14;

    private final VectorIndexSettings settings;
    private final GraphSettings graphSettings;
    private final GraphLinker linker;
    private final Pins pins = new Pins();
    private final float[] zeros;
    private final ReentrantReadWriteLock structure = new ReentrantReadWriteLock();

    private final Object commits = new Object();
    private final ConcurrentHashMap<String, GraphEntry> current = new ConcurrentHashMap<>();
    private final ArrayDeque<GraphEntry> dead = new ArrayDeque<>();
    private volatile long version;
    private volatile int deadCount;

    private final Object slots = new Object();
    private int[] free = new int[16];
    private int freeCount;
    private volatile int used;
    private long placed;

    private volatile GraphLayout layout;
    private volatile boolean linked;
    // Written by whoever holds `structure` alone.
    private final List<Integer> vacated = new ArrayList<>();
    private volatile int waiting;
    private volatile int stillRead;
    private volatile int orderedAt;

    GraphStore(VectorIndexSettings settings, GraphSettings graphSettings) {
        this.settings = settings;
        this.graphSettings = graphSettings;
        this.linker = new GraphLinker(graphSettings, settings.dimension());
        this.zeros = new float[settings.dimension()];
        Originals originals = graphSettings.originals() == null
                ? new HeapOriginals(settings.dimension(), 0)
                : MappedOriginals.in(graphSettings.originals(), settings.name(), settings.dimension());
        this.layout = GraphLayout.empty(settings, graphSettings.maxConnections(), FIRST_CAPACITY, originals);
    }

    Pins pins() {
        return pins;
    }

    GraphLayout layout() {
        return layout;
    }

    long version() {
        return version;
    }

    int size() {
        return current.size();
    }

    /** Returns how many slots hold what is no longer part of the index. */
    int deadCount() {
        return deadCount;
    }

    /** Tells whether every vector is part of the graph. */
    boolean linked() {
        return linked;
    }

    @Nullable
    GraphEntry current(String id) {
        return current.get(id);
    }

    /** A version that somebody took hold of, and how many entries it has. */
    record Census(long version, int size) {}

    Census count(Pins.Pin pin) {
        synchronized (commits) {
            return new Census(pin.take(() -> version), current.size());
        }
    }

    /** Returns the id's entry at a version that somebody holds. */
    @Nullable
    GraphEntry at(String id, long pinned) {
        GraphEntry now = current.get(id);
        if (now != null && now.alive(pinned)) {
            return now;
        }
        synchronized (commits) {
            for (GraphEntry entry : dead) {
                if (entry.alive(pinned) && entry.id().equals(id)) {
                    return entry;
                }
            }
        }
        return null;
    }

    /** Copies the vector that an id has now. */
    float @Nullable [] read(String id) {
        for (GraphEntry entry = current.get(id); entry != null; entry = current.get(id)) {
            float[] vector = read(entry);
            if (vector != null) {
                return vector;
            }
            // It was replaced and its slot given back since it was looked up.
            Thread.onSpinWait();
        }
        return null;
    }

    /** Copies an entry's vector, unless its slot was given back. */
    float @Nullable [] read(GraphEntry entry) {
        float[] vector = new float[settings.dimension()];
        while (true) {
            GraphLayout now = layout;
            int slot = entry.slot();
            if (slot < 0 || entry.erased()) {
                return null;
            }
            if (slot < now.capacity() && now.entry(slot) == entry) {
                now.originals().read(slot, vector, 0);
                if (now.unchanged(slot, entry)) {
                    return vector;
                }
            }
            Thread.onSpinWait();
        }
    }

    /** Stores a vector in place of the id's earlier one. */
    void put(String id, EntryAttributes attributes, float[] vector) {
        while (!tryPut(id, attributes, vector)) {
            grow();
        }
        if (settings.erased().test(id)) {
            erase(id);
        }
        maintain();
    }

    private boolean tryPut(String id, EntryAttributes attributes, float[] vector) {
        structure.readLock().lock();
        try {
            long number;
            int slot;
            synchronized (slots) {
                if (freeCount == 0 && used == layout.capacity()) {
                    return false;
                }
                slot = freeCount > 0 ? free[--freeCount] : used++;
                number = placed++;
            }
            GraphLayout now = layout;
            now.codes().write(slot, vector);
            now.originals().write(slot, vector);
            GraphEntry entry = new GraphEntry(id, attributes, slot);
            synchronized (now.columns()) {
                now.columns().set(slot, attributes);
            }
            now.entry(slot, entry);
            if (linked) {
                linker.link(now, slot, linker.level(number));
            }
            commit(entry);
            return true;
        } finally {
            structure.readLock().unlock();
        }
    }

    private void commit(GraphEntry entry) {
        synchronized (commits) {
            long next = version + 1;
            if (settings.erased().test(entry.id())) {
                entry.erase();
                bury(entry, next);
            } else {
                GraphEntry earlier = current.put(entry.id(), entry);
                entry.bear(next);
                if (earlier != null) {
                    bury(earlier, next);
                }
            }
            version = next;
        }
    }

    private void bury(GraphEntry entry, long when) {
        entry.die(when);
        dead.add(entry);
        deadCount = dead.size();
        waiting = dead.size() + vacated.size();
    }

    private void grow() {
        structure.writeLock().lock();
        try {
            synchronized (slots) {
                if (freeCount == 0 && used == layout.capacity()) {
                    layout = layout.grownTo(Math.toIntExact(layout.capacity() + (layout.capacity() >> 1) + 1L));
                }
            }
        } finally {
            structure.writeLock().unlock();
        }
    }

    /** Takes an entry out; its place is taken back when nobody reads it any more. */
    boolean delete(String id) {
        synchronized (commits) {
            GraphEntry entry = current.remove(id);
            if (entry == null) {
                return false;
            }
            bury(entry, version + 1);
            version++;
        }
        maintain();
        return true;
    }

    /** Takes an entry out and leaves nothing of it, nor of the id's earlier ones. */
    boolean erase(String id) {
        structure.writeLock().lock();
        try {
            boolean present;
            List<GraphEntry> doomed = new ArrayList<>();
            synchronized (commits) {
                GraphEntry entry = current.remove(id);
                present = entry != null;
                if (entry != null) {
                    doomed.add(entry);
                }
                for (Iterator<GraphEntry> each = dead.iterator(); each.hasNext(); ) {
                    GraphEntry earlier = each.next();
                    if (earlier.id().equals(id)) {
                        doomed.add(earlier);
                        each.remove();
                    }
                }
                doomed.forEach(GraphEntry::erase);
                deadCount = dead.size();
                version += present ? 1 : 0;
            }
            doomed.forEach(this::vacate);
            return present;
        } finally {
            structure.writeLock().unlock();
            maintain();
        }
    }

    private void vacate(GraphEntry entry) {
        int slot = entry.slot();
        GraphLayout now = layout;
        now.entry(slot, null);
        if (linked) {
            new GraphRepair(now, linker).isolateNearby(slot, used);
        }
        now.links().open(slot, 0);
        now.clear(slot, zeros);
        entry.moveTo(-1);
        vacated.add(slot);
        waiting = dead.size() + vacated.size();
    }

    private boolean mayLink() {
        return !linked && current.size() >= graphSettings.exactBelow();
    }

    private boolean mayReclaim() {
        return waiting - stillRead >= Math.max(FEWEST_TO_RECLAIM, current.size() / SHARE_TO_RECLAIM);
    }

    private boolean mayOrder() {
        return linked && current.size() >= FEWEST_TO_ORDER && current.size() >= 2L * orderedAt;
    }

    /** Does what has become due: builds the graph, takes places back, orders slots. */
    private void maintain() {
        if (!(mayLink() || mayReclaim() || mayOrder())) {
            return;
        }
        structure.writeLock().lock();
        try {
            if (mayLink()) {
                linkAll();
            }
            if (mayReclaim()) {
                reclaim();
            }
            if (mayOrder()) {
                reclaim();
                order();
            }
        } finally {
            structure.writeLock().unlock();
        }
    }

    /** Takes back what can be, and puts neighbours side by side in memory. */
    void optimize() {
        structure.writeLock().lock();
        try {
            reclaim();
            order();
        } finally {
            structure.writeLock().unlock();
        }
    }

    /** Says that a reader has gone who may have held places back. */
    void released() {
        stillRead = 0;
        maintain();
    }

    private void linkAll() {
        GraphLayout now = layout;
        int[] members =
                IntStream.range(0, used).filter(slot -> now.entry(slot) != null).toArray();
        if (members.length > 0) {
            linker.link(now, members[0], linker.level(0));
        }
        IntStream.range(1, members.length).parallel().forEach(i -> linker.link(now, members[i], linker.level(i)));
        linked = true;
    }

    private void reclaim() {
        List<GraphEntry> gone = new ArrayList<>();
        synchronized (commits) {
            long oldest = pins.oldest(version);
            dead.removeIf(entry -> entry.died() <= oldest && gone.add(entry));
            deadCount = dead.size();
        }
        BitSet doomed = new BitSet(used);
        gone.forEach(entry -> doomed.set(entry.slot()));
        vacated.forEach(doomed::set);
        if (linked && !doomed.isEmpty()) {
            GraphRepair repair = new GraphRepair(layout, linker);
            repair.isolate(doomed, used);
        }
        for (GraphEntry entry : gone) {
            layout.clear(entry.slot(), zeros);
            entry.moveTo(-1);
        }
        synchronized (slots) {
            doomed.stream().forEach(slot -> {
                layout.links().open(slot, 0);
                if (freeCount == free.length) {
                    free = Arrays.copyOf(free, 2 * freeCount);
                }
                free[freeCount++] = slot;
            });
        }
        vacated.clear();
        if (linked && !doomed.isEmpty()) {
            new GraphRepair(layout, linker).reconnect(used);
        }
        stillRead = deadCount;
        waiting = deadCount;
    }

    /** Moves everything to the slots that a breadth-first walk meets it in; expects that nothing was vacated. */
    private void order() {
        GraphLayout before = layout;
        GraphRepair repair = new GraphRepair(before, linker);
        if (linked) {
            repair.reconnect(used);
        }
        int[] order = repair.order(used);
        int capacity = Math.max(FIRST_CAPACITY, order.length + order.length / 8);
        GraphLayout after = before.ordered(order, capacity, settings, graphSettings.maxConnections());
        for (int slot = 0; slot < order.length; slot++) {
            after.entries()[slot].moveTo(slot);
        }
        synchronized (slots) {
            freeCount = 0;
            used = order.length;
        }
        layout = after;
        orderedAt = Math.max(current.size(), FEWEST_TO_ORDER / 2);
    }

    /** Returns the slots of what may be found now, after taking back what can be; for who writes alone. */
    int[] reclaimedSlots() {
        reclaim();
        return current.values().stream()
                .filter(entry -> !settings.masks(entry.id()))
                .mapToInt(GraphEntry::slot)
                .sorted()
                .toArray();
    }

    /** Makes room in an empty store, for who writes alone. */
    GraphLayout room(int count) {
        if (count > layout.capacity()) {
            layout = layout.grownTo(count);
        }
        return layout;
    }

    /** Takes entries whose slots are written, for who writes alone; linked or not. */
    void fill(GraphEntry[] entries, boolean withLinks) {
        synchronized (commits) {
            version++;
            for (GraphEntry entry : entries) {
                layout.columns().set(entry.slot(), entry.attributes());
                layout.entry(entry.slot(), entry);
                current.put(entry.id(), entry);
                entry.bear(version);
            }
        }
        used = entries.length;
        placed = entries.length;
        orderedAt = entries.length;
        linked = withLinks;
        for (GraphEntry entry : entries) {
            if (settings.erased().test(entry.id())) {
                erase(entry.id());
            }
        }
    }

    /** What is done with a file. */
    interface FileWork {
        void run() throws IOException;
    }

    /** Runs something while nobody writes. */
    void alone(FileWork work) throws IOException {
        structure.writeLock().lock();
        try {
            work.run();
        } finally {
            structure.writeLock().unlock();
        }
    }

    void close() {
        layout.originals().close();
    }
}
