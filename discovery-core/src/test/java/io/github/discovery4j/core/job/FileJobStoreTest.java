package io.github.discovery4j.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.testkit.JobStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterProperty;

class FileJobStoreTest extends JobStoreContract {

    private Path folder = Path.of("");

    @Override
    protected JobStore store() {
        try {
            clean();
            folder = Files.createTempDirectory("job-store");
            return new FileJobStore(folder.resolve("made"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected JobStore reopened(JobStore store) {
        return new FileJobStore(folder.resolve("made"));
    }

    @AfterProperty
    void clean() throws IOException {
        if (!folder.toString().isEmpty()) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
            folder = Path.of("");
        }
    }

    @Example
    void aDamagedFileIsRefusedWithItsNameAndAlwaysWhole() throws IOException {
        JobStore store = store();
        store.save("job", JobState.NEW.reached("batch 7"));
        Path file = folder.resolve("made/job.json");
        String whole = Files.readString(file);
        for (int length = 0; length < whole.stripTrailing().length(); length++) {
            Files.writeString(file, whole.substring(0, length));
            assertThatThrownBy(() -> store.load("job"))
                    .as("cut to %d", length)
                    .isInstanceOf(JobStoreException.class)
                    .hasMessageContaining("job.json")
                    .hasMessageContaining("delete it");
        }
        for (String wrong : new String[] {"[]", "{}", whole + "1", whole.replace("}", ",\"unfinished\":false}")}) {
            Files.writeString(file, wrong);
            assertThatThrownBy(() -> store.load("job")).as(wrong).isInstanceOf(JobStoreException.class);
        }
        Files.writeString(file, "{\"failures_in_a_row\":0,\"unfinished\":true,\"last_start\":\"yesterday\"}");
        assertThatThrownBy(() -> store.load("job")).hasMessageContaining("yesterday");
    }

    @Example
    void theLongestCheckpointOfTheWorstCharactersCanBeReadAgain() {
        JobStore store = store();
        JobState longest = JobState.NEW.reached("\u0001".repeat(JobRun.MAX_CHECKPOINT_CHARS));
        store.save("job", longest);
        assertThat(store.load("job")).contains(longest);
    }

    @Example
    void aNameThatIsNoFileNameIsRefused() {
        JobStore store = store();
        for (String name : new String[] {"", "../up", "A", "a b", "a".repeat(65), "é"}) {
            assertThatThrownBy(() -> store.load(name)).as(name).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.save(name, JobState.NEW)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void whatCannotBeWrittenIsSaid() throws IOException {
        store();
        Path file = Files.createFile(folder.resolve("a-file"));
        assertThatThrownBy(() -> new FileJobStore(file).save("job", JobState.NEW))
                .isInstanceOf(JobStoreException.class)
                .hasMessageContaining("cannot be written");
        assertThat(new FileJobStore(folder.resolve("nowhere")).load("job")).isEqualTo(Optional.empty());
    }
}
