package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.evaluation.LinkTrainer;
import io.github.discovery4j.core.evaluation.ScoringModel;
import io.github.discovery4j.rank.link.PeopleModel.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Models of ties. None of them draws anything, and none minds which way a directed tie points.
 *
 * <p>n people, m ties, d the mean number of ties a person. <b>Threads:</b> all are safe.
 */
public final class LinkModels {

    /** How many steps {@link #walk()} takes. */
    public static final int DEFAULT_STEPS = 5;

    /** What each further step counts for {@link #walk()}, relative to the one before. */
    public static final double DEFAULT_DAMPING = 0.5;

    private LinkModels() {}

    /**
     * Scores a person by how many ties they have: the same ranking for everybody, and what any model must beat.
     *
     * @return the model; O(n) a person
     */
    public static LinkTrainer degree() {
        return (ties, interactions, seed) -> {
            Neighbours neighbours = Neighbours.of(ties);
            return (person, scores) -> Arrays.setAll(scores, neighbours::degree);
        };
    }

    /**
     * Scores a person by the neighbours in common, each counting 1 / ln(its number of ties).
     *
     * <p>Source: Adamic and Adar, "Friends and Neighbors on the Web", Social Networks 25, 2003.
     *
     * @return the model; O(n + d²) a person
     */
    public static LinkTrainer adamicAdar() {
        return (ties, interactions, seed) -> {
            Neighbours neighbours = Neighbours.of(ties);
            return (person, scores) -> adamicAdar(neighbours, person, scores);
        };
    }

    private static void adamicAdar(Neighbours neighbours, int person, double[] scores) {
        Arrays.fill(scores, 0);
        for (int entry = neighbours.start(person); entry < neighbours.end(person); entry++) {
            int shared = neighbours.neighbour(entry);
            // Somebody shared by two people has two ties at least; with one only the person themselves would score.
            double share = neighbours.degree(shared) < 2 ? 0 : 1 / StrictMath.log(neighbours.degree(shared));
            for (int second = neighbours.start(shared); second < neighbours.end(shared); second++) {
                scores[neighbours.neighbour(second)] += share;
            }
        }
    }

    /** {@return {@link #walk(int, double)} with {@value #DEFAULT_STEPS} steps and damping {@value #DEFAULT_DAMPING}} */
    public static LinkTrainer walk() {
        return walk(DEFAULT_STEPS, DEFAULT_DAMPING);
    }

    /**
     * Scores a person by the chance that a random walk meets them: the sum over steps s of damping^s times the chance to be
     * there after s steps, each to a neighbour chosen evenly.
     *
     * <p>A walk from somebody without ties meets nobody. Source: Liben-Nowell and Kleinberg, "The Link Prediction Problem for
     * Social Networks", JASIST 58, 2007 (rooted PageRank), cut after a few steps.
     *
     * @param steps at least 1; 2 reach friends of friends
     * @param damping in (0, 1]
     * @return the model; O(steps (n + m)) a person
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static LinkTrainer walk(int steps, double damping) {
        if (steps < 1 || !(damping > 0 && damping <= 1)) {
            throw new IllegalArgumentException("steps must be at least 1 and damping in (0, 1], were " + steps + " and "
                    + damping + "; " + DEFAULT_STEPS + " and " + DEFAULT_DAMPING + " are the defaults");
        }
        return (ties, interactions, seed) -> {
            Neighbours neighbours = Neighbours.of(ties);
            return (person, scores) -> walk(neighbours, person, steps, damping, scores);
        };
    }

    private static void walk(Neighbours neighbours, int person, int steps, double damping, double[] scores) {
        Arrays.fill(scores, 0);
        double[] here = new double[scores.length];
        double[] next = new double[scores.length];
        here[person] = 1;
        for (int step = 0; step < steps; step++) {
            Arrays.fill(next, 0);
            for (int from = 0; from < here.length; from++) {
                if (here[from] > 0) {
                    double part = damping * here[from] / Math.max(1, neighbours.degree(from));
                    for (int entry = neighbours.start(from); entry < neighbours.end(from); entry++) {
                        next[neighbours.neighbour(entry)] += part;
                    }
                }
            }
            for (int to = 0; to < next.length; to++) {
                scores[to] += next[to];
            }
            double[] used = here;
            here = next;
            next = used;
        }
    }

    /**
     * Scores a person by how alike tastes are: the cosine of tf-idf vectors over items, tf = ln(1 + weight) and idf =
     * ln(people with an interaction / people who chose the item). Interactions of weight 0 or less do not count. Somebody
     * without interactions is like nobody.
     *
     * @return the model; O(interactions of the person x people an item) a person
     */
    public static LinkTrainer taste() {
        return (ties, interactions, seed) -> TasteSimilarity.of(interactions);
    }

    /**
     * Scores people by a {@link JointPeopleModel}, learned from ties and interactions, for a viewer of whom all is known
     * that training may see.
     *
     * @param trainer any
     * @return the model
     */
    public static LinkTrainer joint(JointPeopleTrainer trainer) {
        return (ties, interactions, seed) ->
                new JointScorer(trainer.train(ties, interactions), ties, interactions, Set.of(Part.TIES, Part.LIKES));
    }

    /**
     * Scores people by a {@link JointPeopleModel} as {@link #joint} learns it, viewers and people alike by what they like
     * alone: as if none of them had a tie.
     *
     * @param trainer any
     * @return the model
     */
    public static LinkTrainer jointByLikes(JointPeopleTrainer trainer) {
        return (ties, interactions, seed) ->
                new JointScorer(trainer.train(ties, interactions), ties, interactions, Set.of(Part.LIKES));
    }

    /**
     * Lets a model learn from ties alone.
     *
     * @param model any
     * @return the model, without interactions
     */
    public static LinkTrainer withoutInteractions(LinkTrainer model) {
        return (ties, interactions, seed) -> model.train(ties, interactions.subset(index -> false), seed);
    }

    /**
     * Adds models up, unweighted: each model's scores for a person are taken as z-scores, over all people but themselves and
     * those they are tied to, who would stretch the scale. Scores that do not differ count as 0.
     *
     * @param parts at least one
     * @return the model; the sum of the parts' costs
     * @throws IllegalArgumentException if there is none
     */
    public static LinkTrainer sum(LinkTrainer... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("there must be a model to add up, was none; give two or more");
        }
        List<LinkTrainer> trainers = List.of(parts);
        return (ties, interactions, seed) -> {
            List<ScoringModel> models = trainers.stream()
                    .map(part -> part.train(ties, interactions, seed))
                    .toList();
            Neighbours neighbours = Neighbours.of(ties);
            return (person, scores) -> sum(models, strangers(neighbours, person), person, scores);
        };
    }

    private static int[] strangers(Neighbours neighbours, int person) {
        boolean[] known = new boolean[neighbours.count()];
        known[person] = true;
        for (int entry = neighbours.start(person); entry < neighbours.end(person); entry++) {
            known[neighbours.neighbour(entry)] = true;
        }
        return IntStream.range(0, known.length).filter(other -> !known[other]).toArray();
    }

    private static void sum(List<ScoringModel> models, int[] strangers, int person, double[] scores) {
        Arrays.fill(scores, 0);
        double[] part = new double[scores.length];
        for (ScoringModel model : models) {
            model.score(person, part);
            double mean = 0;
            for (int other : strangers) {
                mean += part[other] / strangers.length;
            }
            double variance = 0;
            for (int other : strangers) {
                variance += (part[other] - mean) * (part[other] - mean) / strangers.length;
            }
            double scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
            for (int other : strangers) {
                scores[other] += (part[other] - mean) * scale;
            }
        }
    }
}
