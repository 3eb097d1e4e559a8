package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.testkit.DeadLetterStoreContract;
import java.time.InstantSource;

class InMemoryDeadLettersTest extends DeadLetterStoreContract {

    @Override
    protected DeadLetterStore store(Bounds bounds, InstantSource clock) {
        return new InMemoryDeadLetters(bounds, clock);
    }
}
