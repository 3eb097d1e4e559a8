package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.FeatureHydrator;
import io.github.discovery4j.core.stage.PairBatch;
import java.util.List;

/**
 * Fills the columns of a view from the rows of a store.
 *
 * <p>A subject or object that stays the same from one row to the next is looked up once: the viewer of a request, in
 * either direction. Consent is asked with the look-up. <b>Cost:</b> no allocation a cell.
 */
final class StoreHydrator implements FeatureHydrator {

    /** Computes one column of one row; NaN for a missing value. */
    @FunctionalInterface
    interface Cell {
        float value(FeatureRow subject, FeatureRow object);
    }

    private final FeatureStore store;
    private final Cell[] cells;

    StoreHydrator(FeatureStore store, List<Cell> cells) {
        this.store = store;
        this.cells = cells.toArray(Cell[]::new);
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        Cursor subjects = new Cursor();
        Cursor objects = new Cursor();
        for (int row = 0; row < pairs.size(); row++) {
            FeatureRow subject = subjects.at(pairs.subjectId(row));
            FeatureRow object = objects.at(pairs.objectId(row));
            for (int column = 0; column < cells.length; column++) {
                columns.set(row, column, cells[column].value(subject, object));
            }
        }
    }

    /** Remembers the row that was read last. */
    private final class Cursor {
        private String id = "";
        private FeatureRow row = store.row(id);

        FeatureRow at(String wantedId) {
            if (!wantedId.equals(id)) {
                row = store.row(wantedId);
                id = wantedId;
            }
            return row;
        }
    }
}
