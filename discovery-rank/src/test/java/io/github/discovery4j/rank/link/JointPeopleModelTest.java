package io.github.discovery4j.rank.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.rank.link.PeopleModel.Part;
import io.github.discovery4j.testkit.VectorReaderContract;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JointPeopleModelTest extends VectorReaderContract {

    private static final Interactions NOTHING = Interactions.builder().build();
    private static final JointPeopleModel MODEL = PeopleSamples.model();
    private static final int[] NONE = {};

    @Override
    protected VectorReader reader() {
        return MODEL;
    }

    @Override
    protected List<String> known() {
        return List.of("p0", "p1", PeopleSamples.TIELESS, PeopleSamples.LIKELESS);
    }

    @Property(tries = 50)
    void aScoreIsTheDotProductAndTheSumOfItsParts(
            @ForAll @IntRange(max = 39) int viewer, @ForAll @IntRange(max = 39) int person) {
        float[] vector = viewerVector(MODEL, viewer);
        float[] other = new float[MODEL.dimension()];
        assertThat(MODEL.read(MODEL.people().idOf(person), other, 0)).isTrue();
        double dot = 0;
        for (int i = 0; i < other.length; i++) {
            dot += (double) vector[i] * other[i];
        }
        double ties = MODEL.score(vector, person, Part.TIES);
        double likes = MODEL.score(vector, person, Part.LIKES);
        assertThat(MODEL.score(vector, person)).isCloseTo(dot, within(1e-9)).isEqualTo(ties + likes);
        if (!MODEL.knows(person, Part.TIES)) {
            assertThat(ties).isZero();
        }
        if (!MODEL.knows(person, Part.LIKES)) {
            assertThat(likes).isZero();
        }
    }

    private static float[] viewerVector(PeopleModel model, int person) {
        KnownHistories known = new KnownHistories(PeopleSamples.ties(), PeopleSamples.likes(), ConsentView.ALLOW_ALL);
        String id = model.people().idOf(person);
        return model.viewerVector(known.ties(id, model.people()), known.likes(id, model.items()));
    }

    @Example
    void whatIsExportedIsWhatIsRead() {
        Map<String, float[]> exported = new HashMap<>();
        MODEL.exportPeople((id, vector) -> exported.put(id, vector.clone()));
        assertThat(exported).hasSize(PeopleSamples.PEOPLE);
        float[] vector = new float[MODEL.dimension()];
        exported.forEach((id, values) -> {
            MODEL.read(id, vector, 0);
            assertThat(values).containsExactly(vector);
        });
    }

    @Example
    void theSameSeedGivesTheSameModelAndAnotherOneAnother() {
        float[] viewer = viewerVector(MODEL, 3);
        assertThat(viewerVector(PeopleSamples.model(), 3)).containsExactly(viewer);
        JointPeopleModel other = JointPeopleTrainer.builder()
                .dimension(8)
                .tasteDimension(6)
                .seed(7)
                .build()
                .train(PeopleSamples.ties(), PeopleSamples.likes());
        assertThat(viewerVector(other, 3)).isNotEqualTo(viewer);
    }

    @Example
    void nothingAtAllIsAnEmptyModel() {
        JointPeopleModel empty = JointPeopleTrainer.builder().build().train(Ties.NONE, NOTHING);
        assertThat(empty.people().size()).isZero();
        assertThat(empty.viewerVector(NONE, NONE)).hasSize(empty.dimension());
        empty.exportPeople((id, vector) -> {
            throw new AssertionError("there is nobody");
        });
    }

    @Example
    void tiesAloneAndLikesAloneAreEnough() {
        JointPeopleModel ties =
                JointPeopleTrainer.builder().dimension(4).build().train(PeopleSamples.ties(), NOTHING);
        int[] odd = ordinals(ties.people(), "p1", "p3", "p5");
        float[] newcomer = ties.viewerVector(odd, NONE);
        assertThat(ties.score(newcomer, ties.people().ordinalOf("p7")))
                .isGreaterThan(ties.score(newcomer, ties.people().ordinalOf("p6")));
        JointPeopleModel likes =
                JointPeopleTrainer.builder().dimension(4).build().train(Ties.NONE, PeopleSamples.likes());
        float[] listener = likes.viewerVector(NONE, ordinals(likes.items(), "i0", "i2", "i4"));
        assertThat(likes.score(listener, likes.people().ordinalOf("p6")))
                .isGreaterThan(likes.score(listener, likes.people().ordinalOf("p7")));
    }

    @Example
    void whoHasNeitherIsKnownByNothingAndScoresFinite() {
        IdMap people = PeopleSamples.people().plus(IdMap.of(List.of("hermit")));
        JointPeopleModel model = JointPeopleTrainer.builder()
                .dimension(4)
                .build()
                .train(PeopleSamples.ties().over(people), PeopleSamples.likes());
        int hermit = model.people().ordinalOf("hermit");
        assertThat(model.knows(hermit, Part.TIES)).isFalse();
        assertThat(model.knows(hermit, Part.LIKES)).isFalse();
        assertThat(model.score(viewerVector(model, 0), hermit)).isZero();
        // With nothing to go by, those with most ties come first.
        float[] stranger = model.viewerVector(NONE, NONE);
        assertThat(model.score(stranger, 0)).isGreaterThan(model.score(stranger, hermit));
        // A tie to somebody of whom nothing is known says nothing.
        float[] follower = model.viewerVector(new int[] {hermit}, NONE);
        assertThat(model.score(follower, 1, Part.LIKES)).isZero();
    }

    @Example
    void tastesThatAreAllAlikeAndPairsWithoutOthersScoreFinite() {
        Ties.Builder pairs = Ties.builder(false);
        Interactions.Builder same = Interactions.builder();
        for (int person = 0; person < 50; person++) {
            pairs.add("a" + person, "b" + person);
            same.add("a" + person, "everybody's").add("b" + person, "everybody's");
            same.add("a" + person, person % 2 == 0 ? "half's" : "the other half's");
        }
        JointPeopleModel model = JointPeopleTrainer.builder().build().train(pairs.build(), same.build());
        float[] viewer = model.viewerVector(new int[] {0, 7}, new int[] {0, 1});
        for (int person = 0; person < model.people().size(); person++) {
            assertThat(model.score(viewer, person)).isFinite();
        }
    }

    @Example
    void directionRepeatsAndWeightsBelowZeroMakeNoDifference() {
        Ties.Builder directed = Ties.builder(true);
        Ties known = PeopleSamples.ties();
        for (int i = 0; i < known.size(); i++) {
            String from = known.users().idOf(known.fromOrdinal(i));
            String to = known.users().idOf(known.toOrdinal(i));
            directed.add(from, to).add(to, from).add(from, to);
        }
        Ties both = directed.build().over(PeopleSamples.people());
        JointPeopleModel model =
                JointPeopleTrainer.builder().dimension(8).build().train(both, PeopleSamples.likes());
        float[] ofDirected = new float[model.dimension()];
        float[] ofMutual = new float[model.dimension()];
        JointPeopleModel mutual = JointPeopleTrainer.builder()
                .dimension(8)
                .build()
                .train(known.over(PeopleSamples.people()), PeopleSamples.likes());
        model.read("p4", ofDirected, 0);
        mutual.read("p4", ofMutual, 0);
        assertThat(ofDirected).containsExactly(ofMutual);
    }

    @Example
    void ordinalsThatDoNotAscendOrFitAreRefused() {
        assertThatThrownBy(() -> MODEL.viewerVector(new int[] {3, 3}, NONE))
                .hasMessageContaining("ties must be ordinals in [0, 40)");
        assertThatThrownBy(() -> MODEL.viewerVector(NONE, new int[] {-1}))
                .hasMessageContaining("likes must be ordinals in [0, 30)");
        assertThatThrownBy(() -> MODEL.viewerVector(NONE, new int[] {30})).hasMessageContaining("had 30");
    }

    @Example
    void settingsOutOfRangeAreRefused() {
        JointPeopleTrainer.Builder builder = JointPeopleTrainer.builder();
        assertThatThrownBy(() -> builder.dimension(0)).hasMessageContaining("dimension must be in [1, 1024], was 0");
        assertThatThrownBy(() -> builder.tasteDimension(1025)).hasMessageContaining("tasteDimension");
        assertThatThrownBy(() -> builder.decay(-1)).hasMessageContaining("decay");
        assertThatThrownBy(() -> builder.validationShare(1)).hasMessageContaining("validationShare");
    }

    private static int[] ordinals(IdMap map, String... ids) {
        return Arrays.stream(ids).mapToInt(map::ordinalOf).sorted().toArray();
    }
}
