package io.github.discovery4j.rank.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.rank.link.PeopleModel.Part;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

class PeopleFinderTest extends PersonalDataHolderContract {

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final Handle<PeopleModel> handle = Handle.of("people", "1", PeopleSamples.model());
    private final PeopleFinder finder = fresh();

    private PeopleFinder fresh() {
        return new KnownHistories(PeopleSamples.ties(), PeopleSamples.likes(), consent)
                .finder(handle)
                .build();
    }

    @Override
    protected PersonalDataHolder holder() {
        return fresh();
    }

    @Override
    protected String person() {
        return "p1";
    }

    @Override
    protected String bystander() {
        return "p2";
    }

    @Example
    void eachPartIsReadUnderItsOwnGroup() {
        assertThat(shows("p1", Part.TIES)).isTrue();
        assertThat(shows("p1", Part.LIKES)).isTrue();
        consent.optOut("p1", SignalGroup.SOCIAL_GRAPH);
        assertThat(shows("p1", Part.TIES)).isFalse();
        assertThat(shows("p1", Part.LIKES)).isTrue();
        assertThat(finder.export("p1")).as("one's own to see").hasSize(2);
        consent.optOut("p1", SignalGroup.BEHAVIOUR);
        assertThat(finder.read("p1", new float[finder.dimension()], 0)).isFalse();
        consent.optIn("p1", SignalGroup.SOCIAL_GRAPH);
        assertThat(shows("p1", Part.TIES)).isTrue();
        assertThat(shows("p1", Part.LIKES)).isFalse();
        consent.withdraw("p1");
        assertThat(finder.read("p1", new float[finder.dimension()], 0)).isFalse();
    }

    /** Whether there is anything in the places of a part: nine for ties, then fourteen for likes. */
    private boolean shows(String person, Part part) {
        float[] vector = new float[finder.dimension()];
        return finder.read(person, vector, 0)
                && (part == Part.TIES ? IntStream.range(0, 9) : IntStream.range(9, 23)).anyMatch(i -> vector[i] != 0);
    }

    @Example
    void aPartThatTheModelDoesNotKnowIsNothingToExport() {
        assertThat(finder.export(PeopleSamples.TIELESS)).hasSize(1);
        assertThat(finder.export(PeopleSamples.LIKELESS)).hasSize(1);
        assertThat(finder.forget(PeopleSamples.TIELESS, SignalGroup.SOCIAL_GRAPH))
                .isZero();
    }

    @Example
    void whatWasForgottenComesBackWithTheNextTraining() {
        assertThat(finder.forget("p1", SignalGroup.PROFILE)).isZero();
        assertThat(finder.forget("p1", SignalGroup.SOCIAL_GRAPH)).isEqualTo(1);
        assertThat(finder.forget("p1", SignalGroup.SOCIAL_GRAPH)).isZero();
        assertThat(shows("p1", Part.TIES)).isFalse();
        assertThat(shows("p1", Part.LIKES)).isTrue();
        handle.swap("2", PeopleSamples.model());
        assertThat(shows("p1", Part.TIES)).isTrue();
        assertThat(finder.erase("p1")).isEqualTo(2);
        assertThat(finder.read("p1", new float[finder.dimension()], 0)).isFalse();
    }

    @Example
    void whoWasErasedIsMaskedInEveryVersion() {
        PeopleFinder afterErasure = new KnownHistories(PeopleSamples.ties(), PeopleSamples.likes(), consent)
                .finder(handle)
                .erased("p1"::equals)
                .build();
        assertThat(afterErasure.read("p1", new float[finder.dimension()], 0)).isFalse();
        assertThat(afterErasure.export("p1")).isEmpty();
        assertThat(afterErasure.read("p2", new float[finder.dimension()], 0)).isTrue();
    }
}
