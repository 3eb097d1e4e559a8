package io.github.discovery4j.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheets, which go into every page as they are. */
final class Style {

    /** Colours, light and dark. */
    static final String THEME = read("theme.css");

    /** How charts look. */
    static final String CHART = read("chart.css");

    /** How everything else on a page looks. */
    static final String PAGE = read("page.css");

    private Style() {}

    private static String read(String name) {
        try (InputStream css = Style.class.getResourceAsStream(name)) {
            if (css == null) {
                throw new IllegalStateException("the jar lacks " + name + "; build it again");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
