package io.github.discovery4j.core.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a report comes from: what one needs to make it again, and to judge its times.
 *
 * <p>It names files, not the folders they lie in: a report is passed on, and a path tells who ran it.
 *
 * @param version of the library, {@code unknown} where its classes lie in a folder
 * @param commit of the library's sources, {@code unknown} where the build did not know it
 * @param command what was called, word by word; empty for a call from a program
 * @param format of the data; empty if there is none
 * @param files what was read
 * @param models each model's settings by name
 * @param machine what it ran on
 * @param startedAt when the work began
 * @param took how long it took
 */
public record Provenance(
        String version,
        String commit,
        List<String> command,
        String format,
        List<DataFile> files,
        Map<String, Map<String, String>> models,
        Machine machine,
        Instant startedAt,
        Duration took) {

    /** Stands for what could not be found out. */
    public static final String UNKNOWN = "unknown";

    /** Copies lists and maps. */
    public Provenance {
        command = List.copyOf(command);
        files = List.copyOf(files);
        Map<String, Map<String, String>> copies = new LinkedHashMap<>();
        models.forEach(
                (name, settings) -> copies.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(settings))));
        models = Collections.unmodifiableMap(copies);
    }

    /**
     * A file that was read.
     *
     * @param name without its folder
     * @param bytes its size
     * @param sha256 of its content, in hexadecimal
     */
    public record DataFile(String name, long bytes, String sha256) {

        /**
         * Reads a file once to describe it.
         *
         * @param file any file
         * @return its description
         * @throws IOException if it cannot be read
         */
        public static DataFile of(Path file) throws IOException {
            MessageDigest digest = newDigest();
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                    bytes += read;
                }
            }
            return new DataFile(
                    String.valueOf(file.getFileName()), bytes, HexFormat.of().formatHex(digest.digest()));
        }

        private static MessageDigest newDigest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform must have SHA-256, this one has not", e);
            }
        }
    }

    /**
     * What a program runs on.
     *
     * @param java version and maker of the JVM
     * @param os name, version and architecture
     * @param processors that the JVM may use
     * @param maxHeapBytes how much memory its heap may take
     */
    public record Machine(String java, String os, int processors, long maxHeapBytes) {

        /** {@return the machine that this runs on} */
        public static Machine ofThisProcess() {
            Runtime runtime = Runtime.getRuntime();
            return new Machine(
                    Runtime.version() + ", " + property("java.vm.name") + ", " + property("java.vendor"),
                    property("os.name") + " " + property("os.version") + ", " + property("os.arch"),
                    runtime.availableProcessors(),
                    runtime.maxMemory());
        }

        private static String property(String name) {
            return System.getProperty(name, UNKNOWN);
        }
    }

    /** {@return a builder that knows the library and the machine, with no file and no model} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects where a report comes from. */
    public static final class Builder {

        private List<String> command = List.of();
        private String format = "";
        private final List<DataFile> files = new ArrayList<>();
        private final Map<String, Map<String, String>> models = new LinkedHashMap<>();
        private Instant startedAt = Instant.EPOCH;
        private Duration took = Duration.ZERO;

        private Builder() {}

        /**
         * Sets what was called; empty unless set.
         *
         * @param words of the command line, without folders
         * @return this
         */
        public Builder command(List<String> words) {
            command = List.copyOf(words);
            return this;
        }

        /**
         * Sets the format of the data; empty unless set.
         *
         * @param name for example {@code movielens-100k}
         * @return this
         */
        public Builder format(String name) {
            format = name;
            return this;
        }

        /**
         * Adds a file that was read.
         *
         * @param file its description
         * @return this
         */
        public Builder file(DataFile file) {
            files.add(file);
            return this;
        }

        /**
         * Adds a model's settings.
         *
         * @param name as in the report
         * @param settings hyper-parameters as text, by name
         * @return this
         */
        public Builder model(String name, Map<String, String> settings) {
            models.put(name, new LinkedHashMap<>(settings));
            return this;
        }

        /**
         * Sets when the work began and how long it took; 1970 and no time unless set.
         *
         * @param started when it began
         * @param duration how long it took
         * @return this
         */
        public Builder time(Instant started, Duration duration) {
            startedAt = started;
            took = duration;
            return this;
        }

        /** {@return the provenance} */
        public Provenance build() {
            return new Provenance(
                    BuildIdentity.VERSION,
                    BuildIdentity.COMMIT,
                    command,
                    format,
                    files,
                    models,
                    Machine.ofThisProcess(),
                    startedAt,
                    took);
        }
    }
}
