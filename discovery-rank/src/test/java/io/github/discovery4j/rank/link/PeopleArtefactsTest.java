package io.github.discovery4j.rank.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.artefact.ArtefactWriter;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.rank.link.PeopleModel.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleArtefactsTest {

    @TempDir
    private Path folder;

    /** Writes an artefact's arrays. */
    private interface Arrays {
        void write(ArtefactWriter writer) throws IOException;
    }

    private Artefact written(String kind, Arrays arrays) throws IOException {
        ArtefactStore store = ArtefactStore.at(folder);
        return store.open(store.publish(writer -> {
            arrays.write(writer);
            return ArtefactDescription.of(kind).build();
        }));
    }

    @Test
    void aModelReadScoresAsTheOneWrittenToTheLastBit() throws IOException {
        JointPeopleModel before = PeopleSamples.model();
        JointPeopleModel after =
                PeopleArtefacts.read(written(PeopleArtefacts.KIND, writer -> PeopleArtefacts.write(before, writer)));
        assertThat(after.people()).isEqualTo(before.people());
        assertThat(after.items()).isEqualTo(before.items());
        float[] viewer = before.viewerVector(new int[] {1, 4}, new int[] {0, 7, 9});
        assertThat(after.viewerVector(new int[] {1, 4}, new int[] {0, 7, 9})).containsExactly(viewer);
        for (int person = 0; person < before.people().size(); person++) {
            for (Part part : Part.values()) {
                assertThat(after.knows(person, part)).isEqualTo(before.knows(person, part));
                assertThat(after.score(viewer, person, part)).isEqualTo(before.score(viewer, person, part));
            }
        }
    }

    @Test
    void aModelOfNobodyIsSavedToo() throws IOException {
        JointPeopleModel nobody = JointPeopleTrainer.builder()
                .build()
                .train(Ties.NONE, Interactions.builder().build());
        JointPeopleModel after =
                PeopleArtefacts.read(written(PeopleArtefacts.KIND, writer -> PeopleArtefacts.write(nobody, writer)));
        assertThat(after.people().size()).isZero();
        assertThat(after.viewerVector(new int[0], new int[0])).hasSize(nobody.dimension());
    }

    @Test
    void whatIsNoModelOfPeopleIsRefused() throws IOException {
        Artefact other = written("ease", writer -> writer.ids("items", IdMap.of(List.of("a"))));
        assertThatThrownBy(() -> PeopleArtefacts.read(other))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("must be \"joint-people\", was \"ease\"");
    }

    @Test
    void arraysThatDoNotFitTogetherAreRefused() throws IOException {
        Artefact wide = written(
                PeopleArtefacts.KIND,
                writer -> writer.ids("people", IdMap.of(List.of("a")))
                        .ids("items", IdMap.of(List.of()))
                        .ints("dimensions", new int[] {2000, 1}));
        assertThatThrownBy(() -> PeopleArtefacts.read(wide)).hasMessageContaining("[1, 1024], had 2000");
        Artefact few = written(
                PeopleArtefacts.KIND,
                writer -> writer.ids("people", IdMap.of(List.of("a")))
                        .ids("items", IdMap.of(List.of()))
                        .ints("dimensions", new int[] {2, 1})
                        .floats("by_ties", new float[2]));
        assertThatThrownBy(() -> PeopleArtefacts.read(few))
                .hasMessageContaining("array \"by_ties\" must have 3 values, had 2");
        Artefact none = written(
                PeopleArtefacts.KIND,
                writer -> writer.ids("people", IdMap.of(List.of("a")))
                        .ids("items", IdMap.of(List.of()))
                        .ints("dimensions", new int[0]));
        assertThatThrownBy(() -> PeopleArtefacts.read(none)).hasMessageContaining("must have 2 values, had 0");
    }
}
