package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a graph index keeps by slot. It is replaced by a larger or better ordered one while no writer is at work;
 * readers stay with the one that they began with.
 *
 * @param capacity how many slots there are
 * @param codes what the graph is walked on
 * @param links the graph
 * @param entries whose a slot is; null when it is free or its owner was erased
 * @param columns what filters ask about; guarded by itself where it is written
 * @param originals what results are scored on
 */
// The array is shared, never compared.
@SuppressWarnings("ArrayRecordComponent")
record GraphLayout(
        int capacity,
        Codes codes,
        Links links,
        @Nullable GraphEntry[] entries,
        AttributeColumns columns,
        Originals originals) {

    private static final VarHandle ENTRIES = MethodHandles.arrayElementVarHandle(GraphEntry[].class);

    static GraphLayout empty(VectorIndexSettings settings, int maxConnections, int capacity, Originals originals) {
        return new GraphLayout(
                capacity,
                new Codes(settings.metric(), settings.dimension(), capacity),
                new Links(maxConnections, capacity),
                new GraphEntry[capacity],
                new AttributeColumns(settings.attributes()),
                originals.grownTo(capacity));
    }

    GraphLayout grownTo(int larger) {
        return new GraphLayout(
                larger,
                codes.grownTo(larger),
                links.grownTo(larger),
                Arrays.copyOf(entries, larger),
                columns,
                originals.grownTo(larger));
    }

    /** Returns a copy in which slot i holds what is in slot {@code order[i]} here, and nothing that is not in the order. */
    GraphLayout ordered(int[] order, int newCapacity, VectorIndexSettings settings, int maxConnections) {
        Codes newCodes = new Codes(settings.metric(), settings.dimension(), newCapacity);
        GraphEntry[] newEntries = new GraphEntry[newCapacity];
        AttributeColumns newColumns = new AttributeColumns(settings.attributes());
        for (int i = 0; i < order.length; i++) {
            newCodes.copyFrom(codes, order[i], i);
            newEntries[i] = entries[order[i]];
            newColumns.set(i, entries[order[i]].attributes());
        }
        return new GraphLayout(
                newCapacity,
                newCodes,
                links.ordered(order, newCapacity, maxConnections),
                newEntries,
                newColumns,
                originals.permuted(order, order.length, newCapacity));
    }

    /** Returns whose a slot is, with all that was written before it was said. */
    @Nullable
    GraphEntry entry(int slot) {
        return (GraphEntry) ENTRIES.getAcquire(entries, slot);
    }

    void entry(int slot, @Nullable GraphEntry entry) {
        ENTRIES.setRelease(entries, slot, entry);
    }

    /** Tells, after a slot was read, whether it was one entry's all the while. */
    boolean unchanged(int slot, GraphEntry entry) {
        VarHandle.loadLoadFence();
        return entry(slot) == entry;
    }

    /** Leaves nothing of a slot's vector. */
    void clear(int slot, float[] zeros) {
        entry(slot, null);
        VarHandle.fullFence();
        codes.clear(slot);
        columns.clear(slot);
        originals.write(slot, zeros);
    }
}
