package io.github.discovery4j.core.job;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.data.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers jobs in a folder: one JSON file a job, {@code taste-vectors.json}, written whole or not at all.
 *
 * <pre>{@code
 * {
 *   "last_start" : "2026-11-21T02:30:00Z",
 *   "last_end" : "2026-11-21T02:41:07Z",
 *   "last_success" : "2026-11-20T02:39:51Z",
 *   "last_duration" : "PT11M7S",
 *   "failures_in_a_row" : 1,
 *   "last_error" : "java.io.IOException",
 *   "unfinished" : true,
 *   "checkpoint" : "120000"
 * }
 * }</pre>
 *
 * <p>A checkpoint costs a file forced to disk: some milliseconds. The folder is for one process at a time; the store does
 * not keep a second one out. <b>Threads:</b> safe.
 */
public final class FileJobStore implements JobStore {

    private static final int MAX_DEPTH = 2;

    /** A checkpoint of control characters takes six of JSON each. */
    private static final long MAX_FILE_BYTES = 8L * JobRun.MAX_CHECKPOINT_CHARS;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxDocumentLength(MAX_FILE_BYTES)
                        .build());
    }

    private final Path folder;

    /**
     * Creates a store.
     *
     * @param folder where the files are; made when the first is written
     */
    public FileJobStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<JobState> load(String job) {
        Path file = file(job);
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new JobStoreException(
                        file
                                + " must have %d bytes at most, has %d; delete it to let the job start afresh"
                                        .formatted(MAX_FILE_BYTES, Files.size(file)),
                        null);
            }
            return Optional.of(state(JSON.readTree(Files.readAllBytes(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new JobStoreException(
                    "%s, byte %d: is damaged; delete it to let the job start afresh"
                            .formatted(
                                    file,
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getByteOffset()),
                    e);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new JobStoreException(
                    "%s: is not what this store writes (%s); delete it to let the job start afresh"
                            .formatted(file, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new JobStoreException(file + " cannot be read; see the cause", e);
        }
    }

    @Override
    public void save(String job, JobState state) {
        Path file = file(job);
        try {
            Files.createDirectories(folder);
            WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(state)) + "\n");
        } catch (JacksonException e) {
            throw new IllegalStateException("a job's state is always JSON", e);
        } catch (IOException e) {
            throw new JobStoreException(file + " cannot be written; the file as it was is untouched, see the cause", e);
        }
    }

    private Path file(String job) {
        return folder.resolve(Tracked.checkedName(job) + ".json");
    }

    private static ObjectNode json(JobState state) {
        ObjectNode json = JSON.createObjectNode();
        state.lastStart().ifPresent(at -> json.put("last_start", at.toString()));
        state.lastEnd().ifPresent(at -> json.put("last_end", at.toString()));
        state.lastSuccess().ifPresent(at -> json.put("last_success", at.toString()));
        state.lastDuration().ifPresent(took -> json.put("last_duration", took.toString()));
        json.put("failures_in_a_row", state.failuresInARow());
        json.put("last_error", state.lastError());
        json.put("unfinished", state.unfinished());
        state.checkpoint().ifPresent(progress -> json.put("checkpoint", progress));
        return json;
    }

    private static JobState state(JsonNode json) {
        if (!json.path("failures_in_a_row").isInt() || !json.path("unfinished").isBoolean()) {
            throw new IllegalArgumentException("\"failures_in_a_row\" or \"unfinished\" is missing");
        }
        return new JobState(
                text(json, "last_start").map(Instant::parse),
                text(json, "last_end").map(Instant::parse),
                text(json, "last_success").map(Instant::parse),
                text(json, "last_duration").map(Duration::parse),
                json.path("failures_in_a_row").intValue(),
                text(json, "last_error").orElse(""),
                json.path("unfinished").booleanValue(),
                text(json, "checkpoint"));
    }

    private static Optional<String> text(JsonNode json, String field) {
        return json.path(field).isTextual() ? Optional.of(json.path(field).textValue()) : Optional.empty();
    }
}
