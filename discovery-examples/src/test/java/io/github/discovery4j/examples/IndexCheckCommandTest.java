package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.examples.command.ExitCode;
import io.github.discovery4j.index.lucene.LuceneIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexCheckCommandTest {

    private static final VectorIndexSettings FILMS =
            VectorIndexSettings.of("films", 2).labels("language");

    @TempDir
    Path folder;

    private Path index;

    @BeforeEach
    void make() {
        index = folder.resolve("films");
        try (LuceneIndex films = LuceneIndex.open(index, FILMS)) {
            films.accept("arrival", new float[] {1, 0});
            films.accept("alien", new float[] {1, 1});
        }
    }

    @Test
    void aWholeIndexIsDescribed() {
        CommandRun run = CommandRun.of("index-check", index);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("dimension: 2", "metric: COSINE", "attribute language: LABELS", "2 entries, all is well");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".cfs")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        CommandRun run = CommandRun.of("index-check", index);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(run.out()).contains("DAMAGED", ".cfs", "something is damaged");
    }

    @Test
    void whatCannotBeCheckedIsSaid() {
        CommandRun missing = CommandRun.of("index-check", folder.resolve("none"));
        assertThat(missing.exitCode()).isEqualTo(ExitCode.NO_INPUT);
        assertThat(missing.err()).contains("none", "no such file or folder");
        try (LuceneIndex films = LuceneIndex.open(index, FILMS)) {
            CommandRun open = CommandRun.of("index-check", index);
            assertThat(films.size()).isEqualTo(2);
            assertThat(open.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(open.err()).contains("open for writing");
        }
        CommandRun empty = CommandRun.of("index-check", folder);
        assertThat(empty.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(empty.out()).contains("no file segments_N");
    }
}
