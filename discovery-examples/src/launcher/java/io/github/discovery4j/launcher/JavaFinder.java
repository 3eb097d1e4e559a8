package io.github.discovery4j.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks for a Java runtime of at least a given feature release.
 *
 * <p>Order: the runtime that asks, {@code JAVA_HOME}, {@code java} on the PATH; then, of all the folders where runtimes
 * are usually kept, the newest long-term release, else the newest other one. Only files are read.
 */
final class JavaFinder {
    /** Folders that hold one runtime each; the last part may hold a star. The same places as in {@code mvnw}. */
    private static final String[] USUAL = {
        "/usr/lib/jvm/*",
        "/usr/lib64/jvm/*",
        "/usr/java/*",
        "/usr/local/*jdk*",
        "/usr/local/*java*",
        "/opt/*jdk*",
        "/opt/*java*",
        "/opt/java/*",
        "/Library/Java/JavaVirtualMachines/*/Contents/Home",
        "~/Library/Java/JavaVirtualMachines/*/Contents/Home",
        "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
        "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
        "~/.sdkman/candidates/java/*",
        "~/.jdks/*",
        "~/.gradle/jdks/*",
        "~/.asdf/installs/java/*",
        "~/.local/share/mise/installs/java/*",
    };

    private static final String[] USUAL_ON_WINDOWS = {
        "%ProgramFiles%/Java/*",
        "%ProgramFiles%/Eclipse Adoptium/*",
        "%ProgramFiles%/Microsoft/*",
        "%ProgramFiles%/Zulu/*",
        "%ProgramFiles%/Amazon Corretto/*",
        "%ProgramFiles%/BellSoft/*",
        "%ProgramFiles%/OpenJDK/*",
        "~/.jdks/*",
        "~/.gradle/jdks/*",
        "~/scoop/apps/*jdk*/current",
    };

    private final Path asking;
    private final Map<String, String> environment;
    private final List<String> usual;

    /**
     * @param asking the home of the runtime that asks
     * @param environment variables by name, as of {@link System#getenv()}
     * @param usual patterns of folders, one runtime each: absolute, a star for any part of a name
     */
    JavaFinder(Path asking, Map<String, String> environment, List<String> usual) {
        this.asking = asking;
        this.environment = environment;
        this.usual = usual;
    }

    static JavaFinder ofThisMachine() {
        boolean windows = File.separatorChar == '\\';
        List<String> usual = new ArrayList<>();
        for (String pattern : windows ? USUAL_ON_WINDOWS : USUAL) {
            String programs = System.getenv("ProgramFiles");
            usual.add(pattern.replace("~", System.getProperty("user.home", ""))
                    .replace("%ProgramFiles%", programs == null ? "C:/Program Files" : programs)
                    .replace('\\', '/'));
        }
        return new JavaFinder(Paths.get(System.getProperty("java.home")), System.getenv(), usual);
    }

    /** The runtime to use, or null when there is none of at least {@code minimum}. */
    JavaHome find(int minimum) {
        for (Path folder : named()) {
            JavaHome home = JavaHome.read(folder);
            if (home != null && home.feature >= minimum) {
                return home;
            }
        }
        JavaHome best = null;
        for (String pattern : usual) {
            for (Path folder : expand(pattern)) {
                JavaHome home = JavaHome.read(folder);
                if (home != null && home.feature >= minimum && (best == null || isBetter(home, best))) {
                    best = home;
                }
            }
        }
        return best;
    }

    private static boolean isBetter(JavaHome a, JavaHome b) {
        return a.isLongTerm() == b.isLongTerm() ? a.feature > b.feature : a.isLongTerm();
    }

    /** What somebody chose: the asking runtime, JAVA_HOME, and the folder of each {@code java} on the PATH. */
    private List<Path> named() {
        List<Path> folders = new ArrayList<>();
        folders.add(asking);
        String javaHome = environment.get("JAVA_HOME");
        if (javaHome != null && !javaHome.isEmpty()) {
            addIfValid(folders, javaHome);
        }
        String path = environment.get("PATH");
        for (String entry : (path == null ? "" : path).split(File.pathSeparator)) {
            if (entry.isEmpty()) {
                continue;
            }
            for (String name : new String[] {"java", "java.exe"}) {
                try {
                    Path java = Paths.get(entry, name);
                    if (Files.isExecutable(java)) {
                        // A link such as /usr/bin/java leads to the folder of the runtime.
                        Path bin = java.toRealPath().getParent();
                        if (bin != null && bin.getParent() != null) {
                            folders.add(bin.getParent());
                        }
                    }
                } catch (IOException | InvalidPathException unusable) {
                    // An entry of the PATH that leads nowhere names no runtime.
                    continue;
                }
            }
        }
        return folders;
    }

    private static void addIfValid(List<Path> folders, String folder) {
        try {
            folders.add(Paths.get(folder));
        } catch (InvalidPathException unusable) {
            // A variable that holds no path names no runtime.
            return;
        }
    }

    /** The folders that a pattern names, in no particular order. */
    static List<Path> expand(String pattern) {
        List<Path> found = new ArrayList<>();
        int slash = pattern.indexOf('/');
        found.add(Paths.get(pattern.substring(0, slash + 1)));
        for (String part : pattern.substring(slash + 1).split("/")) {
            List<Path> deeper = new ArrayList<>();
            for (Path folder : found) {
                if (part.indexOf('*') < 0) {
                    deeper.add(folder.resolve(part));
                } else if (Files.isDirectory(folder)) {
                    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, part)) {
                        for (Path entry : entries) {
                            deeper.add(entry);
                        }
                    } catch (IOException unreadable) {
                        // A folder that may not be listed offers no runtime.
                        continue;
                    }
                }
            }
            found = deeper;
        }
        return found;
    }
}
