package io.github.discovery4j.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How much room text takes, guessed without fonts: the same on every machine, and rather too wide than too narrow.
 */
final class Lettering {

    private static final String NARROW = "ijltfrI.,:;'|!()[]{} ";
    private static final String WIDE = "mwMW@%";

    private Lettering() {}

    /** The width in pixels at a font size. */
    static double width(String text, double fontSize) {
        double ems = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            ems += ems(c);
        }
        return ems * fontSize;
    }

    /** Breaks text at spaces, underscores, commas and hyphens into lines that fit; the last ends in "…" if all do not. */
    static List<String> lines(String text, double width, double fontSize, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (lines.size() < most - 1 && width(rest, fontSize) > width) {
            int end = fitting(rest, width, fontSize);
            int at = lastBreak(rest, end);
            lines.add(rest.substring(0, at).stripTrailing());
            rest = rest.substring(at).stripLeading();
        }
        if (width(rest, fontSize) > width) {
            int end = fitting(rest, width - fontSize, fontSize);
            rest = rest.substring(0, end).stripTrailing() + "…";
        }
        lines.add(rest);
        return lines;
    }

    /** How many characters from the start fit, at least one, never half a pair. */
    private static int fitting(String text, double width, double fontSize) {
        double ems = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            ems += ems(c);
            // The same sum as in width(…), to the last bit.
            if (ems * fontSize > width && end > 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private static int lastBreak(String text, int end) {
        for (int i = Math.min(end, text.length() - 1); i > 0; i--) {
            if (text.charAt(i) == ' ' || "_-,/@".indexOf(text.charAt(i - 1)) >= 0) {
                return i;
            }
        }
        return end;
    }

    private static double ems(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        if (isFullWidth(c)) {
            return 1.05;
        }
        if (NARROW.indexOf(c) >= 0) {
            return 0.38;
        }
        if (WIDE.indexOf(c) >= 0) {
            return 0.98;
        }
        return Character.isUpperCase(c) ? 0.74 : 0.62;
    }

    /** Ideographs, kana, Hangul, full-width forms and emoji. */
    private static boolean isFullWidth(int c) {
        boolean eastAsian = Character.isIdeographic(c) || (c >= 0x3000 && c <= 0xD7A3);
        return eastAsian || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x1F000;
    }
}
