package io.github.discovery4j.explain.phrase;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One ICU message, checked when it is read: its syntax, its arguments, and the plural forms that its language has.
 *
 * <p>An argument is put into the result as it is, and the result is not read again: nothing in a person's name can act as a
 * pattern. <b>Threads:</b> safe.
 */
final class MessageText {

    /** What an argument is, and so where it may stand. */
    enum Kind {
        /** As it is, formatted, or as what a plural counts. */
        NUMBER,
        /** As it is. */
        TEXT,
        /** As what a select chooses by. */
        CHOICE
    }

    private final String pattern;
    private final ULocale rules;
    private final Set<String> arguments = new HashSet<>();
    private final Set<String> counted = new HashSet<>();

    /** ICU's formats belong to one thread at a time, and take long to make: those that nobody uses wait here. */
    private final Queue<MessageFormat> idle = new ConcurrentLinkedQueue<>();

    private MessageText(String pattern, ULocale rules) {
        this.pattern = pattern;
        this.rules = rules;
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static MessageText of(String pattern, ULocale rules, Map<String, Kind> arguments) {
        MessageText text = new MessageText(pattern, rules);
        try {
            text.idle.add(new MessageFormat(pattern, rules));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("must be an ICU message: " + e.getMessage(), e);
        }
        text.check(new MessagePattern(pattern), arguments);
        return text;
    }

    private void check(MessagePattern parsed, Map<String, Kind> known) {
        Deque<ArgType> open = new ArrayDeque<>();
        for (int at = 0; at < parsed.countParts(); at++) {
            MessagePattern.Part part = parsed.getPart(at);
            switch (part.getType()) {
                case ARG_START -> {
                    open.push(part.getArgType());
                    checkArgument(parsed, at, known);
                }
                case ARG_LIMIT -> open.pop();
                case ARG_SELECTOR -> checkSelector(open.element(), parsed.getSubstring(part));
                default -> {}
            }
        }
    }

    private void checkArgument(MessagePattern parsed, int start, Map<String, Kind> known) {
        String name = parsed.getSubstring(parsed.getPart(start + 1));
        Kind kind = known.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("argument {%s} is not known here, there are %s; remove or correct it"
                    .formatted(PlacedJson.shown(name), new TreeSet<>(known.keySet())));
        }
        ArgType type = parsed.getPart(start).getArgType();
        boolean fits = switch (type) {
            case NONE -> kind != Kind.CHOICE;
            case SIMPLE ->
                kind == Kind.NUMBER
                        && parsed.getSubstring(parsed.getPart(start + 2)).equals("number");
            case PLURAL, SELECTORDINAL -> kind == Kind.NUMBER;
            case SELECT -> kind == Kind.CHOICE;
            case CHOICE -> false;
        };
        if (!fits) {
            String use = switch (kind) {
                case NUMBER -> "{%1$s}, {%1$s, number}, {%1$s, plural, ...} or {%1$s, selectordinal, ...}";
                case TEXT -> "{%1$s}";
                case CHOICE -> "{%1$s, select, ...}";
            };
            throw new IllegalArgumentException(("argument must stand as " + use + ", did not").formatted(name));
        }
        arguments.add(name);
        if (type == ArgType.PLURAL || type == ArgType.SELECTORDINAL) {
            counted.add(name);
        }
    }

    private void checkSelector(ArgType type, String selector) {
        if ((type != ArgType.PLURAL && type != ArgType.SELECTORDINAL) || selector.startsWith("=")) {
            return;
        }
        Set<String> forms = PluralRules.forLocale(
                        rules,
                        type == ArgType.PLURAL ? PluralRules.PluralType.CARDINAL : PluralRules.PluralType.ORDINAL)
                .getKeywords();
        if (!forms.contains(selector)) {
            throw new IllegalArgumentException("plural form \"%s\" does not exist in %s, there are %s; remove it"
                    .formatted(PlacedJson.shown(selector), rules.toLanguageTag(), new TreeSet<>(forms)));
        }
    }

    /** Returns the arguments that the message has a place for. */
    Set<String> arguments() {
        return arguments;
    }

    /** Returns the arguments that a plural counts: nobody has half an interest in common. */
    Set<String> counted() {
        return counted;
    }

    /** Fills the message in. */
    String say(Map<String, ?> values) {
        MessageFormat taken = idle.poll();
        MessageFormat format = taken == null ? new MessageFormat(pattern, rules) : taken;
        String said = format.format(values);
        idle.add(format);
        return said;
    }
}
