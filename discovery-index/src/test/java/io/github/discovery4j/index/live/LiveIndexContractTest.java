package io.github.discovery4j.index.live;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexContract;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

class LiveIndexContractTest extends VectorIndexContract {

    @Override
    protected VectorIndex create(VectorIndexSettings settings) {
        LiveIndex.Builder live = LiveIndex.over(ExactIndex.of(settings))
                .clock(InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
        // Rolling topics hold what people said, so they are not for an index about nobody.
        return settings.groups().isEmpty()
                ? live.build()
                : live.rolling(Duration.ofSeconds(60), ConsentView.ALLOW_ALL).build();
    }
}
