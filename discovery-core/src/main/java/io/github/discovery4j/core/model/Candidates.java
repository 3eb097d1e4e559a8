package io.github.discovery4j.core.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The merged candidates of a request: one row an item, with its scores from every source that found it.
 *
 * <p>Rows are in ascending ordinal order, whatever the order of the sources. <b>Shapes:</b> n rows x s sources.
 * <b>Threads:</b> immutable.
 */
public final class Candidates {

    private final int[] ordinals;
    private final String[] ids;
    private final List<String> sources;
    private final float[] originScores;

    private Candidates(int[] ordinals, String[] ids, List<String> sources, float[] originScores) {
        this.ordinals = ordinals;
        this.ids = ids;
        this.sources = List.copyOf(sources);
        this.originScores = originScores;
    }

    /**
     * Creates a batch; the arrays are the batch's from here on.
     *
     * @param ordinals strictly ascending, n of them
     * @param ids their ids
     * @param sources names, s of them
     * @param originScores n x s row-major, NaN where the source did not find the item
     * @return the batch
     * @throws IllegalArgumentException if the shapes disagree or the ordinals do not ascend
     */
    public static Candidates of(int[] ordinals, String[] ids, List<String> sources, float[] originScores) {
        if (ids.length != ordinals.length || originScores.length != ordinals.length * sources.size()) {
            throw new IllegalArgumentException("%d ordinals, %d ids, %d sources and %d scores do not fit together"
                    .formatted(ordinals.length, ids.length, sources.size(), originScores.length));
        }
        for (int row = 1; row < ordinals.length; row++) {
            if (ordinals[row] <= ordinals[row - 1]) {
                throw new IllegalArgumentException("ordinals must ascend without repeats, row %d has %d after %d"
                        .formatted(row, ordinals[row], ordinals[row - 1]));
            }
        }
        return new Candidates(ordinals, ids, sources, originScores);
    }

    /**
     * Returns some of the rows.
     *
     * @param rows in {@code [0, size())}, ascending without repeats
     * @return a batch of them
     * @throws IllegalArgumentException if they do not ascend
     */
    public Candidates select(int[] rows) {
        int width = sources.size();
        int[] chosen = new int[rows.length];
        String[] chosenIds = new String[rows.length];
        float[] chosenScores = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = ordinals[rows[i]];
            chosenIds[i] = ids[rows[i]];
            System.arraycopy(originScores, rows[i] * width, chosenScores, i * width, width);
        }
        return of(chosen, chosenIds, sources, chosenScores);
    }

    /**
     * Returns how many candidates there are.
     *
     * @return the number of rows
     */
    public int size() {
        return ordinals.length;
    }

    /**
     * Returns a row's ordinal.
     *
     * @param row in {@code [0, size())}
     * @return the ordinal in the request's id space
     */
    public int ordinal(int row) {
        return ordinals[row];
    }

    /**
     * Returns a row's id, as it was when the candidates were merged.
     *
     * @param row in {@code [0, size())}
     * @return the host's id
     */
    public String id(int row) {
        return ids[row];
    }

    /**
     * Returns the sources that were asked.
     *
     * @return their names, in the engine's order
     */
    public List<String> sources() {
        return sources;
    }

    /**
     * Returns the score that a source gave a row.
     *
     * @param row in {@code [0, size())}
     * @param source in {@code [0, sources().size())}
     * @return its score, NaN when the source did not find the item
     */
    public float originScore(int row, int source) {
        return originScores[row * sources.size() + source];
    }

    /**
     * Returns a row as a value, for traces and tests.
     *
     * @param row in {@code [0, size())}
     * @return the candidate with its origins
     */
    public Candidate get(int row) {
        List<Candidate.Origin> origins = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            float score = originScore(row, source);
            if (!Float.isNaN(score)) {
                origins.add(new Candidate.Origin(sources.get(source), score));
            }
        }
        return new Candidate(id(row), origins);
    }
}
