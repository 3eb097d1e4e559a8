package io.github.discovery4j.core.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The JSON form of a report; its layout is documented at {@link EvaluationReport#toJson}. */
final class EvaluationJson {

    private EvaluationJson() {}

    static String of(EvaluationReport report) {
        return tree(report).toPrettyString() + "\n";
    }

    static void write(EvaluationReport report, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "this is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(file.toString(), null, "its folder does not exist; create it first");
        }
        Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(of(report));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
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
        report.models()
                .forEach((name, model) -> metrics(model, models.putObject(name).putObject("metrics")));
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
                .put("evaluated_without_training", split.evaluatedWithoutTraining());
    }

    private static void metrics(ModelReport model, ObjectNode into) {
        model.metrics().forEach((key, summary) -> {
            ObjectNode node = into.putObject(key).put("mean", summary.mean()).put("sd", summary.sd());
            ArrayNode values = node.putArray("values");
            summary.values().forEach(values::add);
        });
    }
}
