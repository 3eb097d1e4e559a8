package io.github.discovery4j.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One HTML file that needs nothing else: no network, no script, no font.
 *
 * {@snippet :
 * String html = Page.builder("How fast")
 *         .lead("Half of all slates take less than 2 ms.")
 *         .section("By step", chart, table)
 *         .build()
 *         .toHtml();
 * }
 *
 * <p>It follows the reader's light or dark theme, fits a phone of 360 pixels, and prints. A policy in its head forbids the
 * browser to load or to run anything. The file is XML, too. <b>Threads:</b> safe.
 */
public final class Page {

    /** Fewer sections are found without a list of them. */
    private static final int LISTED_FROM = 4;

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private record Section(String title, List<Block> blocks) {}

    private final String title;
    private final String lead;
    private final String footer;
    private final String style;
    private final Locale language;
    private final List<Section> sections;

    private Page(Builder builder) {
        this.title = builder.title;
        this.lead = builder.lead;
        this.footer = builder.footer;
        this.style = builder.style.toString();
        this.language = builder.language;
        this.sections = List.copyOf(builder.sections);
    }

    /**
     * Starts a page.
     *
     * @param title in the window's title and above everything
     * @return a builder with no section
     */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    /**
     * Writes the page down.
     *
     * @return HTML; in UTF-8 it is a whole file
     * @throws IllegalStateException if a block opened an element and did not close it, or closed one too many
     */
    public String toHtml() {
        Markup out = new Markup();
        out.raw("<!DOCTYPE html>\n").open("html", "lang", language.toLanguageTag());
        out.open("head").empty("meta", "charset", "utf-8");
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        out.element("title", title).raw("<style>\n");
        out.raw(Style.THEME)
                .raw(Style.PAGE)
                .raw(Style.CHART)
                .raw(style)
                .raw("</style>\n")
                .close();
        out.open("body").open("header").element("h1", title);
        if (!lead.isEmpty()) {
            out.element("p", lead, "class", "lead");
        }
        contents(out);
        out.close().open("main");
        for (int i = 0; i < sections.size(); i++) {
            write(sections.get(i), i, out);
        }
        out.close();
        if (!footer.isEmpty()) {
            out.element("footer", footer);
        }
        return out.close().close().toString();
    }

    private void contents(Markup out) {
        if (sections.size() < LISTED_FROM) {
            return;
        }
        out.open("nav");
        for (int i = 0; i < sections.size(); i++) {
            out.raw("<a href=\"#" + anchor(i) + "\">")
                    .text(sections.get(i).title)
                    .raw("</a> ");
        }
        out.close();
    }

    private static void write(Section section, int index, Markup out) {
        out.open("section", "id", anchor(index)).element("h2", section.title);
        int depth = out.depth();
        for (Block block : section.blocks) {
            block.writeTo(out);
            if (out.depth() != depth) {
                throw new IllegalStateException("a block must close what it opens, left " + (out.depth() - depth)
                        + " elements open (section \"" + section.title + "\"); count its calls of open and close");
            }
        }
        out.close();
    }

    private static String anchor(int index) {
        return "section-" + (index + 1);
    }

    /** Collects what stands on a page. */
    public static final class Builder {

        private final String title;
        private String lead = "";
        private String footer = "";
        private final StringBuilder style = new StringBuilder();
        private Locale language = Locale.ENGLISH;
        private final List<Section> sections = new ArrayList<>();

        private Builder(String title) {
            this.title = title;
        }

        /**
         * Says in a sentence what the page found; nothing unless set.
         *
         * @param text stands below the title
         * @return this
         */
        public Builder lead(String text) {
            lead = text;
            return this;
        }

        /**
         * Says at the end where the page comes from; nothing unless set.
         *
         * @param text stands below everything
         * @return this
         */
        public Builder footer(String text) {
            footer = text;
            return this;
        }

        /**
         * Sets the language of the page's text; English unless set.
         *
         * @param value for readers aloud and hyphenation
         * @return this
         */
        public Builder language(Locale value) {
            language = value;
            return this;
        }

        /**
         * Adds a section.
         *
         * @param heading stands above it
         * @param blocks what it holds, from the top
         * @return this
         */
        public Builder section(String heading, Block... blocks) {
            return section(heading, List.of(blocks));
        }

        /**
         * Adds a section.
         *
         * @param heading stands above it
         * @param blocks what it holds, from the top
         * @return this
         */
        public Builder section(String heading, List<? extends Block> blocks) {
            sections.add(new Section(heading, List.copyOf(blocks)));
            return this;
        }

        /**
         * Adds a style sheet for blocks of one's own. The colours are variables: {@code --ink}, {@code --soft},
         * {@code --line}, {@code --paper}, {@code --wash} and {@code --accent}.
         *
         * @param css rules
         * @return this
         * @throws IllegalArgumentException if it holds {@code <} or {@code &}, or loads something
         */
        public Builder style(String css) {
            String lower = css.toLowerCase(Locale.ROOT);
            for (String refused : List.of("<", "&", "@import", "url(")) {
                if (lower.contains(refused)) {
                    throw new IllegalArgumentException("a style sheet must stand by itself, had \"" + refused
                            + "\" (page \"" + title + "\"); leave it out");
                }
            }
            style.append(css).append('\n');
            return this;
        }

        /** {@return the page} */
        public Page build() {
            return new Page(this);
        }
    }
}
