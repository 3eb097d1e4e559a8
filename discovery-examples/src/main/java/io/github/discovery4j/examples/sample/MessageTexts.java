package io.github.discovery4j.examples.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Texts of messages from {@code messages.tsv}, each with places for a name, a hobby and a work. <b>Threads:</b> immutable. */
final class MessageTexts {

    /** In messages between people without favourites: a work of the catalogue. */
    private static final String NO_WORK = "Nineteen Eighty-Four";

    private record Kind(boolean abusive, String language) {}

    private final Map<Kind, List<String>> templates;

    private MessageTexts(Map<Kind, List<String>> templates) {
        this.templates = templates;
    }

    static MessageTexts load() {
        Map<Kind, List<String>> templates = new HashMap<>();
        for (List<String> row : TabTable.rows("messages.tsv", "label", "language", "text")) {
            templates.merge(
                    new Kind(row.get(0).equals("abusive"), row.get(1)),
                    List.of(row.get(2)),
                    (before, next) ->
                            Stream.concat(before.stream(), next.stream()).toList());
        }
        return new MessageTexts(templates);
    }

    /** Draws a text in the sender's language, or the receiver's where they have none in common. */
    String draw(Person from, Person to, boolean abusive, Draws draws) {
        String language = from.languages().stream()
                .filter(to.languages()::contains)
                .findFirst()
                .orElse(to.languages().getFirst());
        Hobby hobby = draws.oneOf(from.hobbies());
        return draws.oneOf(Objects.requireNonNull(templates.get(new Kind(abusive, language))))
                .replace("{name}", to.displayName().split(" ", 2)[0])
                .replace("{hobby}", language.equals(Language.SPANISH) ? hobby.spanish() : hobby.english())
                .replace("{work}", work(from, to, draws));
    }

    /** What the receiver likes, else what the sender does. */
    private static String work(Person from, Person to, Draws draws) {
        List<Favourite> liked = to.favourites().isEmpty() ? from.favourites() : to.favourites();
        return liked.isEmpty() ? NO_WORK : draws.oneOf(liked).item().title();
    }
}
