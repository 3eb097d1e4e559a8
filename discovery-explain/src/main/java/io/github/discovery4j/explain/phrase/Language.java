package io.github.discovery4j.explain.phrase;

import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A language that reasons are given in, and how it lists names. <b>Threads:</b> immutable.
 */
final class Language {

    /** How many names a list spells out before it says how many more there are. */
    static final int LISTED_NAMES = 3;

    /** The argument of the words for the rest: how many more. */
    static final String REST = "count";

    /**
     * The sound before which Spanish {@code y} becomes {@code e}: i, í, hi or hí at the beginning, unless a vowel after an
     * unaccented i makes it a glide (hielo, iota). Foreign words are read as if they were Spanish. ICU knows the rule, but
     * stumbles over accents, quotation marks and iota.
     */
    private static final Pattern SPANISH_I = Pattern.compile(
            "[^\\p{L}\\p{N}]*+h?(?:í|i(?![aeouáéóú]))", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Locale locale;
    private final ListFormatter lists;
    private final MessageText rest;
    private final boolean spanish;

    Language(Locale locale, ULocale rules, MessageText rest) {
        this.locale = locale;
        this.lists = ListFormatter.getInstance(rules);
        this.rest = rest;
        this.spanish = rules.getLanguage().equals("es");
    }

    /** The language tag, by which phrases and reasons are keyed. */
    String tag() {
        return locale.toLanguageTag();
    }

    Locale locale() {
        return locale;
    }

    /** Lists names: {@code a}, {@code a and b}, {@code a, b and c}, {@code a, b, c and 2 more}. */
    String list(List<String> names) {
        List<String> listed = new ArrayList<>(LISTED_NAMES + 1);
        names.stream().limit(LISTED_NAMES).map(DisplayNames::isolated).forEach(listed::add);
        int more = names.size() - listed.size();
        if (more > 0) {
            listed.add(rest.say(Map.of(REST, (long) more)));
        }
        return spanish && more == 0 ? spanish(listed) : lists.format(listed);
    }

    /** Lets ICU list the names with a stand-in for the last one, one letter that begins with the same sound. */
    private String spanish(List<String> names) {
        String last = names.getLast();
        List<String> standIn = new ArrayList<>(names);
        standIn.set(names.size() - 1, SPANISH_I.matcher(last).lookingAt() ? "i" : "a");
        String listed = lists.format(standIn);
        return listed.substring(0, listed.length() - 1) + last;
    }
}
