package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.IdMap;
import java.util.Arrays;

/**
 * Vectors of people by their ties and by their likes, and a map from the one to the other. Learned by
 * {@link JointPeopleTrainer}.
 *
 * <p>A person has a place among the ties, a taste, and the place that this taste lets expect. The first is a sum over the
 * people whom they are tied to, the second a sum over the items that they like, the third a product with the second: so a new
 * person's are found without training. A score has six terms: the viewer's place among the ties, found or expected, times the
 * person's, found or expected; taste times taste; and the logarithm of how many ties the person has. Their weights are others
 * for viewers with ties and likes, with ties alone and with likes alone.
 *
 * <p><b>Shapes:</b> d values a place, t a taste; vectors of 2 d + t + 1 values: {@link PeopleModel.Part#TIES} come first, d +
 * 1, then {@link PeopleModel.Part#LIKES}. <b>Cost:</b> 12 d + 4 t bytes a person, 4 t an item; a viewer's vector takes 2 d
 * flops a tie, 2 t a like and 2 d t, a score 4 d + 2 t. <b>Determinism:</b> the same to the last bit, saved or not.
 * <b>Threads:</b> immutable.
 */
public final class JointPeopleModel implements PeopleModel {

    /** Which weights are a viewer's: bit 0 with ties, bit 1 with likes. */
    static final int SITUATIONS = 4;

    /** How many terms a score has. */
    static final int WEIGHTS = 6;

    private static final int FOUND_BY_FOUND = 0;
    private static final int EXPECTED_BY_FOUND = 1;
    private static final int FOUND_BY_EXPECTED = 2;
    private static final int EXPECTED_BY_EXPECTED = 3;
    private static final int TASTE_BY_TASTE = 4;
    private static final int COUNT = 5;

    /**
     * What was learned.
     *
     * @param dimension d
     * @param tasteDimension t
     * @param byTies n rows of d and the logarithm of 1 + ties
     * @param byLikes n rows of the taste, t, and the expected place, d
     * @param anchors n rows of d: what a tie to each person adds
     * @param itemRows m rows of t: what a like of each item adds
     * @param regression t + 1 rows of d: the map from tastes to places
     * @param weights a row of each situation
     */
    @SuppressWarnings("ArrayRecordComponent") // taken over, never changed, never compared
    record Learned(
            int dimension,
            int tasteDimension,
            Rows byTies,
            Rows byLikes,
            Rows anchors,
            Rows itemRows,
            double[][] regression,
            double[][] weights) {}

    private final IdMap people;
    private final IdMap items;
    private final Learned learned;
    private final int d;
    private final int t;

    /** Takes everything over. */
    JointPeopleModel(IdMap people, IdMap items, Learned learned) {
        this.people = people;
        this.items = items;
        this.learned = learned;
        this.d = learned.dimension();
        this.t = learned.tasteDimension();
    }

    /** Everything but the ids. */
    Learned learned() {
        return learned;
    }

    @Override
    public IdMap people() {
        return people;
    }

    @Override
    public IdMap items() {
        return items;
    }

    @Override
    public int dimension() {
        return 2 * d + t + 1;
    }

    @Override
    public boolean knows(int person, Part part) {
        return part == Part.TIES
                ? learned.byTies().value(person, d) > 0
                : !learned.byLikes().isZero(person);
    }

    @Override
    public float[] viewerVector(int[] ties, int[] likes) {
        float[] ones = new float[likes.length];
        Arrays.fill(ones, 1);
        return viewerVector(ties, likes, ones);
    }

    /** As {@link #viewerVector(int[], int[])}, with the weights of interactions. */
    float[] viewerVector(int[] ties, int[] likes, float[] likeWeights) {
        Ordinals.check("ties", ties, people.size());
        Ordinals.check("likes", likes, items.size());
        double[] found = new double[d];
        for (int person : ties) {
            learned.anchors().addTo(found, person, 1);
        }
        Dense.normalise(found);
        double[] taste = new double[t];
        for (int i = 0; i < likes.length; i++) {
            learned.itemRows().addTo(taste, likes[i], TasteOperator.strength(likeWeights[i]));
        }
        Dense.normalise(taste);
        boolean liked = Arrays.stream(taste).anyMatch(value -> value != 0);
        double[] expected = liked ? TasteToTies.expected(taste, learned.regression()) : new double[d];
        int situation = situation(Arrays.stream(found).anyMatch(value -> value != 0), liked);
        return weighted(found, taste, expected, learned.weights()[situation]);
    }

    private float[] weighted(double[] found, double[] taste, double[] expected, double[] by) {
        float[] vector = new float[dimension()];
        for (int i = 0; i < d; i++) {
            vector[i] = (float) (by[FOUND_BY_FOUND] * found[i] + by[EXPECTED_BY_FOUND] * expected[i]);
            vector[d + 1 + t + i] = (float) (by[FOUND_BY_EXPECTED] * found[i] + by[EXPECTED_BY_EXPECTED] * expected[i]);
        }
        vector[d] = (float) by[COUNT];
        for (int i = 0; i < t; i++) {
            vector[d + 1 + i] = (float) (by[TASTE_BY_TASTE] * taste[i]);
        }
        return vector;
    }

    static int situation(boolean ties, boolean likes) {
        return (ties ? 1 : 0) | (likes ? 2 : 0);
    }

    static boolean hasTies(int situation) {
        return (situation & 1) != 0;
    }

    static boolean hasLikes(int situation) {
        return (situation & 2) != 0;
    }

    /** What the weights of a situation are multiplied with when a person of the model looks for another. */
    double[] terms(int viewer, int situation, int person) {
        double[] terms = new double[WEIGHTS];
        Rows ties = learned.byTies();
        Rows likes = learned.byLikes();
        if (hasTies(situation)) {
            double squares = ties.dot(viewer, 0, ties, viewer, 0, d);
            double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
            terms[FOUND_BY_FOUND] = scale * ties.dot(viewer, 0, ties, person, 0, d);
            terms[FOUND_BY_EXPECTED] = scale * ties.dot(viewer, 0, likes, person, t, d);
        }
        if (hasLikes(situation)) {
            terms[EXPECTED_BY_FOUND] = likes.dot(viewer, t, ties, person, 0, d);
            terms[EXPECTED_BY_EXPECTED] = likes.dot(viewer, t, likes, person, t, d);
            terms[TASTE_BY_TASTE] = likes.dot(viewer, 0, likes, person, 0, t);
        }
        terms[COUNT] = ties.value(person, d);
        return terms;
    }

    @Override
    public double score(float[] viewer, int person, Part part) {
        return part == Part.TIES
                ? learned.byTies().dot(viewer, 0, person)
                : learned.byLikes().dot(viewer, d + 1, person);
    }

    @Override
    public void copyPart(int person, Part part, float[] destination, int offset) {
        if (part == Part.TIES) {
            learned.byTies().copyTo(destination, offset, person);
        } else {
            learned.byLikes().copyTo(destination, offset + d + 1, person);
        }
    }
}
