package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.rank.link.PeopleModel.Part;
import java.util.Arrays;
import java.util.Random;

/**
 * Learns how much each part of a {@link JointPeopleModel} counts: those whom a person is tied to, though the model was not
 * told, should score higher than strangers drawn at random. All people with such ties count the same, however many they have.
 */
final class PartWeights {

    /** Strangers drawn for each hidden tie. */
    private static final int STRANGERS = 50;

    private static final double RIDGE = 1;

    private final JointPeopleModel model;
    private final Neighbours all;
    private final Neighbours shown;
    private final Random random;
    private final PairwiseWeights[] learners = new PairwiseWeights[JointPeopleModel.SITUATIONS];

    private PartWeights(JointPeopleModel model, Ties ties, boolean[] hidden, long seed) {
        this.model = model;
        this.all = Neighbours.of(ties);
        this.shown = Neighbours.of(ties.subset(tie -> !hidden[tie]));
        this.random = new Random(seed);
        Arrays.setAll(learners, situation -> new PairwiseWeights(JointPeopleModel.WEIGHTS));
    }

    /** Every part counts 1, for want of ties to learn from. */
    static double[][] equal() {
        double[][] weights = new double[JointPeopleModel.SITUATIONS][JointPeopleModel.WEIGHTS];
        for (double[] row : weights) {
            Arrays.fill(row, 1);
        }
        return weights;
    }

    /**
     * Learns the weights of each situation.
     *
     * @param model learned without the hidden ties
     * @param ties all
     * @param hidden which of them the model does not know
     */
    static double[][] learn(JointPeopleModel model, Ties ties, boolean[] hidden, long seed) {
        PartWeights learner = new PartWeights(model, ties, hidden, seed);
        SparseRows sought = ties.subset(tie -> hidden[tie]).byUser();
        for (int person = 0; person < sought.rowCount(); person++) {
            for (int entry = sought.start(person); entry < sought.end(person); entry++) {
                // A follow that is returned, when the return is shown, is no secret.
                if (!learner.shown.joins(person, sought.column(entry))) {
                    learner.add(person, sought.column(entry), 1.0 / (sought.end(person) - sought.start(person)));
                }
            }
        }
        double[][] weights = equal();
        for (int situation = 0; situation < weights.length; situation++) {
            if (learner.learners[situation].size() > 0) {
                weights[situation] = learner.learners[situation].fit(RIDGE);
            }
        }
        return weights;
    }

    /** Looks at a hidden tie as each kind of viewer that the person could be. */
    private void add(int person, int friend, double weight) {
        boolean ties = model.knows(person, Part.TIES);
        boolean likes = model.knows(person, Part.LIKES);
        for (int draw = 0; draw < STRANGERS; draw++) {
            int stranger = random.nextInt(all.count());
            if (stranger != person && !all.joins(person, stranger)) {
                for (int situation = 0; situation < learners.length; situation++) {
                    boolean withTies = JointPeopleModel.hasTies(situation);
                    boolean withLikes = JointPeopleModel.hasLikes(situation);
                    if ((ties || !withTies) && (likes || !withLikes)) {
                        learners[situation].add(
                                model.terms(person, situation, friend),
                                model.terms(person, situation, stranger),
                                weight / STRANGERS);
                    }
                }
            }
        }
    }
}
