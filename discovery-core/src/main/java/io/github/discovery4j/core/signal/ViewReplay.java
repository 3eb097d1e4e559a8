package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A view as it was served in the past: windows of their own count the events once more, under a clock that stands at the moment
 * that is asked for, and the same view reads what they write. Columns that no window feeds come from a store that knows its
 * past. Belongs to one thread; moments do not go back.
 */
final class ViewReplay implements AutoCloseable {

    private static final int BATCH = 4096;

    private final List<Logged> waiting = new ArrayList<>();
    private final Windows windows;
    private final FeatureView present;
    private final @Nullable FeatureView past;
    private final List<Integer> ofPast = new ArrayList<>();
    private Instant moment = Instant.EPOCH;

    ViewReplay(
            DeclaredView view,
            List<WindowDefinition> definitions,
            Predicate<String> targets,
            @Nullable FeatureStore past,
            ConsentView consent) {
        FeatureStore scratch = new InMemoryFeatureStore(FeatureStoreSettings.of(view.registry(), consent)
                .clock(() -> moment)
                .history(0));
        // An empty log: nobody's consent changes under this replay, so nobody is counted again.
        this.windows = Windows.over(new InMemoryEventLog(), scratch, consent)
                .keep(definitions)
                .targets(targets)
                .clock(() -> moment)
                .flushEvery(Duration.ZERO)
                .named("windows of the past")
                .start();
        this.present = view.over(scratch);
        this.past = past == null ? null : view.over(past);
        Set<String> counted =
                definitions.stream().map(WindowDefinition::feature).collect(Collectors.toSet());
        for (int column = 0; column < view.columns().size(); column++) {
            if (!counted.contains(view.columns().get(column).feature())) {
                ofPast.add(column);
            }
        }
    }

    /** Takes an event in that was known before the moments that are asked for from now on. */
    void add(Logged known) {
        waiting.add(known);
        if (waiting.size() == BATCH) {
            learn();
        }
    }

    private void learn() {
        if (!waiting.isEmpty()) {
            windows.apply(List.copyOf(waiting));
            waiting.clear();
        }
    }

    /** Returns the columns of a viewer and items just before a moment, row by row. */
    float[] columns(String viewer, List<String> items, Instant at) {
        moment = at;
        learn();
        windows.flush();
        List<Pair> pairs = pairs(viewer, items, at);
        int width = present.schema().size();
        float[] values = new float[items.size() * width];
        copy(filled(present, PairBatch.ofPresent(pairs)), values);
        if (past != null && !ofPast.isEmpty()) {
            FeatureTable then = filled(past, PairBatch.of(pairs(viewer, items, at.minusMillis(1))));
            for (int row = 0; row < items.size(); row++) {
                for (int column : ofPast) {
                    values[row * width + column] = then.get(row, column);
                }
            }
        }
        return values;
    }

    private static List<Pair> pairs(String viewer, List<String> items, Instant at) {
        return items.stream().map(item -> new Pair(viewer, item, at)).toList();
    }

    private static FeatureTable filled(FeatureView view, PairBatch pairs) {
        FeatureTable table = FeatureTable.allocate(view.schema(), pairs.size());
        try (FeatureTable.Writer writer = table.writer(0, view.schema().size())) {
            view.hydrate(pairs, writer);
        }
        table.freeze();
        return table;
    }

    private static void copy(FeatureTable table, float[] values) {
        int width = table.schema().size();
        float[] row = new float[width];
        for (int r = 0; r < table.rows(); r++) {
            table.copyRow(r, row);
            System.arraycopy(row, 0, values, r * width, width);
        }
    }

    @Override
    public void close() {
        windows.close();
    }
}
