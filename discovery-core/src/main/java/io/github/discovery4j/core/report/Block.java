package io.github.discovery4j.core.report;

/**
 * A part of a page: a paragraph, a table, a chart, or something of the host's own.
 *
 * <p>Laws: what it opens it closes, and the same block writes the same each time.
 */
@FunctionalInterface
public interface Block {

    /**
     * Writes itself.
     *
     * @param out the page so far
     */
    void writeTo(Markup out);
}
