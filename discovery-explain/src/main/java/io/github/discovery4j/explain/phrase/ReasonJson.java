package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.core.model.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reasons as they are stored or sent: {@code {"reason_en": "...", "reason_es": "..."}}.
 *
 * <p>A text was made for one viewer, who may see things that others may not: store it with the viewer, and let it end when
 * consent does; the next slate says what may be said then. <b>Threads:</b> safe.
 */
public final class ReasonJson {

    private static final String KEY = "reason_";
    private static final String BETWEEN = " · ";

    private ReasonJson() {}

    /**
     * Returns one reason's texts.
     *
     * @param reason of an item
     * @return the texts by {@code reason_<tag>}, in the order of the tags
     */
    public static Map<String, String> of(Reason reason) {
        return of(List.of(reason));
    }

    /**
     * Returns all reasons of an item, the most important first, with a dot between them.
     *
     * @param reasons of one item
     * @return the texts by {@code reason_<tag>}, in the order of the tags; empty without reasons
     */
    public static Map<String, String> of(List<Reason> reasons) {
        Map<String, String> texts = new TreeMap<>();
        for (Reason reason : reasons) {
            reason.texts().forEach((tag, text) -> texts.merge(KEY + tag, text, (one, next) -> one + BETWEEN + next));
        }
        return texts;
    }
}
