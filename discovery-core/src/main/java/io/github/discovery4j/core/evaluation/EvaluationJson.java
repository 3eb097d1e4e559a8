package io.github.discovery4j.core.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.data.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The JSON form of a report; its layout is documented at {@link EvaluationReport#toJson}. */
final class EvaluationJson {

    private EvaluationJson() {}

    static String of(EvaluationReport report) {
        return tree(report).toPrettyString() + "\n";
    }

    static String of(EvaluationReport report, Provenance provenance) {
        ObjectNode root = tree(report);
        root.set("provenance", tree(provenance));
        return root.toPrettyString() + "\n";
    }

    static void write(EvaluationReport report, Path file) throws IOException {
        WholeFile.write(file, of(report));
    }

    private static ObjectNode tree(EvaluationReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("protocol").put("name", report.protocol()).put("description", report.description());
        ArrayNode seeds = root.putArray("seeds");
        report.seeds().forEach(seeds::add);
        ObjectNode counts = root.putObject("counts");
        counts.put("users", report.userCount()).put("items", report.itemCount());
        ArrayNode splits = counts.putArray("splits");
        report.splits().forEach(split -> splits.add(counts(split)));
        ObjectNode models = root.putObject("models");
        report.models().forEach((name, model) -> {
            ObjectNode node = models.putObject(name);
            metrics(model.metrics(), node.putObject("metrics"));
            if (!model.segments().isEmpty()) {
                ObjectNode parts = node.putObject("segments");
                model.segments().forEach((segment, values) -> metrics(values, parts.putObject(segment)));
            }
        });
        segments(report, root);
        comparisons(report, root);
        ObjectNode timing = root.putObject("timing");
        timing.put("threads", report.threads());
        ObjectNode times = timing.putObject("models");
        report.models()
                .forEach((name, model) -> times.putObject(name)
                        .put("training_seconds", model.trainingSeconds())
                        .put("scoring_seconds", model.scoringSeconds()));
        return root;
    }

    private static ObjectNode counts(SplitCounts split) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("seed", split.seed())
                .put("train_interactions", split.trainInteractions())
                .put("test_interactions", split.testInteractions())
                .put("test_seen_in_training", split.testSeenInTraining())
                .put("evaluated_users", split.evaluatedUsers())
                .put("evaluated_without_training", split.evaluatedWithoutTraining())
                .put("support_interactions", split.supportInteractions())
                .put("held_interactions", split.heldInteractions());
    }

    private static void segments(EvaluationReport report, ObjectNode root) {
        ObjectNode segments = root.putObject("segments");
        for (Segment segment : report.segments()) {
            ObjectNode node = segments.putObject(segment.name()).put("definition", segment.definition());
            ArrayNode users = node.putArray("users");
            segment.users().forEach(users::add);
        }
    }

    private static void comparisons(EvaluationReport report, ObjectNode root) {
        ArrayNode comparisons = root.putArray("comparisons");
        for (Comparison comparison : report.comparisons()) {
            comparisons
                    .addObject()
                    .put("metric", comparison.metric())
                    .put("model", comparison.model())
                    .put("baseline", comparison.baseline())
                    .put("difference", comparison.difference())
                    .put("low", comparison.low())
                    .put("high", comparison.high())
                    .put("p_value", comparison.pValue())
                    .put("adjusted_p_value", comparison.adjustedPValue());
        }
    }

    private static void metrics(Map<String, Summary> metrics, ObjectNode into) {
        metrics.forEach((key, summary) -> {
            ObjectNode node = into.putObject(key).put("mean", summary.mean()).put("sd", summary.sd());
            ArrayNode values = node.putArray("values");
            summary.values().forEach(values::add);
        });
    }

    private static ObjectNode tree(Provenance provenance) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", provenance.version()).put("commit", provenance.commit());
        ArrayNode command = root.putArray("command");
        provenance.command().forEach(command::add);
        root.put("format", provenance.format());
        ArrayNode files = root.putArray("files");
        provenance
                .files()
                .forEach(file -> files.addObject()
                        .put("name", file.name())
                        .put("bytes", file.bytes())
                        .put("sha256", file.sha256()));
        ObjectNode models = root.putObject("models");
        provenance.models().forEach((name, settings) -> {
            ObjectNode node = models.putObject(name);
            settings.forEach(node::put);
        });
        root.putObject("machine")
                .put("java", provenance.machine().java())
                .put("os", provenance.machine().os())
                .put("processors", provenance.machine().processors())
                .put("max_heap_bytes", provenance.machine().maxHeapBytes());
        root.put("started_at", provenance.startedAt().toString());
        return root.put("took_seconds", provenance.took().toNanos() / 1e9);
    }
}
