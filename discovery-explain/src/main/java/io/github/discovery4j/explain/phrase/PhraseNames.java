package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.core.stage.RequestContext;
import java.util.List;
import java.util.Locale;

/**
 * Names what a feature counts, such as the interests that two people share.
 *
 * <p>Laws: a name is given only if this viewer may see it; the explainer has checked the feature's owner and group, and
 * knows nothing of single names. The names are data: they are cleaned before they are shown, and whoever renders the
 * reason escapes them. When it throws or gives none, the phrase is said without names. <b>Threads:</b> safe.
 */
@FunctionalInterface
public interface PhraseNames {

    /**
     * Returns the names, most telling first: the first three are spelled out.
     *
     * @param context the request, whose viewer will read them and whose pinned versions were scored
     * @param itemId the item that is explained
     * @param language the language of the sentence that they will stand in
     * @return the names, possibly none
     */
    List<String> names(RequestContext context, String itemId, Locale language);
}
