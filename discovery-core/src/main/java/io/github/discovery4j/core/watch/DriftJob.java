package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.feature.ColumnDrift;
import io.github.discovery4j.core.feature.DriftReference;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.JobRun;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.observe.Meters;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import java.time.Instant;
import java.util.List;

/** Compares the columns of pairs, read as a request would read them now, with those of training. */
final class DriftJob extends WatchJob {

    private final DriftReference reference;
    private final FeatureView view;
    private final Sample<Pair> pairs;

    DriftJob(FeatureWatch watch, Cadence cadence, DriftReference reference, FeatureView view, Sample<Pair> pairs) {
        super(watch, "drift-" + view.schema().name(), cadence);
        reference.requireSameView(view.schema());
        this.reference = reference;
        this.view = view;
        this.pairs = pairs;
    }

    @Override
    public void run(JobRun run) {
        Instant now = watch.clock.instant();
        List<Pair> drawn = pairs.draw(watch.rows, run.startedAt().toEpochMilli()).stream()
                .map(pair -> new Pair(pair.subjectId(), pair.objectId(), now))
                .toList();
        if (drawn.size() < FeatureWatch.FEWEST_ROWS) {
            // So few differ from any training by chance.
            view.schema().columns().forEach(column -> report(column.name(), Double.NaN));
            return;
        }
        FeatureTable table = FeatureTable.allocate(view.schema(), drawn.size());
        fill(run, table, drawn);
        List<ColumnDrift> columns = reference.compare(table);
        columns.forEach(column -> report(column.column(), column.stabilityIndex()));
        tell(
                columns,
                column -> column.stabilityIndex() >= watch.limits.driftIndex(),
                drifted -> watch.listener.columnsDrifted(view.schema().name(), drifted));
    }

    private void report(String column, double index) {
        watch.meters.record(Meters.FEATURE_DRIFT, index, view.schema().name(), column);
    }

    private void fill(JobRun run, FeatureTable table, List<Pair> drawn) {
        float[] row = new float[view.schema().size()];
        int[] next = {0};
        try (FeatureTable.Writer all = table.writer(0, row.length)) {
            inBatches(run, drawn, 0, batch -> {
                FeatureTable part = FeatureTable.allocate(view.schema(), batch.size());
                try (FeatureTable.Writer writer = part.writer(0, row.length)) {
                    view.hydrate(new PresentPairs(PairBatch.of(batch)), writer);
                }
                for (int i = 0; i < batch.size(); i++) {
                    part.copyRow(i, row);
                    all.setRow(next[0]++, row);
                }
            });
        }
        table.freeze();
    }
}
