package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationJsonTest {

    private static final EvaluationReport REPORT = new EvaluationReport(
            "random-75-25",
            "words",
            List.of(1L, 2L),
            3,
            4,
            List.of(new SplitCounts(1, 30, 10, 0, 3, 0), new SplitCounts(2, 29, 11, 1, 2, 1)),
            List.of(),
            Map.of("ease", new ModelReport(Map.of("ndcg@10", Summary.of(List.of(0.25, 0.75))), Map.of(), 1.5, 0.5)),
            List.of(),
            2);

    @TempDir
    private Path folder;

    @Test
    void valuesStandWhereTheDocumentationSays() throws IOException {
        JsonNode json = new ObjectMapper().readTree(REPORT.toJson());

        JsonNode ndcg = json.path("models").path("ease").path("metrics").path("ndcg@10");
        assertThat(ndcg.path("mean").asDouble()).isEqualTo(0.5);
        // (0.0625 + 0.0625) / 1, and its root.
        assertThat(ndcg.path("sd").asDouble()).isEqualTo(Math.sqrt(0.125));
        assertThat(ndcg.path("values").toString()).isEqualTo("[0.25,0.75]");
        assertThat(json.path("protocol").path("name").asText()).isEqualTo("random-75-25");
        assertThat(json.path("protocol").path("description").asText()).isEqualTo("words");
        assertThat(json.path("seeds").toString()).isEqualTo("[1,2]");
        assertThat(json.path("counts").path("users").asInt()).isEqualTo(3);
        assertThat(json.path("counts")
                        .path("splits")
                        .path(1)
                        .path("evaluated_users")
                        .asInt())
                .isEqualTo(2);
        assertThat(json.path("timing")
                        .path("models")
                        .path("ease")
                        .path("training_seconds")
                        .asDouble())
                .isEqualTo(1.5);
    }

    @Test
    void theFileIsReplacedWholeAndNothingElseIsLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), "old");

        REPORT.writeJson(file);

        assertThat(file).content().isEqualTo(REPORT.toJson());
        assertThat(filesInFolder()).containsExactly(file);
    }

    @Test
    void aPathThatCannotBeWrittenIsRefusedAndNothingIsLeft() throws IOException {
        assertThatThrownBy(() -> REPORT.writeJson(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("this is a folder");
        assertThatThrownBy(() -> REPORT.writeJson(folder.resolve("nowhere").resolve("report.json")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("its folder does not exist");
        assertThat(filesInFolder()).isEmpty();
    }

    private List<Path> filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
