package io.github.discovery4j.examples.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.data.Catalogue;
import io.github.discovery4j.core.model.Candidate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.examples.chain.ChainEffects;
import io.github.discovery4j.examples.chain.EffectJson;
import io.github.discovery4j.examples.chain.EffectText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a slate as a person or as a program reads it, with or without the operator's view. */
final class SlateOutput {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Catalogue items;
    /** What each step did; empty to show no trace either. */
    private final Optional<ChainEffects> effects;

    SlateOutput(Catalogue items, Optional<ChainEffects> effects) {
        this.items = items;
        this.effects = effects;
    }

    /** Prints a line an item, its reasons below it; places are counted from 1, as people do. */
    void print(TracedSlate answer, Locale locale, PrintWriter out) {
        TextTable table = new TextTable("rlrl");
        table.row("#", "title", "score", "found by");
        for (SlateItem item : answer.slate().items()) {
            table.row(
                    Integer.toString(item.position() + 1),
                    items.titleOf(item.id()),
                    String.format(Locale.ROOT, "%.3f", item.score()),
                    origins(answer, item).stream().map(Candidate.Origin::source).collect(Collectors.joining(", ")));
            item.reasons().forEach(reason -> table.note(reason.text(locale)));
        }
        table.print(out);
        effects.ifPresent(did -> {
            print(answer.trace(), out);
            out.println();
            out.println("What each step did:");
            EffectText.lines(did).forEach(out::println);
        });
    }

    private static List<Candidate.Origin> origins(TracedSlate answer, SlateItem item) {
        return answer.trace().chosen().get(item.position()).origins();
    }

    private static void print(Trace trace, PrintWriter out) {
        out.println();
        out.println(String.format(Locale.ROOT, "How it came about, in %.1f ms:", trace.totalNanos() / NANOS_PER_MILLI));
        TextTable steps = new TextTable("lllrrr");
        steps.row("step", "stage", "outcome", "ms", "in", "out");
        for (StepTrace step : trace.steps()) {
            steps.row(
                    step.step(),
                    step.stage(),
                    text(step.outcome()),
                    String.format(Locale.ROOT, "%.1f", step.nanos() / NANOS_PER_MILLI),
                    Integer.toString(step.in()),
                    Integer.toString(step.out()));
        }
        steps.print(out);
        drops(trace)
                .forEach((cause, count) -> out.println(String.format(
                        Locale.ROOT,
                        "  Dropped by %s, %s: %,d candidates",
                        Text.printable(cause.stage()),
                        Text.printable(cause.reason()),
                        count)));
        trace.notes().forEach(note -> out.println("  Note: " + Text.printable(note)));
    }

    /** Returns the slate as indented JSON with a line end; places are counted from 0, as programs do. */
    String json(TracedSlate answer, boolean knownUser) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("known_user", knownUser);
        root.put("requested", answer.slate().requestedSize());
        ArrayNode all = root.putArray("items");
        for (SlateItem item : answer.slate().items()) {
            ObjectNode node = all.addObject();
            node.put("position", item.position());
            node.put("id", item.id());
            node.put("title", items.titleOf(item.id()));
            node.put("score", item.score());
            ArrayNode origins = node.putArray("origins");
            origins(answer, item)
                    .forEach(origin ->
                            origins.addObject().put("source", origin.source()).put("score", origin.score()));
            ArrayNode reasons = node.putArray("reasons");
            item.reasons().forEach(reason -> {
                ObjectNode said = reasons.addObject().put("code", reason.code());
                said.put("visibility", reason.visibility().name());
                ObjectNode texts = said.putObject("texts");
                reason.texts().forEach(texts::put);
            });
        }
        ObjectNode versions = root.putObject("versions");
        answer.slate().versions().forEach(versions::put);
        effects.ifPresent(did -> {
            ObjectNode trace = root.putObject("trace");
            json(answer.trace(), trace);
            trace.set("effects", EffectJson.of(did));
        });
        return root.toPrettyString() + "\n";
    }

    private static void json(Trace trace, ObjectNode node) {
        node.put("total_ms", trace.totalNanos() / NANOS_PER_MILLI);
        ArrayNode steps = node.putArray("steps");
        for (StepTrace step : trace.steps()) {
            steps.addObject()
                    .put("step", step.step())
                    .put("stage", step.stage())
                    .put("outcome", text(step.outcome()))
                    .put("ms", step.nanos() / NANOS_PER_MILLI)
                    .put("in", step.in())
                    .put("out", step.out());
        }
        ArrayNode drops = node.putArray("drops");
        drops(trace)
                .forEach((cause, count) -> drops.addObject()
                        .put("stage", cause.stage())
                        .put("reason", cause.reason())
                        .put("candidates", count));
        ArrayNode notes = node.putArray("notes");
        trace.notes().forEach(notes::add);
    }

    private record Cause(String stage, String reason) {}

    private static Map<Cause, Long> drops(Trace trace) {
        return trace.drops().stream()
                .collect(Collectors.groupingBy(
                        drop -> new Cause(drop.stage(), drop.reason()), LinkedHashMap::new, Collectors.counting()));
    }

    private static String text(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Completed done -> "completed";
            case StepOutcome.Skipped skipped -> "skipped: " + skipped.why();
            case StepOutcome.TimedOut late -> "timed out";
            case StepOutcome.Failed failed -> "failed: " + failed.error();
        };
    }
}
