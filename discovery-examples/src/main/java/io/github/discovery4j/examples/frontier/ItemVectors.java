package io.github.discovery4j.examples.frontier;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.VectorReader;

/**
 * Rows as vectors of the items that they are about.
 *
 * @param items their ids, by row
 * @param rows one an item, all of one length
 */
// The rows are read, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record ItemVectors(IdMap items, float[][] rows) implements VectorReader {

    @Override
    public int dimension() {
        return rows.length == 0 ? 1 : rows[0].length;
    }

    @Override
    public boolean read(String id, float[] destination, int offset) {
        int item = items.ordinalOf(id);
        if (item < 0) {
            return false;
        }
        System.arraycopy(rows[item], 0, destination, offset, rows[item].length);
        return true;
    }
}
