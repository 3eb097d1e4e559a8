package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.privacy.PersonalAudit;
import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.Receipt;
import io.github.discovery4j.core.signal.Rejection;
import io.github.discovery4j.examples.signals.ReplayResult;
import io.github.discovery4j.examples.signals.ReplayResult.Rejected;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code discovery signals} says to a person. Ids and texts of events are shortened. */
final class SignalsText implements SignalsOutput {

    private static final int SHORT_TEXT = 72;
    private static final int SHORT_VALUE = 48;
    private static final int LONGEST_HALF = 8;
    private static final double WORTH_A_WORD = 0.05;

    private final PrintWriter out;

    SignalsText(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void replay(String file, String store, ReplayResult result, LongFunction<Optional<DeadLetter>> letters) {
        line(String.format(
                Locale.ROOT,
                "%s: %,d lines, %,.0f a second; into %s.",
                file,
                result.lines(),
                result.eventsASecond(),
                store));
        long valid = result.accepted() + result.duplicates();
        TextTable table = new TextTable("lrl");
        row(table, "accepted", result.accepted(), "new in the log");
        row(table, "duplicates", result.duplicates(), "the log had them");
        row(table, "dead-lettered", result.rejectedEvents(), "see below");
        row(
                table,
                "complete",
                result.complete(),
                percent(result.complete(), valid) + " of the valid have session, device and locale");
        row(table, "repaired", result.completed(), "of these lacked one of the three, which was found");
        table.print(out);
        line(String.format(
                Locale.ROOT,
                "  Acknowledged, durably: half within %s, 99 %% within %s; windows counted after %s.",
                millis(result.waitHalf()),
                millis(result.waitMost()),
                seconds(result.consumed())));
        if (!result.rejected().isEmpty()) {
            rejected(result, letters);
        }
    }

    private static void row(TextTable table, String what, long count, String remark) {
        table.row(what, String.format(Locale.ROOT, "%,d", count), remark);
    }

    private void rejected(ReplayResult result, LongFunction<Optional<DeadLetter>> letters) {
        part("Dead letters of this file, by reason:");
        TextTable table = new TextTable("lrl");
        byCount(result).forEach(entry -> {
            Rejected rejected = entry.getValue();
            Optional<DeadLetter> letter = rejected.firstLetter().isPresent()
                    ? letters.apply(rejected.firstLetter().getAsLong())
                    : Optional.empty();
            table.row(
                    entry.getKey().name(),
                    String.format(Locale.ROOT, "%,d", rejected.events()),
                    String.format(Locale.ROOT, "first in line %,d%s", rejected.firstLine(), letterOf(rejected)));
            letter.ifPresent(found -> {
                table.note(shortened(found.message(), 2 * SHORT_TEXT));
                named(found).ifPresent(table::note);
            });
        });
        table.print(out);
    }

    /** Enough of the ids to know a line by, not enough to know a person by. */
    private static Optional<String> named(DeadLetter letter) {
        String ids = Stream.of(
                        letter.userId().map(id -> "user " + half(id)),
                        letter.itemId().map(id -> "item " + half(id)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return Optional.of(ids).filter(text -> !text.isEmpty());
    }

    private static String half(String id) {
        int length = id.codePointCount(0, id.length());
        return id.substring(0, id.offsetByCodePoints(0, Math.min(LONGEST_HALF, length / 2))) + "…";
    }

    private static List<Map.Entry<Rejection, Rejected>> byCount(ReplayResult result) {
        return result.rejected().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Rejection, Rejected> entry) ->
                                -entry.getValue().events())
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    private static String letterOf(Rejected rejected) {
        return rejected.firstLetter().isPresent()
                ? ", letter " + rejected.firstLetter().getAsLong()
                : ", not kept";
    }

    @Override
    public void windows(String personId, Instant now, FeatureRow row) {
        part(String.format(
                Locale.ROOT, "Windows of %s at %s, those that are not 0:", shortened(personId, SHORT_VALUE), now));
        TextTable table = new TextTable("ll");
        row.registry()
                .definitions()
                .forEach(definition -> row.value(definition.name())
                        .map(SignalsText::words)
                        .filter(words -> !words.equals("0"))
                        .ifPresent(words -> table.row(definition.name(), words)));
        table.print(out);
    }

    /** Returns a value in words; of the hours of the day those that matter. */
    private static String words(FeatureValue value) {
        return switch (value) {
            case FeatureValue.Decimal(float number) ->
                number == Math.rint(number)
                        ? String.format(Locale.ROOT, "%.0f", number)
                        : String.format(Locale.ROOT, "%.3f", number);
            case FeatureValue.Whole(long number) -> Long.toString(number);
            case FeatureValue.Labels(var labels) -> labels.stream().sorted().collect(Collectors.joining(", "));
            case FeatureValue.Vector(List<Float> hours) -> hours(hours);
            case FeatureValue.Text(String text) -> text;
            case FeatureValue.Json(String text) -> text;
        };
    }

    private static String hours(List<Float> shares) {
        List<String> words = new ArrayList<>();
        for (int hour = 0; hour < shares.size(); hour++) {
            if (shares.get(hour) >= WORTH_A_WORD) {
                words.add(String.format(Locale.ROOT, "%d h %.0f %%", hour, 100 * shares.get(hour)));
            }
        }
        return String.join(", ", words);
    }

    @Override
    public void repaired(long letterId) {
        line(String.format(
                Locale.ROOT, "Letter %d has its new text; take it in with --replay %d.", letterId, letterId));
    }

    @Override
    public void replayed(Map<Long, Receipt> outcomes) {
        line(String.format(Locale.ROOT, "Taken in again: %,d letters.", outcomes.size()));
        TextTable table = new TextTable("rl");
        Map<String, List<Long>> byOutcome = new TreeMap<>();
        outcomes.forEach((id, receipt) -> byOutcome
                .computeIfAbsent(SignalsOutcome.of(receipt), none -> new ArrayList<>())
                .add(id));
        byOutcome.forEach((outcome, ids) -> table.row(
                String.format(Locale.ROOT, "%,d", ids.size()),
                outcome + " ("
                        + shortened(ids.stream().map(String::valueOf).collect(Collectors.joining(", ")), SHORT_VALUE)
                        + ")"));
        table.print(out);
    }

    @Override
    public void letters(List<DeadLetter> shown, int all) {
        part(String.format(Locale.ROOT, "Dead letters: %,d of %,d.", shown.size(), all));
        TextTable table = new TextTable("rlrl");
        table.row("letter", "reason", "attempts", "last");
        for (DeadLetter letter : shown) {
            table.row(
                    Long.toString(letter.id()),
                    letter.reason().name() + (letter.cut() ? ", cut" : ""),
                    Integer.toString(letter.attempts()),
                    letter.last().toString());
            table.note(shortened(letter.message(), 2 * SHORT_TEXT));
            table.note(shortened(letter.json(), 2 * SHORT_TEXT));
        }
        table.print(out);
    }

    @Override
    public void audit(String moment, PersonalAudit audit) {
        part(String.format(Locale.ROOT, "What is known, %s:", moment));
        TextTable table = new TextTable("lllrll");
        table.row("holder", "group", "what", "count", "used", "the last of it");
        Map<List<String>, List<PersonalAudit.Entry>> byKind = audit.entries().stream()
                .collect(Collectors.groupingBy(
                        entry -> List.of(
                                entry.record().holder(),
                                entry.record().group().name(),
                                entry.record().name()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        byKind.forEach((kind, entries) -> table.row(
                kind.get(0),
                kind.get(1),
                kind.get(2),
                String.format(Locale.ROOT, "%,d", entries.size()),
                entries.getLast().used() ? "yes" : "no",
                shortened(entries.getLast().record().value(), SHORT_VALUE)));
        table.print(out);
        line(String.format(
                Locale.ROOT,
                "  Switched off: %s.",
                audit.choices().off().isEmpty()
                        ? "nothing"
                        : audit.choices().off().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", "))));
    }

    @Override
    public void end() {
        out.flush();
    }

    private void part(String heading) {
        out.println();
        line(heading);
    }

    private void line(String text) {
        out.println(Text.printable(text));
    }

    private static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "0 %" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
    }
}
