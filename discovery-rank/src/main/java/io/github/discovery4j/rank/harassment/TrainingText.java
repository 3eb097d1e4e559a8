package io.github.discovery4j.rank.harassment;

import java.util.Arrays;

/** The n-grams of a window of a text, ascending, and the text's label. <b>Threads:</b> immutable. */
final class TrainingText {

    private final int[] ngrams;
    private final String label;

    TrainingText(int[] ngrams, String label) {
        this.ngrams = ngrams;
        this.label = label;
    }

    /** Must not be changed. */
    int[] ngrams() {
        return ngrams;
    }

    String label() {
        return label;
    }

    int size() {
        return ngrams.length;
    }

    /** Keeps those that are among some hashes, ascending too. */
    TrainingText among(int[] hashes) {
        return new TrainingText(
                Arrays.stream(ngrams)
                        .filter(ngram -> Arrays.binarySearch(hashes, ngram) >= 0)
                        .toArray(),
                label);
    }
}
