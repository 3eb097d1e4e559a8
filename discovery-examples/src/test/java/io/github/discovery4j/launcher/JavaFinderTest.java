package io.github.discovery4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaFinderTest {
    @TempDir
    private Path machine;

    private Path old;

    @BeforeEach
    void aMachineWithAnOldJava() throws IOException {
        old = home("old", "JAVA_VERSION=\"17.0.15\"");
    }

    @Test
    void theAskingJavaIsTakenWhenItIsNewEnough() throws IOException {
        Path asking = home("asking", "JAVA_VERSION=\"22.0.1\"");
        home("jvm/newer", "JAVA_VERSION=\"25\"");
        assertThat(find(asking, Map.of("JAVA_HOME", machine.resolve("jvm/newer").toString())).folder)
                .isEqualTo(asking);
    }

    @Test
    void javaHomeComesBeforeThePath() throws IOException {
        Path named = home("named", "JAVA_VERSION=\"21.0.2\"");
        Path onPath = home("on-path", "JAVA_VERSION=\"25.0.1\"");
        assertThat(find(
                                old,
                                Map.of(
                                        "JAVA_HOME",
                                        named.toString(),
                                        "PATH",
                                        onPath.resolve("bin").toString()))
                        .folder)
                .isEqualTo(named);
    }

    @Test
    void aLinkOnThePathLeadsToItsRuntime() throws IOException {
        Path real = home("real", "JAVA_VERSION=\"21.0.2\"");
        Path bin = Files.createDirectories(machine.resolve("usr/bin"));
        Files.createSymbolicLink(bin.resolve("java"), real.resolve("bin/java"));
        assertThat(find(old, Map.of("PATH", machine.resolve("nowhere") + File.pathSeparator + bin)).folder)
                .isEqualTo(real.toRealPath());
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws IOException {
        Path newer = home("jvm/newer", "JAVA_VERSION=\"21.0.2\"");
        assertThat(find(old, Map.of("JAVA_HOME", old.toString())).folder).isEqualTo(newer);
    }

    @Test
    void amongTheUsualFoldersTheNewestLongTermReleaseWins() throws IOException {
        home("jvm/a", "JAVA_VERSION=\"21.0.2\"");
        Path longTerm = home("jvm/b", "JAVA_VERSION=\"25.0.1\"");
        home("jvm/c", "JAVA_VERSION=\"26-ea\"");
        home("jvm/d", "JAVA_VERSION=\"1.8.0_392\"");
        assertThat(find(old, Map.of()).folder).isEqualTo(longTerm);
    }

    @Test
    void withoutALongTermReleaseTheNewestWins() throws IOException {
        home("jvm/a", "JAVA_VERSION=\"22.0.2\"");
        Path newest = home("jvm/b", "JAVA_VERSION=\"24.0.1\"");
        assertThat(find(old, Map.of()).folder).isEqualTo(newest);
    }

    @Test
    void aStarMayStandInTheMiddle() throws IOException {
        Path inside = home("mac/temurin.jdk/Contents/Home", "JAVA_VERSION=\"21\"");
        assertThat(new JavaFinder(old, Map.of(), List.of(pattern("mac/*/Contents/Home"))).find(21).folder)
                .isEqualTo(inside);
    }

    @Test
    void whatIsNoRuntimeIsPassedOver() throws IOException {
        Files.createDirectories(machine.resolve("jvm/empty"));
        Files.writeString(machine.resolve("jvm/file"), "x");
        home("jvm/garbled", "JAVA_VERSION=\"x\"");
        home("jvm/silent", "IMPLEMENTOR=\"nobody\"");
        assertThat(new JavaFinder(
                                old,
                                Map.of("JAVA_HOME", "\0", "PATH", ""),
                                List.of(pattern("jvm/*"), pattern("absent/*")))
                        .find(21))
                .isNull();
    }

    @Test
    void aTrimmedRuntimeIsKnownByItsModules() throws IOException {
        Path trimmed = home("trimmed", "JAVA_VERSION=\"21\"\nMODULES=\"java.base java.logging\"");
        Path whole = home("whole", "JAVA_VERSION=\"21\"\nMODULES=\"java.base jdk.incubator.vector\"");
        assertThat(JavaHome.read(trimmed).hasVectorModule).isFalse();
        assertThat(JavaHome.read(whole).hasVectorModule).isTrue();
        assertThat(Launcher.command(JavaHome.read(trimmed), "a.jar", "Main", List.of(), new String[0]))
                .doesNotContain("--add-modules");
    }

    private JavaHome find(Path asking, Map<String, String> environment) {
        JavaHome found = new JavaFinder(asking, environment, List.of(pattern("jvm/*"))).find(21);
        assertThat(found).as("a runtime").isNotNull();
        return found;
    }

    private String pattern(String below) {
        return machine.toString().replace('\\', '/') + "/" + below;
    }

    private Path home(String folder, String release) throws IOException {
        Path home = machine.resolve(folder);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), release + "\n");
        return home;
    }
}
