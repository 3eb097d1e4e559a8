package io.github.discovery4j.core.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes elements and text so that nothing from outside can become markup.
 *
 * <p>What comes out is well-formed XML and HTML at once. Characters that XML does not allow, half a surrogate pair among
 * them, become U+FFFD. Scripts, event handlers and addresses of other files are refused: a page runs nothing and loads
 * nothing. <b>Threads:</b> belongs to one thread.
 */
public final class Markup {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Set<String> REFUSED_ELEMENTS =
            Set.of("script", "style", "link", "iframe", "object", "embed", "base", "img", "image", "foreignobject");
    private static final Set<String> REFUSED_ATTRIBUTES =
            Set.of("src", "srcset", "href", "action", "formaction", "style");
    /** No line end follows these: it would be seen as a space. */
    private static final Set<String> INLINE = Set.of(
            "a", "b", "bdi", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup", "text", "tspan", "wbr");

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder out = new StringBuilder(16 * 1024);
    private final Deque<String> open = new ArrayDeque<>();
    private int ids;

    Markup() {}

    /**
     * Opens an element.
     *
     * @param name letters, digits and hyphens
     * @param attributes name, value, name, value and so on
     * @return this
     * @throws IllegalArgumentException if a name is not one, a value is missing, or the page would run or load something
     */
    public Markup open(String name, String... attributes) {
        requireHarmless(name);
        start(name, attributes);
        out.append('>');
        open.push(name);
        return this;
    }

    /**
     * Closes the element that was opened last.
     *
     * @return this
     * @throws IllegalStateException if none is open
     */
    public Markup close() {
        if (open.isEmpty()) {
            throw new IllegalStateException(
                    "only an open element can be closed, none is open; count the calls of open");
        }
        String name = open.pop();
        out.append("</").append(name).append('>');
        endLine(name);
        return this;
    }

    /**
     * Writes an element that holds text alone.
     *
     * @param name letters, digits and hyphens
     * @param text any; escaped
     * @param attributes name, value, name, value and so on
     * @return this
     * @throws IllegalArgumentException as for {@link #open}
     */
    public Markup element(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    /**
     * Writes an element that holds nothing.
     *
     * @param name of an element that needs no end tag, such as {@code br} or {@code rect}
     * @param attributes name, value, name, value and so on
     * @return this
     * @throws IllegalArgumentException as for {@link #open}
     */
    public Markup empty(String name, String... attributes) {
        requireHarmless(name);
        start(name, attributes);
        out.append("/>");
        endLine(name);
        return this;
    }

    /**
     * Writes text.
     *
     * @param text any; escaped
     * @return this
     */
    public Markup text(String text) {
        escape(text, out);
        return this;
    }

    /**
     * Writes a name that may be broken over lines after each underscore and at sign.
     *
     * @param name any; escaped
     * @return this
     */
    public Markup breakable(String name) {
        int from = 0;
        for (int i = 0; i < name.length() - 1; i++) {
            char c = name.charAt(i);
            if (c == '_' || c == '@') {
                text(name.substring(from, i + 1)).empty("wbr");
                from = i + 1;
            }
        }
        return text(name.substring(from));
    }

    /**
     * Makes text safe as an element's content and as an attribute's value.
     *
     * @param text any
     * @return the same with {@code & < > " '} written as entities, and U+FFFD for what XML does not allow
     */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        escape(text, safe);
        return safe.toString();
    }

    /** A name that no other element of this page has. */
    String newId() {
        ids++;
        return "id" + ids;
    }

    /** Writes what is known to be well-formed. */
    Markup raw(CharSequence markup) {
        out.append(markup);
        return this;
    }

    int depth() {
        return open.size();
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void start(String name, String... attributes) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("an element's name must be letters, digits and hyphens, was \"" + name
                    + "\"; write text with text(…)");
        }
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("attributes must come as name and value, had " + attributes.length
                    + " texts (element \"" + name + "\"); give \"\" for an empty value");
        }
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            requireHarmlessAttribute(attributes[i]);
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1], out);
            out.append('"');
        }
    }

    private void endLine(String name) {
        if (!INLINE.contains(name)) {
            out.append('\n');
        }
    }

    private static void requireHarmless(String name) {
        if (REFUSED_ELEMENTS.contains(lower(name))) {
            throw new IllegalArgumentException(
                    "a page must run and load nothing, was asked for <" + name + ">; styles go to Page.Builder.style");
        }
    }

    private static void requireHarmlessAttribute(String name) {
        String lower = lower(name);
        if (!NAME.matcher(name).matches() || lower.startsWith("on") || REFUSED_ATTRIBUTES.contains(lower)) {
            throw new IllegalArgumentException("an attribute must be a name that runs and loads nothing, was \"" + name
                    + "\"; styles go to Page.Builder.style, by class");
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static void escape(String text, StringBuilder safe) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    boolean pair = Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
                    if (pair) {
                        safe.append(c).append(text.charAt(++i));
                    } else {
                        safe.append(allowed(c) ? c : REPLACEMENT);
                    }
                }
            }
        }
    }

    private static boolean allowed(char c) {
        boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
        return !control && !Character.isSurrogate(c) && c != '\uFFFE' && c != '\uFFFF';
    }
}
