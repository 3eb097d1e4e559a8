package io.github.discovery4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a person runs it, with the Java of the build and with an older one where there is one. */
class RunnableJarIT {
    private static final Path JAR = Path.of("target", "discovery.jar");
    private static final int JAVA_8_CLASS_FILE = 52;

    @TempDir
    private Path folder;

    @Test
    void theJavaOfTheBuildRunsIt() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assertThat(run(java, JAR, "--version")).startsWith("0\ndiscovery ").contains("Java ");
    }

    @Test
    void anOlderJavaFindsANewerOne() throws IOException, InterruptedException {
        List<JavaHome> olderThan21 = new ArrayList<>();
        for (Path candidate : JavaFinder.expand("/usr/lib/jvm/*")) {
            JavaHome home = JavaHome.read(candidate);
            if (home != null && home.feature < 21) {
                olderThan21.add(home);
            }
        }
        assumeFalse(olderThan21.isEmpty(), "no Java older than 21 on this machine");
        assertThat(run(olderThan21.get(0).java, JAR, "--version"))
                .startsWith("0\ndiscovery ")
                .doesNotContain("WARNING");
    }

    @Test
    void itRunsFromAFolderWithABlankAndSigns() throws IOException, InterruptedException {
        Path copy = Files.copy(
                JAR, Files.createDirectory(folder.resolve("a b+c%20d")).resolve("discovery.jar"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assertThat(run(java, copy, "--version")).startsWith("0\ndiscovery ");
    }

    @Test
    void aWrongOptionIsAUsageError() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assertThat(run(java, JAR, "--no-such-option")).startsWith("2\n").contains("--no-such-option");
    }

    @Test
    void theEntryIsCompiledForJava8() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String main = jar.getManifest().getMainAttributes().getValue("Main-Class");
            assertThat(main).isEqualTo(Launcher.class.getName());
            List<String> entries = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("io/github/discovery4j/launcher/") && name.endsWith(".class"))
                    .toList();
            assertThat(entries).contains("io/github/discovery4j/launcher/Launcher.class");
            for (String entry : entries) {
                try (InputStream in = jar.getInputStream(jar.getEntry(entry));
                        DataInputStream data = new DataInputStream(in)) {
                    assertThat(data.readInt()).as("magic number of %s", entry).isEqualTo(0xCAFEBABE);
                    data.readUnsignedShort();
                    assertThat(data.readUnsignedShort())
                            .as("class file version of %s", entry)
                            .isEqualTo(JAVA_8_CLASS_FILE);
                }
            }
        }
    }

    @Test
    void nothingSignedAndNoModuleDescriptorsCameAlong() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .noneMatch(name -> name.endsWith("module-info.class") || name.matches("META-INF/.*\\.(SF|RSA|DSA)"))
                    .contains("META-INF/LICENSE");
        }
    }

    @Test
    void eventsRunThroughADatabaseOfItsOwn() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String events = folder.resolve("events.jsonl").toString();
        assertThat(run(java, JAR, "sample", "--people", "20", "--days", "3", "--flawless", "--events", events))
                .startsWith("0\n")
                .doesNotContain("WARN");
        assertThat(run(java, JAR, "signals", events))
                .startsWith("0\n")
                .containsPattern("dead-lettered +0 ")
                .doesNotContain("WARN");
    }

    @Test
    void aFullDiskIsSaidAndAReaderMayStop() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder sample = new ProcessBuilder(
                java.toString(), "-jar", JAR.toString(), "sample", "--people", "300", "--events", "-");
        Process stopped =
                sample.redirectError(folder.resolve("stopped").toFile()).start();
        assertThat(stopped.getInputStream().read()).isEqualTo('{');
        stopped.getInputStream().close();
        assertThat(stopped.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        assertThat(stopped.exitValue()).isZero();
        assertThat(folder.resolve("stopped")).isEmptyFile();

        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "no /dev/full on this machine");
        Process cut = sample.redirectError(folder.resolve("cut").toFile())
                .redirectOutput(full.toFile())
                .start();
        assertThat(cut.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        assertThat(cut.exitValue()).isEqualTo(73);
        assertThat(folder.resolve("cut")).content().contains("the result is cut off");
    }

    @Test
    void theDatabaseComesForTheUsualMachinesAndWithItsNotice() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith("org/sqlite/native/") && name.contains("sqlitejdbc."))
                            .map(name -> name.substring("org/sqlite/native/".length(), name.lastIndexOf('/'))))
                    .containsExactlyInAnyOrder(
                            "Linux/x86_64",
                            "Linux/aarch64",
                            "Linux-Musl/x86_64",
                            "Linux-Musl/aarch64",
                            "Mac/x86_64",
                            "Mac/aarch64",
                            "Windows/x86_64",
                            "Windows/aarch64");
            assertThat(jar.getEntry("META-INF/maven/org.xerial/sqlite-jdbc/LICENSE.zentus"))
                    .isNotNull();
        }
    }

    /** The exit code, a line end, and all that was printed. */
    private String run(Path java, Path jar, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", jar.toString()));
        command.addAll(Arrays.asList(args));
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue() + "\n" + Files.readString(output, StandardCharsets.UTF_8);
    }
}
