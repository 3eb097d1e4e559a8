package io.github.discovery4j.core.feature.manifest;

import java.util.Collection;
import java.util.Optional;

/** Says what else a name may have meant. <b>Threads:</b> safe. */
public final class NearestName {

    /** Longer names are not compared: whoever wrote them meant none of ours. */
    private static final int LONGEST = 128;

    private static final int MOST_LISTED = 20;

    private NearestName() {}

    /**
     * Returns the end of a message: the nearest name, or what exists.
     *
     * @param name what was asked for
     * @param known what exists
     * @return in words
     */
    public static String hint(String name, Collection<String> known) {
        Optional<String> nearest = of(name, known);
        if (nearest.isPresent()) {
            return "did you mean \"" + nearest.get() + "\"?";
        }
        String listed = String.join(", ", known.stream().limit(MOST_LISTED).toList());
        return "there is " + (known.isEmpty() ? "none" : listed) + (known.size() > MOST_LISTED ? ", …" : "");
    }

    /** Returns the name with the fewest changed letters, if no more than a third differs. */
    static Optional<String> of(String name, Collection<String> known) {
        String best = null;
        int fewest = Math.max(2, name.length() / 3) + 1;
        for (String candidate : known) {
            if (name.length() <= LONGEST && candidate.length() <= LONGEST) {
                int changes = changes(name, candidate);
                if (changes < fewest && changes < candidate.length()) {
                    fewest = changes;
                    best = candidate;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Levenshtein's distance, one row at a time. */
    private static int changes(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
