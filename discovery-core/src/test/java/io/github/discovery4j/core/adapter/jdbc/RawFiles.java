package io.github.discovery4j.core.adapter.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The bytes of a folder's files as somebody sees them who has found the disk: a byte a character. */
final class RawFiles {

    private RawFiles() {}

    static Map<String, String> in(Path folder) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                found.put(
                        file.getFileName().toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return found;
    }
}
