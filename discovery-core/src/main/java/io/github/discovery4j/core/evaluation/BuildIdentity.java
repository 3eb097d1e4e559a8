package io.github.discovery4j.core.evaluation;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** What the manifest of the jar with these classes says of itself. */
final class BuildIdentity {

    /** The version of the library. */
    static final String VERSION;

    /** The commit of its sources. */
    static final String COMMIT;

    static {
        Attributes attributes = attributes();
        VERSION = value(attributes, "Implementation-Version");
        COMMIT = value(attributes, "Implementation-Commit");
    }

    private BuildIdentity() {}

    /** A package knows its version on the class path alone; the manifest itself is there on the module path, too. */
    private static Attributes attributes() {
        URL self = BuildIdentity.class.getResource("BuildIdentity.class");
        try {
            if (self != null && self.openConnection() instanceof JarURLConnection jar) {
                Manifest manifest = jar.getManifest();
                return manifest == null ? new Attributes() : manifest.getMainAttributes();
            }
        } catch (IOException e) {
            // A jar without a readable manifest says nothing of itself; a report is worth having all the same.
        }
        return new Attributes();
    }

    private static String value(Attributes attributes, String name) {
        @Nullable String value = attributes.getValue(name);
        return value == null || value.isBlank() ? Provenance.UNKNOWN : value;
    }
}
