package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.Impression;
import java.util.function.Consumer;

/** Hands every slate that leaves an engine to somebody. */
record ImpressionRecorder(Consumer<Impression> recorder) implements DiscoveryListener {

    @Override
    public void impression(Impression impression) {
        recorder.accept(impression);
    }

    @Override
    public boolean wantsImpressions() {
        return true;
    }
}
