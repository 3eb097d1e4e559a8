package io.github.discovery4j.examples.command;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Loads LightGBM from a folder of this process's own. lightgbm4j unpacks it under a fixed name among the temporary files: of two
 * processes that train at once one would overwrite what the other runs, which ends that one.
 */
final class NativeBoosting {

    private static final String FOLDER = "java.io.tmpdir";

    private NativeBoosting() {}

    /** Loads it, once; where that fails the first training says so. */
    static synchronized void load() {
        if (LGBMBooster.isNativeLoaded()) {
            return;
        }
        String temporary = System.getProperty(FOLDER, "");
        try {
            Path own = Files.createTempDirectory("discovery-lightgbm");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(own), "delete LightGBM's copy"));
            System.setProperty(FOLDER, own.toString());
            LGBMBooster.loadNative();
        } catch (IOException | LinkageError e) {
            // Training needs the library, tries once more, and explains what is missing.
        } finally {
            System.setProperty(FOLDER, temporary);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is left is the temporary folder's own affair.
        }
    }
}
