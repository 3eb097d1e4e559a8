package io.github.discovery4j.examples;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Loads ONNX Runtime from a copy in the build's folder, where it would leave a folder among the temporary ones. */
final class OnnxLibrary {

    private OnnxLibrary() {}

    static synchronized void load() {
        Path folder = Path.of("target", "onnxruntime").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            for (String library : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
                copy(System.mapLibraryName(library), folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty("onnxruntime.native.path", folder.toString());
        OrtEnvironment.getEnvironment();
    }

    private static void copy(String library, Path folder) throws IOException {
        Path copy = folder.resolve(library);
        try (InputStream in = OrtEnvironment.class.getResourceAsStream("native/" + machine() + "/" + library)) {
            if (in != null && !Files.exists(copy)) {
                Files.copy(in, copy);
            }
        }
    }

    private static String machine() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.startsWith("win") ? "win" : name.startsWith("mac") ? "osx" : "linux";
        return system + (System.getProperty("os.arch").equals("aarch64") ? "-aarch64" : "-x64");
    }
}
