package io.github.discovery4j.core.report;

/** A paragraph. */
public final class Text implements Block {

    private final String text;
    private final String style;

    private Text(String text, String style) {
        this.text = text;
        this.style = style;
    }

    /**
     * An ordinary paragraph.
     *
     * @param text any
     * @return it
     */
    public static Text of(String text) {
        return new Text(text, "text");
    }

    /**
     * A remark, in smaller and softer letters: what a table means, where a figure comes from.
     *
     * @param text any
     * @return it
     */
    public static Text note(String text) {
        return new Text(text, "note");
    }

    @Override
    public void writeTo(Markup out) {
        out.element("p", text, "class", style);
    }
}
