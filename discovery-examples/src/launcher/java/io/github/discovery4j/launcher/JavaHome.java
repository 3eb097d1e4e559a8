package io.github.discovery4j.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java runtime in a folder, known by the {@code release} file that every runtime since Java 9 carries. */
final class JavaHome {
    private static final Pattern LINE = Pattern.compile("(JAVA_VERSION|MODULES)=\"([^\"]*)\"");
    private static final Pattern FEATURE = Pattern.compile("(?:1\\.)?(\\d+).*");

    final Path folder;
    final Path java;
    final int feature;
    /** Whether {@code --add-modules jdk.incubator.vector} can be asked of it: a trimmed runtime may lack the module. */
    final boolean hasVectorModule;

    private JavaHome(Path folder, Path java, int feature, boolean hasVectorModule) {
        this.folder = folder;
        this.java = java;
        this.feature = feature;
        this.hasVectorModule = hasVectorModule;
    }

    /** Reads the runtime in a folder; null when there is none, or none that can be told. */
    static JavaHome read(Path folder) {
        Path java = folder.resolve("bin").resolve("java");
        if (!Files.isExecutable(java)) {
            java = folder.resolve("bin").resolve("java.exe");
        }
        Path release = folder.resolve("release");
        if (!Files.isExecutable(java) || !Files.isRegularFile(release)) {
            return null;
        }
        int feature = 0;
        boolean hasVectorModule = true;
        try (BufferedReader reader = Files.newBufferedReader(release, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher matcher = LINE.matcher(line.trim());
                if (!matcher.matches()) {
                    continue;
                }
                if (matcher.group(1).equals("MODULES")) {
                    hasVectorModule = (" " + matcher.group(2) + " ").contains(" " + Launcher.VECTOR_MODULE + " ");
                } else {
                    feature = featureOf(matcher.group(2));
                }
            }
        } catch (IOException unreadable) {
            return null;
        }
        return feature == 0 ? null : new JavaHome(folder, java, feature, hasVectorModule);
    }

    /** The feature release of a version: 8 of {@code 1.8.0_392}, 21 of {@code 21.0.2}, 26 of {@code 26-ea}; 0 if none. */
    static int featureOf(String version) {
        Matcher matcher = FEATURE.matcher(version);
        return matcher.matches() && matcher.group(1).length() < 6 ? Integer.parseInt(matcher.group(1)) : 0;
    }

    boolean isLongTerm() {
        return feature >= 21 && (feature - 21) % 4 == 0;
    }
}
