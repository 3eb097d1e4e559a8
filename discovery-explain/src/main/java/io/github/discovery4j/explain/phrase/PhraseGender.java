package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.core.stage.RequestContext;
import java.util.Locale;

/**
 * Says in which grammatical gender a sentence speaks of an item.
 *
 * <p>That of the word for it ("la película", "el libro"), or the one in which a person has asked to be spoken of. Never one that
 * was guessed: "other" is always right, and messages have words for it. <b>Threads:</b> safe.
 */
@FunctionalInterface
public interface PhraseGender {

    /** For all whose gender is not known, and what messages must have words for. */
    String OTHER = "other";

    /**
     * Returns the gender.
     *
     * @param context the request
     * @param itemId the item that is explained
     * @param language the language of the sentence
     * @return what a message selects by, such as {@code feminine}, or {@value #OTHER}
     */
    String gender(RequestContext context, String itemId, Locale language);
}
