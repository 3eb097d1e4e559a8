package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.testkit.ConsentStress;
import io.github.discovery4j.testkit.ConsentStress.Sighting;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;

class PeopleVectorsTest extends PersonalDataHolderContract {

    private static final SignalGroup GROUP = SignalGroup.SOCIAL_GRAPH;
    private static final int PEOPLE = 20;

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final Handle<IalsModel> handle = Handle.of("who-to-follow", "1", model());
    private final PeopleVectors vectors = new PeopleVectors(handle, consent, GROUP, id -> false);

    /** Everybody follows some of the next. */
    private static Interactions follows() {
        Interactions.Builder builder = Interactions.builder();
        for (int person = 0; person < PEOPLE; person++) {
            for (int next = 1; next <= 4; next++) {
                builder.add("p" + person, "p" + (person + next * next) % PEOPLE);
            }
        }
        return builder.build();
    }

    private static IalsModel model() {
        return IalsTrainer.builder().dimension(4).epochs(2).threads(1).build().train(follows());
    }

    @Override
    protected PersonalDataHolder holder() {
        return new PeopleVectors(handle, consent, GROUP, id -> false);
    }

    @Override
    protected String person() {
        return "p1";
    }

    @Override
    protected String bystander() {
        return "p2";
    }

    private boolean sees(String person) {
        return vectors.read(person, new float[vectors.dimension()], 0);
    }

    @Example
    void anOptOutMasksAtTheNextReadAndAnOptInShowsAgain() {
        assertThat(sees("p1")).isTrue();
        consent.optOut("p1", GROUP);
        assertThat(sees("p1")).isFalse();
        assertThat(vectors.export("p1")).as("one's own to see").hasSize(1);
        assertThat(sees("p2")).isTrue();
        consent.optIn("p1", GROUP);
        assertThat(sees("p1")).isTrue();
        consent.withdraw("p1");
        assertThat(sees("p1")).isFalse();
    }

    @Example
    void whatWasForgottenComesBackWithTheNextTraining() {
        assertThat(vectors.forget("p1", SignalGroup.PROFILE)).isZero();
        assertThat(vectors.forget("p1", GROUP)).isEqualTo(1);
        assertThat(vectors.forget("p1", GROUP)).isZero();
        assertThat(sees("p1")).isFalse();
        handle.swap("2", model());
        assertThat(sees("p1")).isTrue();
        assertThat(vectors.erase("p1")).isEqualTo(1);
        assertThat(sees("p1")).isFalse();
    }

    @Example
    void whoWasErasedIsMaskedInEveryVersion() {
        PeopleVectors afterErasure = new PeopleVectors(handle, consent, GROUP, "p1"::equals);
        assertThat(afterErasure.read("p1", new float[4], 0)).isFalse();
        assertThat(afterErasure.export("p1")).isEmpty();
        assertThat(afterErasure.read("p2", new float[4], 0)).isTrue();
    }

    /** A model read from its artefact, histories beside it, and people who change their minds all the time. */
    @Example
    void noReadOfALoadedModelSeesWhoOptedOut() throws Exception {
        Path folder = Files.createTempDirectory("people-vectors");
        try {
            ArtefactStore store = ArtefactStore.at(folder);
            store.publish(writer -> {
                ModelArtefacts.write(handle.current().value(), writer);
                return ArtefactDescription.of("ials").build();
            });
            Handle<IalsModel> loaded =
                    store.handle("who-to-follow", artefact -> ModelArtefacts.read(artefact, IalsModel.class));
            PeopleVectors reader = new PeopleVectors(loaded, consent, GROUP, id -> false);
            InteractionHistory history = new InteractionHistory(consent, GROUP);
            history.addAll(follows());
            List<String> people =
                    IntStream.range(0, PEOPLE).mapToObj(i -> "p" + i).toList();
            Sightings sightings = new Sightings();
            ConsentStress.Report report = new ConsentStress(consent, people, List.of(GROUP))
                    .probe("vector", (viewer, person) -> sightings.of(person, reader.read(person, new float[4], 0)))
                    .probe("own vector, folded in", (viewer, person) -> {
                        IalsModel model = loaded.current().value();
                        float[] vector = model.userVector(history.liked(person, Instant.now(), model.items()));
                        return sightings.of(person, IntStream.range(0, 4).anyMatch(i -> vector[i] != 0));
                    })
                    .run(4, Duration.ofSeconds(2), 11);
            System.out.printf(
                    "%,d reads while consent changed %,d times: %s%n", report.reads(), report.flips(), report);
            report.verify();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** What a probe says of one person. */
    private static final class Sightings {
        List<Sighting> of(String person, boolean seen) {
            return seen ? List.of(new Sighting(person, GROUP)) : List.of();
        }
    }
}
