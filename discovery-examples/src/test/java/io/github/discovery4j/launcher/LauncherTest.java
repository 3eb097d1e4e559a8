package io.github.discovery4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void withoutANewJavaItSaysWhatToInstall() throws InterruptedException {
        int exitCode = Launcher.launch(
                new JavaFinder(folder, Map.of(), List.of()), CLASS_PATH, "Main", List.of(), new String[0], sink());
        assertThat(exitCode).isEqualTo(Launcher.UNAVAILABLE);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("needs Java 21 or newer")
                .contains(System.getProperty("java.home"))
                .contains("JAVA_HOME");
    }

    @Test
    void aJavaThatDoesNotStartIsNamed() throws IOException, InterruptedException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!" + folder.resolve("no-such-program") + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"21\"");
        int exitCode = Launcher.launch(
                new JavaFinder(folder, Map.of(), List.of()), CLASS_PATH, "Main", List.of(), new String[0], sink());
        assertThat(exitCode).isEqualTo(Launcher.CANNOT_START);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("could not start " + java);
    }

    @Test
    void exitCodeOptionsAndErrorsComeThroughWithoutTheIncubatorNote() throws InterruptedException {
        int exitCode = Launcher.launch(
                JavaFinder.ofThisMachine(),
                CLASS_PATH,
                Failing.class.getName(),
                List.of("-Dfailing.code=7"),
                new String[] {"a b", ""},
                sink());
        assertThat(exitCode).isEqualTo(7);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("[a b, ] vector=true" + System.lineSeparator());
    }

    @Test
    void optionsAreSplitAtBlanksOutsideQuotes() {
        assertThat(Launcher.optionsIn(Map.of("DISCOVERY_OPTS", "-Db='x y' ''", "JAVA_OPTS", "  -Xmx1g\t\"-Da=1 2\" ")))
                .containsExactly("-Xmx1g", "-Da=1 2", "-Db=x y", "");
        assertThat(Launcher.optionsIn(Map.of())).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPoliteKillEndsTheChildToo() throws IOException, InterruptedException {
        Path pidFile = folder.resolve("pid");
        Process launcher = new ProcessBuilder(
                        JavaFinder.ofThisMachine().find(21).java.toString(),
                        "-cp",
                        CLASS_PATH,
                        Launching.class.getName(),
                        pidFile.toString())
                .inheritIO()
                .start();
        try {
            ProcessHandle child = child(launcher, pidFile);
            try {
                launcher.destroy();
                assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(child.isAlive()).isFalse();
            } finally {
                child.destroyForcibly();
            }
        } finally {
            launcher.destroyForcibly();
        }
    }

    @Test
    void aChildToldToEndBeforeItStartedDoesNotStart() {
        ChildProcess child = new ChildProcess();
        child.run();
        assertThatThrownBy(() -> child.start(new ProcessBuilder("java"))).hasMessageContaining("told to end");
    }

    private static ProcessHandle child(Process launcher, Path pidFile) throws IOException, InterruptedException {
        while (launcher.isAlive()) {
            if (Files.exists(pidFile)) {
                return ProcessHandle.of(Long.parseLong(Files.readString(pidFile)))
                        .orElseThrow();
            }
            launcher.waitFor(20, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("the launcher ended early, with " + launcher.exitValue());
    }

    private PrintStream sink() {
        return new PrintStream(errors, true, StandardCharsets.UTF_8);
    }

    /** Says what it was started with and fails. */
    static final class Failing {
        public static void main(String[] args) {
            System.err.println(List.of(args)
                    + " vector="
                    + ModuleLayer.boot().findModule(Launcher.VECTOR_MODULE).isPresent());
            System.exit(Integer.getInteger("failing.code", 0));
        }
    }

    /** Launches a main class that waits. */
    static final class Launching {
        public static void main(String[] args) throws InterruptedException {
            System.exit(Launcher.launch(
                    JavaFinder.ofThisMachine(), CLASS_PATH, Waiting.class.getName(), List.of(), args, System.err));
        }
    }

    /** Writes its process id to a file and waits to be ended. */
    static final class Waiting {
        public static void main(String[] args) throws IOException, InterruptedException {
            Path pidFile = Path.of(args[0]);
            Path unfinished = pidFile.resolveSibling("unfinished");
            Files.writeString(unfinished, Long.toString(ProcessHandle.current().pid()));
            Files.move(unfinished, pidFile);
            Thread.currentThread().join();
        }
    }
}
