package io.github.discovery4j.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A run of {@code discovery} within this JVM, and what it printed. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = new String[args.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = args[i].toString();
        }
        int exitCode = Main.run(out, writer(err), words);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintWriter writer(ByteArrayOutputStream bytes) {
        return new PrintWriter(bytes, true, StandardCharsets.UTF_8);
    }

    /** Writes lines to a file and returns it. */
    static Path file(Path folder, String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), java.util.List.of(lines), StandardCharsets.UTF_8);
    }

    /** MovieLens 100K below the folder that DISCOVERY_DATA names; where there is none the test is skipped, aloud. */
    static Path movieLens() {
        String root = System.getenv("DISCOVERY_DATA");
        Path folder = Path.of(root == null ? "." : root, "movielens-100k");
        boolean there = root != null && Files.isDirectory(folder);
        if (!there) {
            System.err.println("SKIPPED: no movielens-100k in the folder that DISCOVERY_DATA names (" + root + ")");
        }
        Assumptions.assumeTrue(there, "no movielens-100k");
        return folder;
    }
}
