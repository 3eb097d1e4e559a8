package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.core.evaluation.ScoringModel;
import io.github.discovery4j.rank.link.PeopleModel.Part;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/** Scores all people for the people of a data set, by some parts or all: what an evaluation asks for. */
final class JointScorer implements ScoringModel {

    private final JointPeopleModel model;
    private final Neighbours ties;
    private final SparseRows likes;
    private final Set<Part> parts;

    JointScorer(JointPeopleModel model, Ties ties, Interactions interactions, Set<Part> parts) {
        this.model = model;
        this.parts = parts;
        this.ties = Neighbours.of(ties);
        this.likes = interactions.byUser();
    }

    @Override
    public void score(int person, double[] scores) {
        float[] viewer = viewer(person);
        Arrays.fill(scores, 0);
        for (Part part : parts) {
            for (int other = 0; other < scores.length; other++) {
                scores[other] += model.score(viewer, other, part);
            }
        }
    }

    private float[] viewer(int person) {
        int[] known = IntStream.range(
                        ties.start(person), parts.contains(Part.TIES) ? ties.end(person) : ties.start(person))
                .map(ties::neighbour)
                .toArray();
        int[] entries = IntStream.range(likes.start(person), likes.end(person))
                .filter(entry -> likes.weight(entry) > 0)
                .toArray();
        int[] items = Arrays.stream(entries).map(likes::column).toArray();
        float[] weights = new float[items.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = likes.weight(entries[i]);
        }
        return model.viewerVector(known, items, weights);
    }
}
