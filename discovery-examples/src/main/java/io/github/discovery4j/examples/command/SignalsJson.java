package io.github.discovery4j.examples.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.privacy.PersonalAudit;
import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.Receipt;
import io.github.discovery4j.examples.signals.ReplayResult;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** What {@code discovery signals} says to a program: one object, nothing shortened. */
final class SignalsJson implements SignalsOutput {

    private static final double NANOS_PER_MILLI = 1e6;

    private final PrintWriter out;
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    SignalsJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void replay(String file, String store, ReplayResult result, LongFunction<Optional<DeadLetter>> letters) {
        ObjectNode node = root.putObject("file");
        node.put("name", file);
        node.put("store", store);
        node.put("lines", result.lines());
        node.put("blank", result.blank());
        node.put("accepted", result.accepted());
        node.put("duplicates", result.duplicates());
        node.put("dead_lettered", result.rejectedEvents());
        node.put("complete", result.complete());
        node.put("completed", result.completed());
        node.put("events_per_second", result.eventsASecond());
        node.put("acknowledged_p50_ms", result.waitHalf().toNanos() / NANOS_PER_MILLI);
        node.put("acknowledged_p99_ms", result.waitMost().toNanos() / NANOS_PER_MILLI);
        node.put("counted_after_ms", result.consumed().toNanos() / NANOS_PER_MILLI);
        ObjectNode reasons = node.putObject("rejected");
        new TreeMap<>(result.rejected()).forEach((reason, rejected) -> {
            ObjectNode one = reasons.putObject(reason.name());
            one.put("events", rejected.events());
            one.put("first_line", rejected.firstLine());
            rejected.firstLetter()
                    .ifPresent(id -> letters.apply(id).ifPresent(letter -> {
                        one.put("first_letter", id);
                        one.put("message", letter.message());
                    }));
        });
    }

    @Override
    public void windows(String personId, Instant now, FeatureRow row) {
        ObjectNode node = root.putObject("windows");
        node.put("person", personId);
        node.put("at", now.toString());
        ObjectNode values = node.putObject("values");
        row.registry()
                .definitions()
                .forEach(definition ->
                        row.value(definition.name()).ifPresent(value -> put(values, definition.name(), value)));
    }

    private static void put(ObjectNode node, String name, FeatureValue value) {
        switch (value) {
            case FeatureValue.Decimal(float number) -> node.put(name, number);
            case FeatureValue.Whole(long number) -> node.put(name, number);
            case FeatureValue.Labels(var labels) -> {
                ArrayNode array = node.putArray(name);
                labels.stream().sorted().forEach(array::add);
            }
            case FeatureValue.Vector(List<Float> numbers) -> {
                ArrayNode array = node.putArray(name);
                numbers.forEach(array::add);
            }
            case FeatureValue.Text(String text) -> node.put(name, text);
            case FeatureValue.Json(String text) -> node.put(name, text);
        }
    }

    @Override
    public void repaired(long letterId) {
        root.put("repaired", letterId);
    }

    @Override
    public void replayed(Map<Long, Receipt> outcomes) {
        ObjectNode node = root.putObject("replayed");
        outcomes.forEach((id, receipt) -> node.put(Long.toString(id), SignalsOutcome.of(receipt)));
    }

    @Override
    public void letters(List<DeadLetter> shown, int all) {
        root.put("letters_kept", all);
        ArrayNode array = root.putArray("letters");
        for (DeadLetter letter : shown) {
            array.addObject()
                    .put("id", letter.id())
                    .put("reason", letter.reason().name())
                    .put("message", letter.message())
                    .put("text", letter.json())
                    .put("cut", letter.cut())
                    .put("attempts", letter.attempts())
                    .put("first", letter.first().toString())
                    .put("last", letter.last().toString());
        }
    }

    @Override
    public void audit(String moment, PersonalAudit audit) {
        ObjectNode node = root.withArray("audits").addObject();
        node.put("moment", moment);
        ArrayNode off = node.putArray("off");
        audit.choices().off().stream().map(Object::toString).sorted().forEach(off::add);
        ArrayNode entries = node.putArray("entries");
        for (PersonalAudit.Entry entry : audit.entries()) {
            entries.addObject()
                    .put("holder", entry.record().holder())
                    .put("group", entry.record().group().name())
                    .put("name", entry.record().name())
                    .put("value", entry.record().value())
                    .put("used", entry.used());
        }
    }

    @Override
    public void end() {
        out.println(root.toPrettyString());
        out.flush();
    }
}
