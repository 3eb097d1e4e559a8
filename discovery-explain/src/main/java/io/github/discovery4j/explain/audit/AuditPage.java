package io.github.discovery4j.explain.audit;

import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.observe.Drop;
import io.github.discovery4j.core.report.Block;
import io.github.discovery4j.core.report.Cell;
import io.github.discovery4j.core.report.Facts;
import io.github.discovery4j.core.report.Page;
import io.github.discovery4j.core.report.Table;
import io.github.discovery4j.core.report.WaterfallChart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An audit as one page: what raised and lowered each item, drawn as a waterfall, and all numbers in tables. */
final class AuditPage {

    private static final int STEPS = 12;
    private static final int DECIMALS = 4;

    private AuditPage() {}

    static String of(SlateAudit audit) {
        Page.Builder page = Page.builder("Why this slate")
                .lead(
                        "For operators only: it speaks of signals that their owners keep to themselves. Slate of %s, %,d candidates, %,d items, %,d removed."
                                .formatted(
                                        audit.viewerId(),
                                        audit.candidates(),
                                        audit.items().size(),
                                        audit.removed().size()));
        for (AuditedItem item : audit.items()) {
            page.section(item.id(), blocks(item));
        }
        if (!audit.removed().isEmpty()) {
            page.section("Removed", removed(audit.removed()));
        }
        return page.footer("Request " + audit.requestId() + versions(audit))
                .build()
                .toHtml();
    }

    private static String versions(SlateAudit audit) {
        return audit.versions().entrySet().stream()
                .map(version -> ", " + version.getKey() + " " + version.getValue())
                .collect(Collectors.joining());
    }

    private static List<Block> blocks(AuditedItem item) {
        List<Block> blocks = new ArrayList<>();
        Facts.Builder facts = Facts.builder()
                .fact("Score", number(item.score()))
                .fact("Place by score", Integer.toString(item.rank()));
        for (Reason reason : item.reasons()) {
            reason.texts()
                    .forEach((language, text) ->
                            facts.fact("Told (%s, %s)".formatted(language, lower(reason.visibility())), text));
        }
        blocks.add(facts.build());
        if (item.parts().isEmpty()) {
            return withCounterfactuals(item, blocks);
        }
        blocks.add(waterfall("What raised and lowered the score", item.baseline(), item.parts()));
        blocks.add(table("Contributions", item.parts()));
        if (!item.backward().isEmpty()) {
            blocks.add(table("In the other direction: what the candidate would see in the viewer", item.backward()));
        }
        return withCounterfactuals(item, blocks);
    }

    private static List<Block> withCounterfactuals(AuditedItem item, List<Block> blocks) {
        if (!item.without().isEmpty()) {
            blocks.add(without(item.without()));
        }
        return blocks;
    }

    /** The strongest steps each on its own, the rest in one, so that the sum is the margin. */
    private static WaterfallChart waterfall(String title, double baseline, List<AuditedItem.Part> parts) {
        List<AuditedItem.Part> strongest = parts.stream()
                .filter(part -> part.contribution() != 0)
                .sorted(Comparator.comparingDouble(part -> -Math.abs(part.contribution())))
                .toList();
        WaterfallChart.Builder chart = WaterfallChart.builder(title)
                .axis("score")
                .decimals(DECIMALS)
                .start("nothing known", baseline)
                .end("margin");
        int shown = strongest.size() <= STEPS + 1 ? strongest.size() : STEPS;
        strongest.subList(0, shown).forEach(part -> chart.step(part.column().name(), part.contribution()));
        if (shown < strongest.size()) {
            chart.step(
                    "%d others".formatted(strongest.size() - shown),
                    strongest.subList(shown, strongest.size()).stream()
                            .mapToDouble(AuditedItem.Part::contribution)
                            .sum());
        }
        return chart.build();
    }

    private static Table table(String caption, List<AuditedItem.Part> parts) {
        Table.Builder table = Table.builder(caption)
                .column("feature")
                .column("signal")
                .column("whose")
                .column("who may know")
                .numberColumn("value")
                .numberColumn("added");
        for (AuditedItem.Part part : parts) {
            String added = part.error() > 0
                    ? number(part.contribution()) + " ± " + number(part.error())
                    : number(part.contribution());
            table.row(
                    Cell.of(part.column().name()),
                    Cell.of(part.column().group().name()),
                    Cell.of(lower(part.column().owner())),
                    Cell.of(part.column().sayable() ? lower(part.column().visibility()) : "nobody"),
                    Cell.of(Float.isNaN(part.value()) ? "missing" : number(part.value())),
                    Cell.of(added));
        }
        return table.build();
    }

    private static Table without(List<Counterfactual> all) {
        Table.Builder table = Table.builder("If a signal were off")
                .column("signal")
                .column("whose")
                .numberColumn("score")
                .numberColumn("place by score");
        for (Counterfactual one : all) {
            table.row(
                    Cell.of(one.group().name()),
                    Cell.of(lower(one.whose())),
                    Cell.of(one.score().map(AuditPage::number).orElse("cannot be scored")),
                    Cell.of(one.rank()
                            .map(rank -> rank == one.rankNow() ? rank.toString() : one.rankNow() + " → " + rank)
                            .orElse("")));
        }
        return table.build();
    }

    private static Table removed(List<Drop> drops) {
        Table.Builder table = Table.builder("Candidates that were taken out")
                .column("candidate")
                .column("by")
                .column("reason");
        drops.forEach(drop -> table.row(Cell.of(drop.itemId()), Cell.of(drop.stage()), Cell.of(drop.reason())));
        return table.build();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%." + DECIMALS + "f", value);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
