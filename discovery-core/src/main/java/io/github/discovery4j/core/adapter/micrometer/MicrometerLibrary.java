package io.github.discovery4j.core.adapter.micrometer;

/** Whether Micrometer is there, and what to do when it is not. Links nothing of it. */
final class MicrometerLibrary {

    private static final String CORE = "io.micrometer.core.instrument.MeterRegistry";
    private static final String TRACING = "io.micrometer.tracing.handler.TracingObservationHandler";

    private MicrometerLibrary() {}

    /**
     * Checks that the library can be reached.
     *
     * @throws IllegalStateException if it cannot; the message says how to add it
     */
    static void require() {
        if (!isPresent(CORE)) {
            throw new IllegalStateException(
                    missing(MicrometerLibrary.class.getModule().isNamed()));
        }
    }

    static boolean hasTracing() {
        return isPresent(TRACING);
    }

    static String missing(boolean onModulePath) {
        String what =
                "metrics and spans need Micrometer, which is not there; add io.micrometer:micrometer-core to the ";
        return onModulePath
                ? what + "module path and start with --add-modules micrometer.core,micrometer.observation"
                : what + "class path";
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, MicrometerLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
