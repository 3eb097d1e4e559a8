package io.github.discovery4j.core.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds public data sets on the machine that runs the tests; the project ships none. */
public final class RealData {

    private RealData() {}

    /** The data set's folder below the one that DISCOVERY_DATA names; where there is none the test is skipped, aloud. */
    public static Path folder(String name) {
        String root = System.getenv("DISCOVERY_DATA");
        boolean there = root != null && Files.isDirectory(Path.of(root, name));
        if (!there) {
            String skipped = "SKIPPED: no " + name + " in the folder that DISCOVERY_DATA names (" + root + ")";
            System.err.println(skipped);
            Assumptions.abort(skipped);
        }
        return Path.of(root, name);
    }
}
