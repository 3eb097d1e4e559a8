package io.github.discovery4j.examples.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.examples.chain.EffectJson;

/** The report as JSON: the slates as a host would send them, and beside them, for the operator, where items came from. */
public final class DemoJson {

    private DemoJson() {}

    /**
     * Writes a report down.
     *
     * @param report what was made
     * @return JSON
     */
    public static String of(DemoReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("seed", report.community().seed());
        root.put("people", report.community().people().size());
        root.put("build_seconds", DemoText.seconds(report.buildTime()));
        ArrayNode slates = root.putArray("slates");
        report.slates().forEach(shown -> add(shown, slates.addObject()));
        root.set("effects", EffectJson.of(report.warmEffects()));
        ObjectNode millis = root.putObject("latency_ms");
        millis.put("first", DemoText.millis(report.firstNanos()));
        add(report.latency(), millis.putObject("after_first"));
        add(report.warmLatency(), millis.putObject("warm"));
        return root.toPrettyString();
    }

    private static void add(Latency latency, ObjectNode millis) {
        millis.put("requests", latency.requests());
        millis.put("p50", DemoText.millis(latency.p50Nanos()));
        millis.put("p95", DemoText.millis(latency.p95Nanos()));
        millis.put("p99", DemoText.millis(latency.p99Nanos()));
        millis.put("max", DemoText.millis(latency.maxNanos()));
        ObjectNode steps = millis.putObject("mean_by_step");
        latency.meanNanosByStep().forEach((step, nanos) -> steps.put(step, DemoText.millis(nanos)));
    }

    private static void add(DemoReport.Shown shown, ObjectNode slate) {
        slate.put("viewer", shown.viewer().id());
        slate.put("requested", shown.slate().requestedSize());
        ArrayNode items = slate.putArray("items");
        for (SlateItem item : shown.slate().items()) {
            ObjectNode node = items.addObject();
            node.put("id", item.id()).put("position", item.position()).put("score", item.score());
            ArrayNode origins = node.putArray("origins");
            shown.trace()
                    .chosen()
                    .get(item.position())
                    .origins()
                    .forEach(origin ->
                            origins.addObject().put("source", origin.source()).put("score", origin.score()));
            ArrayNode reasons = node.putArray("reasons");
            item.reasons().forEach(reason -> {
                ObjectNode said = reasons.addObject();
                said.put("code", reason.code());
                said.put("signal", reason.group().name());
                said.put("visibility", reason.visibility().name());
                reason.texts().forEach((language, text) -> said.put("reason_" + language, text));
            });
        }
        slate.set("effects", EffectJson.of(shown.answer().effects()));
        ArrayNode notes = slate.putArray("notes");
        shown.trace().notes().forEach(notes::add);
    }
}
