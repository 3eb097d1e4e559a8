package io.github.discovery4j.rank.harassment;

/** The n-grams of a window of a text, ascending, the text's label and the window's share of it. <b>Threads:</b> immutable. */
final class TrainingText {

    private final int[] ngrams;
    private final String label;
    private final float share;

    TrainingText(int[] ngrams, String label, float share) {
        this.ngrams = ngrams;
        this.label = label;
        this.share = share;
    }

    /** Must not be changed. */
    int[] ngrams() {
        return ngrams;
    }

    String label() {
        return label;
    }

    /** The shares of all windows of a text that are trained on make 1. */
    float share() {
        return share;
    }
}
