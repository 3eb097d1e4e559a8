package io.github.discovery4j.examples;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;

/** Loads ONNX Runtime from a copy in the build's folder, where it would leave one among the temporary files. */
final class OnnxLibrary {

    private static final String FOLDER = "java.io.tmpdir";

    private OnnxLibrary() {}

    static synchronized void load() {
        String temporary = System.getProperty(FOLDER);
        System.setProperty(FOLDER, Path.of("target").toAbsolutePath().toString());
        try {
            OrtEnvironment.getEnvironment();
        } finally {
            System.setProperty(FOLDER, temporary);
        }
    }
}
