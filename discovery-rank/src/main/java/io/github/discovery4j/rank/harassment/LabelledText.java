package io.github.discovery4j.rank.harassment;

/**
 * A text and what people said of it, to train or measure on. {@link #toString} holds no text.
 *
 * @param text any, in any script
 * @param label such as {@code hate}
 */
public record LabelledText(String text, String label) {

    @Override
    public String toString() {
        return "LabelledText[label=" + label + "]";
    }
}
