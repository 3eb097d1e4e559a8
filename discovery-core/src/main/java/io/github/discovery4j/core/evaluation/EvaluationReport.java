package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of an experiment, with all that is needed to repeat it.
 *
 * <p>Everything but the times and {@code threads} is the same to the last bit for the same data, models and seeds.
 *
 * @param protocol the protocol's name
 * @param description split, masking, ties and truncation in words
 * @param seeds in the order run
 * @param userCount users in the id map
 * @param itemCount items in the id map: the catalogue that is ranked
 * @param splits what each seed's split came to
 * @param segments what was measured on its own besides
 * @param models by name, in the order added
 * @param comparisons each model with each one before it, on each metric that is a mean over users
 * @param threads how many threads scored
 */
public record EvaluationReport(
        String protocol,
        String description,
        List<Long> seeds,
        int userCount,
        int itemCount,
        List<SplitCounts> splits,
        List<Segment> segments,
        Map<String, ModelReport> models,
        List<Comparison> comparisons,
        int threads) {

    /** Copies lists and map. */
    public EvaluationReport {
        seeds = List.copyOf(seeds);
        splits = List.copyOf(splits);
        segments = List.copyOf(segments);
        comparisons = List.copyOf(comparisons);
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /**
     * Looks a model up.
     *
     * @param name as given to the evaluator
     * @return its report
     * @throws IllegalArgumentException if there is none of that name; the message lists those that exist
     */
    public ModelReport model(String name) {
        ModelReport report = models.get(name);
        if (report == null) {
            throw new IllegalArgumentException("model must be one of " + models.keySet() + ", was \"" + name + "\"");
        }
        return report;
    }

    /**
     * Writes the report as JSON.
     *
     * <p>{@code models.<name>.metrics.<metric>@<k>} has {@code mean}, {@code sd} and {@code values} (one a seed);
     * {@code protocol} has {@code name} and {@code description}; {@code seeds} is a list; {@code counts} has
     * {@code users}, {@code items} and, for each seed, {@code splits}. {@code models.<name>.segments.<segment>}, if any were
     * measured, has the same metrics for a part; {@code segments.<segment>} has its {@code definition} and {@code users}, a
     * count a seed. {@code comparisons} is a list of {@code metric}, {@code model}, {@code baseline}, {@code difference},
     * {@code low}, {@code high}, {@code p_value} and {@code adjusted_p_value}, empty if nothing was compared. A metric without
     * a cutoff has its name as key, for example {@code auc}. {@code timing} has {@code threads} and each model's
     * {@code training_seconds} and {@code scoring_seconds}, and is the only part of this that differs between two runs.
     *
     * @return indented JSON, a line end at its end
     */
    public String toJson() {
        return EvaluationJson.of(this);
    }

    /**
     * Writes {@link #toJson} to a file, UTF-8: first to a temporary one beside it, forced to disk, then renamed, so that the
     * path holds either the old file or the whole new one.
     *
     * @param file in an existing folder; replaced if it is there
     * @throws IOException if it cannot be written; then nothing is left behind
     */
    public void writeJson(Path file) throws IOException {
        EvaluationJson.write(this, file);
    }

    /**
     * Writes the report as JSON with where it comes from.
     *
     * <p>It is {@link #toJson()} and, at its end, {@code provenance}: {@code version}, {@code commit}, {@code command}, {@code
     * format}, {@code files} (each with {@code name}, {@code bytes} and {@code sha256}), {@code models} with each one's
     * settings, {@code machine} ({@code java}, {@code os}, {@code processors} and {@code max_heap_bytes}), {@code started_at}
     * and {@code took_seconds}. Like {@code timing} it differs between two runs.
     *
     * @param provenance where it comes from
     * @return indented JSON, a line end at its end
     */
    public String toJson(Provenance provenance) {
        return EvaluationJson.of(this, provenance);
    }

    /**
     * Writes {@link #toJson(Provenance)} to a file, whole or not at all, as {@link #writeJson(Path)} does.
     *
     * @param file in an existing folder; replaced if it is there
     * @param provenance where the report comes from
     * @throws IOException if it cannot be written; then nothing is left behind
     */
    public void writeJson(Path file, Provenance provenance) throws IOException {
        WholeFile.write(file, toJson(provenance));
    }

    /**
     * Writes the report as one HTML page that needs nothing else: a summary, all metrics, whether differences are real,
     * charts, segments, times, the protocol and where it comes from.
     *
     * @param provenance where it comes from
     * @return HTML; the same report and provenance give the same bytes
     */
    public String toHtml(Provenance provenance) {
        return EvaluationPage.of(this, provenance);
    }

    /**
     * Writes {@link #toHtml} to a file, UTF-8, whole or not at all.
     *
     * @param file in an existing folder; replaced if it is there
     * @param provenance where the report comes from
     * @throws IOException if it cannot be written; then nothing is left behind
     */
    public void writeHtml(Path file, Provenance provenance) throws IOException {
        WholeFile.write(file, toHtml(provenance));
    }
}
