package io.github.discovery4j.index.source;

import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.testkit.CandidateSourceContract;
import java.util.List;

/** A stranger gets what is near to given vectors. */
class OrElseSourceTest extends CandidateSourceContract {

    @Override
    protected CandidateSource source() {
        ExactIndex people = ExactIndex.of(VectorIndexSettings.of("people", 2));
        for (int i = 0; i < 60; i++) {
            people.accept("p" + i, new float[] {1 + i % 3, i % 7});
        }
        return VectorSource.over(people)
                .above(0.2f)
                .orElse(VectorSource.over(people).nearTo(new float[] {1, 0}));
    }

    @Override
    protected List<String> viewers() {
        return List.of("p0", "unknown");
    }
}
