package io.github.discovery4j.core;

import java.time.Duration;

/** Engines that give their stages ample time, so that a busy machine does not decide a test. */
final class PatientEngine {

    private PatientEngine() {}

    static DiscoveryEngineBuilder builder() {
        return DiscoveryEngine.builder().timeout(Duration.ofMinutes(2)).sourceTimeout(Duration.ofMinutes(1));
    }
}
