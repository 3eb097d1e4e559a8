package io.github.discovery4j.rank.harassment;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.collections.api.factory.primitive.IntSets;
import org.eclipse.collections.api.set.primitive.MutableIntSet;

/**
 * Makes n-grams of texts in any script, as 32-bit hashes: of one and two words, and of three to five characters across words.
 *
 * <p>Texts are brought to Unicode's form NFKC and to lower case; then addresses of pages and people's handles are left out, so that
 * no model learns names; more than three of the same character in a row count as three. A word is a run of letters,
 * marks and digits; any other symbol, such as an emoji, is a word of its own. Characters are code points.
 *
 * <p>A text is read in windows of {@value #WINDOW} characters that overlap by {@value #OVERLAP}, so that an insult does not
 * thin out in a long text. At most {@value #MOST_CHARACTERS} characters are read.
 *
 * <p><b>Cost:</b> about 5 hashes a character. <b>Threads:</b> safe.
 */
final class TextFeatures {

    static final int WINDOW = 1_000;
    static final int OVERLAP = 100;
    static final int MOST_CHARACTERS = 65_536;

    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;
    private static final int MOST_REPEATED = 3;

    /** Keep n-grams of words, and of characters, apart. */
    private static final int WORDS = 0x57;

    private static final int CHARACTERS = 0x43;

    private static final Pattern PAGE = Pattern.compile("https?://\\S+|www\\.\\S+");
    private static final Pattern HANDLE = Pattern.compile("@[\\p{L}\\p{M}\\p{N}_]+");

    private TextFeatures() {}

    /** Returns the hashes of each window, ascending; no window without one, and none for a text that says nothing. */
    static List<int[]> windows(String text) {
        int[] characters = normalised(text);
        List<int[]> windows = new ArrayList<>(1);
        for (int from = 0; from == 0 || from + OVERLAP < characters.length; from += WINDOW - OVERLAP) {
            int[] hashes = hashes(Arrays.copyOfRange(characters, from, Math.min(characters.length, from + WINDOW)));
            if (hashes.length > 0) {
                windows.add(hashes);
            }
        }
        return windows;
    }

    private static int[] normalised(String text) {
        String cut = text.codePointCount(0, text.length()) > MOST_CHARACTERS
                ? text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS))
                : text;
        String plain = Normalizer.normalize(cut, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        plain = PAGE.matcher(plain).replaceAll(" ");
        plain = HANDLE.matcher(plain).replaceAll(" ");
        return withoutRuns(plain.codePoints().limit(2L * MOST_CHARACTERS).toArray());
    }

    private static int[] withoutRuns(int[] characters) {
        int kept = 0;
        int run = 0;
        for (int i = 0; i < characters.length; i++) {
            run = i > 0 && characters[i] == characters[i - 1] ? run + 1 : 1;
            if (run <= MOST_REPEATED) {
                characters[kept++] = characters[i];
            }
        }
        return Arrays.copyOf(characters, kept);
    }

    private static int[] hashes(int[] characters) {
        List<int[]> words = words(characters);
        MutableIntSet hashes = IntSets.mutable.empty();
        int before = 0;
        for (int[] word : words) {
            int hash = hash(WORDS, word, 0, word.length);
            hashes.add(hash);
            if (before != 0) {
                hashes.add(mixed(before * 31 + hash));
            }
            before = hash;
        }
        addCharacters(words, hashes);
        return hashes.toSortedArray();
    }

    /** Words with one space before, between and after them, so that beginnings and ends are told apart. */
    private static void addCharacters(List<int[]> words, MutableIntSet hashes) {
        if (words.isEmpty()) {
            return;
        }
        int[] joined = new int[words.stream().mapToInt(word -> word.length + 1).sum() + 1];
        int length = 0;
        joined[length++] = ' ';
        for (int[] word : words) {
            System.arraycopy(word, 0, joined, length, word.length);
            length += word.length;
            joined[length++] = ' ';
        }
        for (int size = SHORTEST; size <= LONGEST; size++) {
            for (int from = 0; from + size <= length; from++) {
                hashes.add(hash(CHARACTERS, joined, from, from + size));
            }
        }
    }

    private static List<int[]> words(int[] characters) {
        List<int[]> words = new ArrayList<>();
        int from = 0;
        while (from < characters.length) {
            int to = from;
            while (to < characters.length && inWord(characters[to])) {
                to++;
            }
            if (to > from) {
                words.add(Arrays.copyOfRange(characters, from, to));
                from = to;
            } else {
                if (isSign(characters[from])) {
                    words.add(new int[] {characters[from]});
                }
                from++;
            }
        }
        return words;
    }

    private static boolean inWord(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> Character.isLetterOrDigit(character);
        };
    }

    /** Symbols and emoji; punctuation, spaces and controls say nothing. */
    private static boolean isSign(int character) {
        return switch (Character.getType(character)) {
            case Character.OTHER_SYMBOL, Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL ->
                true;
            default -> false;
        };
    }

    private static int hash(int seed, int[] characters, int from, int to) {
        int hash = seed;
        for (int i = from; i < to; i++) {
            hash = mixed(hash * 31 + characters[i]);
        }
        return hash == 0 ? 1 : hash;
    }

    /** Spreads every bit over all others. */
    private static int mixed(int value) {
        int spread = (value ^ (value >>> 16)) * 0x7feb352d;
        spread = (spread ^ (spread >>> 15)) * 0x846ca68b;
        return spread ^ (spread >>> 16);
    }
}
