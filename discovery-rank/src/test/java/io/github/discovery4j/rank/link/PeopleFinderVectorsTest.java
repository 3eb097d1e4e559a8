package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.testkit.VectorReaderContract;
import java.util.List;

class PeopleFinderVectorsTest extends VectorReaderContract {

    private final PeopleFinder finder = PeopleFinder.over(
                    Handle.of("people", "1", PeopleSamples.model()), ConsentView.ALLOW_ALL)
            .build();

    @Override
    protected VectorReader reader() {
        return finder;
    }

    @Override
    protected List<String> known() {
        return List.of("p0", PeopleSamples.TIELESS, PeopleSamples.LIKELESS);
    }
}
