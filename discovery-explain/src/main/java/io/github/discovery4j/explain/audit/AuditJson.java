package io.github.discovery4j.explain.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.model.Reason;
import java.util.List;
import java.util.Locale;

/** The JSON form of an audit; its layout is documented at {@link SlateAudit#toJson}. */
final class AuditJson {

    private AuditJson() {}

    static String of(SlateAudit audit) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("request", audit.requestId()).put("viewer", audit.viewerId()).put("candidates", audit.candidates());
        ObjectNode versions = root.putObject("versions");
        audit.versions().forEach(versions::put);
        ArrayNode items = root.putArray("items");
        audit.items().forEach(item -> item(item, items.addObject()));
        ArrayNode removed = root.putArray("removed");
        audit.removed()
                .forEach(drop -> removed.addObject()
                        .put("item", drop.itemId())
                        .put("by", drop.stage())
                        .put("reason", drop.reason()));
        return root.toPrettyString() + "\n";
    }

    private static void item(AuditedItem item, ObjectNode node) {
        node.put("id", item.id())
                .put("score", item.score())
                .put("rank", item.rank())
                .put("baseline", item.baseline())
                .put("margin", item.margin());
        parts(item.parts(), node.putArray("contributions"));
        parts(item.backward(), node.putArray("backward"));
        ArrayNode without = node.putArray("without");
        item.without().forEach(counterfactual -> without(counterfactual, without.addObject()));
        ArrayNode reasons = node.putArray("reasons");
        item.reasons().forEach(reason -> reason(reason, reasons.addObject()));
    }

    private static void parts(List<AuditedItem.Part> parts, ArrayNode into) {
        for (AuditedItem.Part part : parts) {
            ObjectNode node = into.addObject()
                    .put("feature", part.column().name())
                    .put("group", part.column().group().name())
                    .put("owner", lower(part.column().owner()))
                    .put("visibility", lower(part.column().visibility()))
                    .put("sayable", part.column().sayable());
            node.put("value", Float.isNaN(part.value()) ? null : part.value());
            node.put("contribution", part.contribution());
            if (part.error() > 0) {
                node.put("error", part.error());
            }
        }
    }

    private static void without(Counterfactual counterfactual, ObjectNode node) {
        node.put("group", counterfactual.group().name())
                .put("whose", lower(counterfactual.whose()))
                .put("rank_now", counterfactual.rankNow())
                .put("score", counterfactual.score().orElse(null))
                .put("rank", counterfactual.rank().orElse(null));
    }

    private static void reason(Reason reason, ObjectNode node) {
        node.put("code", reason.code())
                .put("group", reason.group().name())
                .put("visibility", lower(reason.visibility()));
        reason.texts().forEach((language, text) -> node.put("reason_" + language, text));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
