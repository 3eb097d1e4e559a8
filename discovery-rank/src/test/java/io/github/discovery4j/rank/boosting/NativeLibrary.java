package io.github.discovery4j.rank.boosting;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Loads LightGBM from a copy in the build's folder, where lightgbm4j would leave one among the temporary files. */
public final class NativeLibrary {

    private static final String FOLDER = "java.io.tmpdir";

    private NativeLibrary() {}

    /** Loads it, once. */
    public static synchronized void load() {
        String temporary = System.getProperty(FOLDER);
        System.setProperty(FOLDER, Path.of("target").toAbsolutePath().toString());
        try {
            LGBMBooster.loadNative();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.setProperty(FOLDER, temporary);
        }
    }
}
