package io.github.discovery4j.rank.reciprocal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Fisman, Iyengar, Kamenica and Simonson's speed dating: who met whom, in which order, and who said yes.
 *
 * <p>Everybody fills in a form when signing up, which gives the profile columns. After each date both write down, apart from
 * each other, whether they want to meet again; the evening columns count the decisions of a person's earlier dates of that
 * evening. What is written down at a date or after it is a column of no row of that date, and neither are ratings.
 */
final class SpeedDating {

    /** Columns of a direction that are counted during the evening. */
    static final List<String> EVENING =
            List.of("subject_said_yes", "object_got_yes", "object_said_yes", "subject_got_yes");

    private static final List<String> TRAITS = List.of("attr", "sinc", "intel", "fun", "amb");
    private static final List<String> HOBBIES = List.of(
            "sports",
            "tvsports",
            "exercise",
            "dining",
            "museums",
            "art",
            "hiking",
            "gaming",
            "clubbing",
            "reading",
            "tv",
            "theater",
            "movies",
            "concerts",
            "music",
            "shopping",
            "yoga");
    private static final List<String> PLAIN =
            List.of("age", "goal", "date", "go_out", "imprace", "imprelig", "exphappy");

    /** Columns of a direction that are known when both have signed up. */
    static final List<String> PROFILE = Stream.of(
                    prefixed("subject_", PLAIN),
                    prefixed("object_", PLAIN),
                    prefixed("subject_is_", TRAITS),
                    prefixed("object_is_", TRAITS),
                    prefixed("subject_wants_", TRAITS),
                    prefixed("hobby_gap_", HOBBIES),
                    List.of(
                            "older",
                            "age_gap",
                            "same_race",
                            "same_race_matters",
                            "interests",
                            "same_field",
                            "same_goal"))
            .flatMap(List::stream)
            .toList();

    /** How much a share leans to one half: as if there had been so many dates before. */
    private static final double EARLIER_DATES = 2;

    /**
     * One person at a date, from that person's side.
     *
     * @param subject who decides
     * @param object about whom
     * @param wave the evening
     * @param order the place of the date in the subject's evening
     * @param woman whether the subject is one
     * @param yes what the subject decided
     */
    record Side(String subject, String object, int wave, int order, boolean woman, boolean yes) {}

    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, String[]> signUps = new HashMap<>();
    private final Map<List<String>, String[]> rows = new HashMap<>();
    private final Map<List<String>, Side> sides = new HashMap<>();
    private final Map<String, List<Side>> given = new HashMap<>();
    private final Map<String, List<Side>> got = new HashMap<>();

    private SpeedDating() {}

    static SpeedDating read(Path file) throws IOException {
        return read(file, side -> false);
    }

    /** Reads the file with the decisions of some sides turned into their opposite. */
    static SpeedDating read(Path file, Predicate<Side> opposite) throws IOException {
        SpeedDating data = new SpeedDating();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String[] header = cells(reader.readLine());
            for (int column = 0; column < header.length; column++) {
                data.columns.put(header[column], column);
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                data.add(cells(line), opposite);
            }
        }
        return data;
    }

    private void add(String[] row, Predicate<Side> opposite) {
        String subject = cell(row, "iid");
        String object = cell(row, "pid");
        signUps.put(subject, row);
        if (object.isEmpty()) {
            return;
        }
        Side side = new Side(
                subject,
                object,
                Integer.parseInt(cell(row, "wave")),
                Integer.parseInt(cell(row, "order")),
                cell(row, "gender").equals("0"),
                cell(row, "dec").equals("1"));
        if (opposite.test(side)) {
            side = new Side(subject, object, side.wave, side.order, side.woman, !side.yes);
        }
        List<String> key = List.of(subject, object);
        rows.put(key, row);
        sides.put(key, side);
        given.computeIfAbsent(subject, id -> new ArrayList<>()).add(side);
        got.computeIfAbsent(object, id -> new ArrayList<>()).add(side);
    }

    /** The women's sides, one a date, in a stable order; the men's are their {@link #back}. */
    List<Side> dates() {
        return sides.values().stream()
                .filter(Side::woman)
                .sorted((a, b) -> Arrays.compare(
                        new int[] {a.wave, Integer.parseInt(a.subject), Integer.parseInt(a.object)},
                        new int[] {b.wave, Integer.parseInt(b.subject), Integer.parseInt(b.object)}))
                .toList();
    }

    Side back(Side side) {
        return sides.get(List.of(side.object, side.subject));
    }

    /** The evening columns of a direction; each person's earlier dates are earlier by that person's own order. */
    double[] evening(Side side) {
        int subjectNow = side.order;
        int objectNow = back(side).order;
        return new double[] {
            share(given.get(side.subject).stream().filter(s -> s.order < subjectNow)),
            share(got.get(side.object).stream().filter(s -> back(s).order < objectNow)),
            share(given.get(side.object).stream().filter(s -> s.order < objectNow)),
            share(got.get(side.subject).stream().filter(s -> back(s).order < subjectNow)),
        };
    }

    private static double share(Stream<Side> earlier) {
        List<Side> all = earlier.toList();
        return (all.stream().filter(Side::yes).count() + EARLIER_DATES / 2) / (all.size() + EARLIER_DATES);
    }

    /** The profile columns of a direction. */
    double[] profile(Side side) {
        String[] subject = signUps.get(side.subject);
        String[] object = signUps.get(side.object);
        double[] values = new double[PROFILE.size()];
        int at = 0;
        for (String[] person : List.of(subject, object)) {
            for (String name : PLAIN) {
                values[at++] = number(person, name);
            }
        }
        for (String[] person : List.of(subject, object)) {
            for (String trait : TRAITS) {
                values[at++] = number(person, trait + "3_1");
            }
        }
        double points =
                TRAITS.stream().mapToDouble(t -> number(subject, t + "1_1")).sum() + number(subject, "shar1_1");
        for (String trait : TRAITS) {
            values[at++] = number(subject, trait + "1_1") / points;
        }
        for (String hobby : HOBBIES) {
            values[at++] = Math.abs(number(subject, hobby) - number(object, hobby));
        }
        double older = number(object, "age") - number(subject, "age");
        double race = same(subject, object, "race");
        values[at++] = older;
        values[at++] = Math.abs(older);
        values[at++] = race;
        values[at++] = race * number(subject, "imprace");
        values[at++] = number(rows.get(List.of(side.subject, side.object)), "int_corr");
        values[at++] = same(subject, object, "field_cd");
        values[at] = same(subject, object, "goal");
        return values;
    }

    private double same(String[] subject, String[] object, String name) {
        return number(subject, name) == number(object, name) ? 1 : 0;
    }

    private double number(String[] row, String name) {
        String text = cell(row, name).replace(",", "");
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    private String cell(String[] row, String name) {
        return row[columns.get(name)];
    }

    private static List<String> prefixed(String prefix, List<String> names) {
        return names.stream().map(name -> prefix + name).toList();
    }

    /** Splits at commas that are not within quotes. */
    private static String[] cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells.toArray(String[]::new);
    }
}
