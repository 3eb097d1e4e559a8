package io.github.discovery4j.core.signal;

import java.time.Instant;
import java.util.Map;

/**
 * What a person is looking for just now, such as collaborators for a song.
 *
 * <p>{@link #toString} says the name alone.
 *
 * @param name the host's word for it, such as {@code looking_for_collaborators}; at most 128 characters
 * @param parameters what goes with it, at most 16; each name and value at most 256 characters
 * @param expiresAt when it no longer holds
 */
public record Intent(String name, Map<String, String> parameters, Instant expiresAt) {

    private static final int MOST_PARAMETERS = 16;
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_TEXT = 256;

    /** Checks the texts. */
    public Intent {
        require("intent", name, LONGEST_NAME);
        parameters = Map.copyOf(parameters);
        if (parameters.size() > MOST_PARAMETERS) {
            throw new IllegalArgumentException("intent must have at most %d parameters, had %d (intent \"%s\")"
                    .formatted(MOST_PARAMETERS, parameters.size(), name));
        }
        parameters.forEach((key, value) -> {
            require("parameter's name", key, LONGEST_TEXT);
            require("parameter", value, LONGEST_TEXT);
        });
    }

    static void require(String what, String text, int most) {
        String fault = Texts.fault(text, most, true);
        if (fault != null) {
            throw new IllegalArgumentException("%s must %s".formatted(what, fault));
        }
    }

    @Override
    public String toString() {
        return "Intent[" + name + "]";
    }
}
