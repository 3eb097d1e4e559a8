package io.github.discovery4j.core.report;

/**
 * A picture of numbers, as SVG.
 *
 * <p>On a page it is drawn twice, for a wide window and for a phone, and the style sheet shows the one that fits: letters
 * keep their size. The picture's numbers stand in its description too, for those who do not see it. <b>Threads:</b> safe.
 */
public abstract sealed class Chart implements Block permits BarChart, LineChart, ScatterChart, WaterfallChart {

    private static final double WIDE_PIXELS = 720;
    private static final double SMALL_PIXELS = 330;
    private static final double MARGIN = 16;

    private final String title;

    Chart(String title) {
        this.title = title;
    }

    /** {@return what is shown, in a line} */
    public final String title() {
        return title;
    }

    /** Draws from y = 0 down, between x = 0 and the canvas' width; returns the height. */
    abstract double draw(Canvas canvas);

    /** The same in words, with its numbers. */
    abstract String describe();

    @Override
    public final void writeTo(Markup out) {
        out.open("figure").element("figcaption", title);
        picture(out, WIDE_PIXELS, "chart wide");
        picture(out, SMALL_PIXELS, "chart small");
        out.close();
    }

    /**
     * Draws the chart as a file of its own, with its title above: for documentation and papers.
     *
     * @return SVG that follows the reader's light or dark theme
     */
    public final String toSvg() {
        Markup out = new Markup();
        Canvas canvas = new Canvas(WIDE_PIXELS, "c");
        double height = draw(canvas);
        double top = 40;
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Canvas.num(WIDE_PIXELS + 2 * MARGIN) + " " + Canvas.num(height + top + MARGIN),
                "width",
                Canvas.num(WIDE_PIXELS + 2 * MARGIN),
                "class",
                "chart",
                "role",
                "img",
                "aria-labelledby",
                "t d");
        out.element("title", title, "id", "t").element("desc", describe(), "id", "d");
        out.raw("<style>\n").raw(Style.THEME).raw(Style.CHART).raw("</style>\n").raw(canvas.patterns());
        out.empty("rect", "width", "100%", "height", "100%", "class", "paper");
        String line = Lettering.lines(title, WIDE_PIXELS, 15, 1).get(0);
        out.element("text", line, "x", "16", "y", "25", "class", "title").raw("\n");
        out.open("g", "transform", "translate(16 " + Canvas.num(top) + ")")
                .raw(canvas.body())
                .close();
        return out.close().toString();
    }

    private void picture(Markup out, double width, String style) {
        String id = out.newId();
        Canvas canvas = new Canvas(width, id);
        double height = draw(canvas);
        out.open(
                "svg",
                "viewBox",
                "0 0 " + Canvas.num(width) + " " + Canvas.num(height),
                "class",
                style,
                "role",
                "img",
                "aria-labelledby",
                id + "t " + id + "d");
        out.element("title", title, "id", id + "t").element("desc", describe(), "id", id + "d");
        out.raw(canvas.patterns()).raw(canvas.body()).close();
    }
}
