package io.github.discovery4j.explain.audit;

import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.observe.Drop;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.explain.attribution.Attribution;
import io.github.discovery4j.explain.attribution.SlateContributions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a slate came about, item by item: for an operator, never for a viewer.
 *
 * <p>It holds ids and private signals; {@link #toString} names none of them. <b>Cost:</b> the contributions of all items, and
 * 1 + k calls of the ranker on all candidates for each signal group, k items. <b>Threads:</b> immutable.
 *
 * @param requestId the request
 * @param viewerId for whom the slate was made
 * @param candidates how many were ranked
 * @param versions of what was pinned when it was ranked, by handle name
 * @param items in the slate's order
 * @param removed candidates that were taken out, and why; empty until {@link #with} a trace
 */
public record SlateAudit(
        String requestId,
        String viewerId,
        int candidates,
        Map<String, String> versions,
        List<AuditedItem> items,
        List<Drop> removed) {

    /** Copies the collections. */
    public SlateAudit {
        versions = java.util.Collections.unmodifiableMap(new TreeMap<>(versions));
        items = List.copyOf(items);
        removed = List.copyOf(removed);
    }

    /**
     * Examines a slate while it is made; {@link AuditingExplainer} calls this.
     *
     * @param chosen its items
     * @param attribution how scores are taken apart
     * @param reasons what the viewer is told, one list an item
     * @return the audit, without removed candidates
     * @throws IllegalArgumentException if there is not one list of reasons an item
     */
    public static SlateAudit of(ChosenItems chosen, Attribution attribution, List<List<Reason>> reasons) {
        if (reasons.size() != chosen.size()) {
            throw new IllegalArgumentException("there must be a list of reasons for each of %d items, were %d"
                    .formatted(chosen.size(), reasons.size()));
        }
        Optional<SlateContributions> contributions = attribution.of(chosen);
        Counterfactuals counterfactuals = new Counterfactuals(chosen);
        List<List<Counterfactual>> without = counterfactuals.all();
        double[] scores = new double[chosen.scored().batch().size()];
        Arrays.setAll(scores, chosen.scored()::score);
        List<AuditedItem> items = new ArrayList<>();
        for (int position = 0; position < chosen.size(); position++) {
            int at = position;
            int row = chosen.row(position);
            items.add(new AuditedItem(
                    chosen.id(position),
                    scores[row],
                    counterfactuals.rank(scores, row),
                    contributions.map(parts -> parts.baseline(at)).orElse(scores[row]),
                    contributions.map(parts -> parts.margin(at)).orElse(scores[row]),
                    contributions
                            .map(parts -> parts(parts, at, row, chosen.scored().features()))
                            .orElse(List.of()),
                    contributions
                            .flatMap(SlateContributions::backward)
                            .map(parts -> parts(
                                    parts,
                                    at,
                                    row,
                                    chosen.scored().batch().reverseFeatures().orElseThrow()))
                            .orElse(List.of()),
                    without.get(position),
                    reasons.get(position)));
        }
        return new SlateAudit(
                chosen.context().request().id(),
                chosen.context().viewerId(),
                scores.length,
                chosen.context().versions(),
                items,
                List.of());
    }

    private static List<AuditedItem.Part> parts(SlateContributions parts, int position, int row, FeatureTable table) {
        List<AuditedItem.Part> all = new ArrayList<>();
        for (int column = 0; column < parts.columns(); column++) {
            all.add(new AuditedItem.Part(
                    table.schema().columns().get(column),
                    table.get(row, column),
                    parts.contribution(position, column),
                    parts.error(position, column)));
        }
        return all;
    }

    /**
     * Adds who was removed on the way.
     *
     * @param trace of the same request
     * @return an audit with the trace's drops
     * @throws IllegalArgumentException if the trace is of another request
     */
    public SlateAudit with(Trace trace) {
        if (!trace.requestId().equals(requestId)) {
            throw new IllegalArgumentException(
                    "the trace must be of request %s, was of %s".formatted(requestId, trace.requestId()));
        }
        return new SlateAudit(requestId, viewerId, candidates, versions, items, trace.drops());
    }

    /**
     * Returns one item.
     *
     * @param id the item's
     * @return empty if it is not in the slate
     */
    public Optional<AuditedItem> item(String id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    /**
     * Writes the audit as JSON: {@code request}, {@code viewer}, {@code candidates}, {@code versions}, {@code items} (each with
     * {@code id}, {@code score}, {@code rank}, {@code baseline}, {@code margin}, {@code contributions}, {@code backward}, {@code
     * without} and {@code reasons}) and {@code removed}.
     *
     * @return indented JSON, a line end at its end; a missing value is null
     */
    public String toJson() {
        return AuditJson.of(this);
    }

    /**
     * Writes the audit as one HTML page that needs nothing else: a waterfall and the tables for each item.
     *
     * @return HTML; the same audit gives the same bytes
     */
    public String toHtml() {
        return AuditPage.of(this);
    }

    /**
     * Writes {@link #toJson} to a file, whole or not at all.
     *
     * @param file in an existing folder; replaced if it is there
     * @throws IOException if it cannot be written; then nothing is left behind
     */
    public void writeJson(Path file) throws IOException {
        WholeFile.write(file, toJson());
    }

    /**
     * Writes {@link #toHtml} to a file, whole or not at all.
     *
     * @param file in an existing folder; replaced if it is there
     * @throws IOException if it cannot be written; then nothing is left behind
     */
    public void writeHtml(Path file) throws IOException {
        WholeFile.write(file, toHtml());
    }

    /** Leaves out all that names somebody. */
    @Override
    public String toString() {
        return "SlateAudit[request=%s, candidates=%d, items=%d, removed=%d]"
                .formatted(requestId, candidates, items.size(), removed.size());
    }
}
