package io.github.discovery4j.core.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.SlateMeters;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Core where Micrometer is not. */
class MicrometerLibraryTest {

    @Test
    void theEngineWorksWithoutTheLibrary() throws Exception {
        try (URLClassLoader without = withoutMicrometer()) {
            assertThatThrownBy(() -> without.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(call(without, EngineAlone.class.getName())).isEqualTo("2 items");
        }
    }

    @Test
    void theAdapterSaysWhatIsMissing() throws Exception {
        try (URLClassLoader without = withoutMicrometer()) {
            assertThat(call(without, AdapterAlone.class.getName()))
                    .isEqualTo("metrics and spans need Micrometer, which is not there; add"
                            + " io.micrometer:micrometer-core to the class path");
        }
    }

    @Test
    void onTheModulePathItNamesTheFlag() {
        assertThat(MicrometerLibrary.missing(true))
                .contains("io.micrometer:micrometer-core")
                .endsWith("--add-modules micrometer.core,micrometer.observation");
    }

    /** Makes a slate for a listener that counts. */
    public static final class EngineAlone implements Callable<String> {
        @Override
        public String call() {
            try (DiscoveryEngine engine = DiscoveryEngine.builder()
                    .source(
                            "good",
                            (context, limit) -> CandidateList.builder(context.items(), 2)
                                    .add("a", 2)
                                    .add("b", 1)
                                    .build())
                    .timeout(Duration.ofMinutes(1))
                    .listener(new SlateMeters((meter, value, tags) -> {}))
                    .build()) {
                return engine.recommend(SlateRequest.forViewer("viewer").build())
                                .items()
                                .size()
                        + " items";
            }
        }
    }

    /** Asks for the adapter. */
    public static final class AdapterAlone implements Callable<String> {
        @Override
        public String call() {
            try {
                return "made " + MicrometerListener.builder();
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        }
    }

    private static Object call(ClassLoader loader, String className) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Callable<?> made = (Callable<?>)
                    loader.loadClass(className).getDeclaredConstructor().newInstance();
            return made.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The class path of this test less Micrometer, below the platform's own classes. */
    private static URLClassLoader withoutMicrometer() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Path.of(entry).getFileName().toString().startsWith("micrometer")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
