package io.github.discovery4j.examples.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What each step did, in words that a newcomer understands. */
public final class EffectText {

    /** Of a terminal, as wide as the reasons above make it anyway. */
    private static final int WIDTH = 120;

    /** A share below half of the last digit shown. */
    private static final double NOTHING = 0.05;

    private EffectText() {}

    /**
     * Says what each step did.
     *
     * @param effects of a request, or the mean of many
     * @return a sentence a step, in the order of the steps
     */
    public static Map<String, String> bySteps(ChainEffects effects) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("sources", sources(effects));
        lines.put(
                "merge", "%s finds are %s candidates".formatted(number(effects.finds()), number(effects.candidates())));
        effects.hydration().ifPresent(hydration -> lines.put("hydrate", text(hydration)));
        effects.ranking().ifPresent(ranking -> lines.put("rank", text(ranking)));
        lines.put("guard", guardrails(effects));
        effects.choosing().ifPresent(choosing -> lines.put("diversify", text(choosing, "")));
        if (!effects.met().isEmpty()) {
            lines.put("", "met: " + text(effects.met(), effects.requests() == 1));
        }
        lines.put(
                "explain",
                "%s of %s have a reason, %s one that no other has"
                        .formatted(
                                number(effects.explained()),
                                number(effects.delivered()),
                                number(effects.reasonsOfTheirOwn())));
        return lines;
    }

    /**
     * Says what each step did, as lines for a terminal: the step, then its sentence, wrapped.
     *
     * @param effects of a request, or the mean of many
     * @return lines of at most {@value #WIDTH} characters, but for words that are longer
     */
    public static List<String> lines(ChainEffects effects) {
        List<String> lines = new ArrayList<>();
        bySteps(effects).forEach((step, did) -> {
            String line = String.format("  %-10s", step);
            for (String word : did.split(" ", -1)) {
                if (line.length() + 1 + word.length() > WIDTH) {
                    lines.add(line);
                    line = " ".repeat(12);
                }
                line += " " + word;
            }
            lines.add(line);
        });
        return lines;
    }

    /**
     * Says the same of one request in two lines.
     *
     * @param effects of a request
     * @return a line or two
     */
    public static List<String> brief(ChainEffects effects) {
        List<String> lines = new ArrayList<>();
        lines.add("%s candidates, %s of one source alone; guardrails passed over %s, took out %s, put back %s%s"
                .formatted(
                        number(effects.candidates()),
                        number(sum(effects.alone())),
                        number(sum(effects.passedOver())),
                        number(sum(effects.removed())),
                        number(sum(effects.demoted())),
                        effects.ranking()
                                .flatMap(RankEffect::byOtherSide)
                                .map(moved -> "; the other side brought %s in".formatted(number(moved)))
                                .orElse("")));
        effects.choosing().ifPresent(choosing -> lines.add(text(choosing, "for variety, ")));
        return lines;
    }

    private static String sources(ChainEffects effects) {
        return effects.found().entrySet().stream()
                .map(source -> "%s %s (%s alone)"
                        .formatted(
                                source.getKey(),
                                number(source.getValue()),
                                number(effects.alone().getOrDefault(source.getKey(), 0.0))))
                .collect(Collectors.joining(", "));
    }

    private static String text(Hydration hydration) {
        String columns = String.format(
                Locale.ROOT, "%s columns, %.0f %% filled", number(hydration.columns()), 100 * hydration.filled());
        return hydration.bothWays() == 0
                ? columns
                : columns + "; %s also the other way round".formatted(number(hydration.bothWays()));
    }

    private static String text(RankEffect ranking) {
        String first = number(ranking.first());
        String nearest = ranking.nearest()
                .map(source -> "of the first %s, %s are among the first of \"%s\", the source most like it"
                        .formatted(first, number(ranking.shared().getOrDefault(source, 0.0)), source))
                .orElse("nothing to compare with");
        return ranking.byOtherSide()
                .map(moved -> nearest + "; %s are there for what the other side wants".formatted(number(moved)))
                .orElse(nearest);
    }

    private static String guardrails(ChainEffects effects) {
        List<String> did = new ArrayList<>();
        add(did, "passed over in the search: ", effects.passedOver());
        add(did, "removed: ", effects.removed());
        add(did, "put behind others: ", effects.demoted());
        return did.isEmpty() ? "nobody to keep out" : String.join("; ", did);
    }

    private static void add(List<String> did, String what, Map<String, Double> counts) {
        String listed = counts.entrySet().stream()
                .filter(count -> count.getValue() >= NOTHING)
                .map(count -> count.getKey() + " " + number(count.getValue()))
                .collect(Collectors.joining(", "));
        if (!listed.isEmpty()) {
            did.add(what + listed);
        }
    }

    private static String text(ChoiceEffect choosing, String why) {
        List<String> changes = new ArrayList<>();
        choosing.distance().ifPresent(change -> changes.add("distance %s".formatted(arrow(change, 2))));
        choosing.largestLabel()
                .ifPresent(change -> changes.add("largest community %s places"
                        .formatted(number(change.byScore()) + " → " + number(change.chosen()))));
        choosing.groups().ifPresent(groups -> {
            changes.add("made-up groups " + text(groups));
            changes.add("impact ratio " + arrow(groups.impactRatio(), 2));
        });
        String places = "%s%s of %s places are not the best by score"
                .formatted(why, number(choosing.others()), number(choosing.places()));
        return changes.isEmpty() ? places : places + ": " + String.join(", ", changes);
    }

    private static String text(ChoiceEffect.Shares groups) {
        return groups.names().stream()
                .map(name -> String.format(
                        Locale.ROOT,
                        "%s %.0f → %.0f %%",
                        name,
                        100 * groups.byScore().getOrDefault(name, 0.0),
                        100 * groups.chosen().getOrDefault(name, 0.0)))
                .collect(Collectors.joining(", "));
    }

    private static String text(Map<String, Double> met, boolean one) {
        return met.entrySet().stream()
                .map(constraint -> constraint.getKey()
                        + (one
                                ? constraint.getValue() == 1 ? " yes" : " no"
                                : String.format(Locale.ROOT, " %.0f %%", 100 * constraint.getValue())))
                .collect(Collectors.joining("; "));
    }

    private static String arrow(Change change, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f → %." + digits + "f", change.byScore(), change.chosen());
    }

    private static double sum(Map<String, Double> counts) {
        return counts.values().stream().mapToDouble(count -> count).sum();
    }

    /** Whole numbers as they are, others with one digit. */
    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }
}
