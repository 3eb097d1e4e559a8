package io.github.discovery4j.core.feature;

/**
 * How well two language tags match, by shortening them from the end as a lookup of RFC 4647, section 3.4 does.
 *
 * <p>Subtags are compared without regard to case; extensions and private use do not count.
 */
final class LocaleTags {

    private LocaleTags() {}

    /**
     * Returns how many subtags from the beginning on both tags have in common, as a fraction of those of the longer one, in [0, 1]:
     * 1 for en-GB and en-gb, 1/2 for en-GB and en-US or en, 0 for different languages. NaN for a tag that is absent, {@code und} or {@code *}.
     */
    static float match(String one, String other) {
        int oneEnd = end(one);
        int otherEnd = end(other);
        if (oneEnd == 0 || otherEnd == 0) {
            return Float.NaN;
        }
        int common = 0;
        int oneStart = 0;
        int otherStart = 0;
        while (oneStart < oneEnd && otherStart < otherEnd) {
            int length = subtag(one, oneStart, oneEnd);
            if (length != subtag(other, otherStart, otherEnd)
                    || !one.regionMatches(true, oneStart, other, otherStart, length)) {
                break;
            }
            common++;
            oneStart += length + 1;
            otherStart += length + 1;
        }
        return (float) common / Math.max(subtags(one, oneEnd), subtags(other, otherEnd));
    }

    /** Returns where what counts of a tag ends; 0 where it names no language. */
    private static int end(String tag) {
        int first = subtag(tag, 0, tag.length());
        if (first < 2 || (first == 3 && tag.regionMatches(true, 0, "und", 0, 3))) {
            return 0;
        }
        int start = first + 1;
        while (start < tag.length()) {
            int length = subtag(tag, start, tag.length());
            if (length <= 1) {
                return start - 1;
            }
            start += length + 1;
        }
        return tag.length();
    }

    private static int subtags(String tag, int end) {
        int count = 0;
        for (int start = 0; start < end; start += subtag(tag, start, end) + 1) {
            count++;
        }
        return count;
    }

    private static int subtag(String tag, int start, int end) {
        int at = start;
        while (at < end && tag.charAt(at) != '-' && tag.charAt(at) != '_') {
            at++;
        }
        return at - start;
    }
}
