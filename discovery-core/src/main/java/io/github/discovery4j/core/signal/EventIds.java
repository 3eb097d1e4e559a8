package io.github.discovery4j.core.signal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Ids for events that came without one, made from their content.
 *
 * <p>The id is the event's time in milliseconds, 11 hexadecimal digits, then 126 bits of the SHA-256 of user, type, item,
 * time, amount, label and the session that was sent. What enrichment adds does not count, nor device and locale. The time
 * comes first so that a log's index of ids grows at its end.
 */
final class EventIds {

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    });

    private EventIds() {}

    static String of(
            String userId,
            String type,
            Optional<String> itemId,
            Instant time,
            OptionalDouble amount,
            Optional<String> label,
            Optional<String> sessionId) {
        StringBuilder content = new StringBuilder(160);
        add(content, userId);
        add(content, type);
        add(content, itemId.orElse(null));
        content.append(time.toEpochMilli()).append(';');
        content.append(amount.isPresent() ? Double.toString(amount.getAsDouble()) : "-")
                .append(';');
        add(content, label.orElse(null));
        add(content, sessionId.orElse(null));
        byte[] digest = digest(content.toString());
        String millis = Long.toHexString(time.toEpochMilli());
        return "0".repeat(Math.max(0, 11 - millis.length()))
                + millis
                + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 21);
    }

    static byte[] digest(String text) {
        return SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** With its length in front, so that no two contents read the same. */
    private static void add(StringBuilder content, @Nullable String text) {
        if (text == null) {
            content.append("-;");
        } else {
            content.append(text.length()).append(':').append(text).append(';');
        }
    }
}
