package io.github.discovery4j.core.privacy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keys that were handed over; prints none of them. */
final class GivenKeys implements KeyRing {

    static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String currentId;
    private final Map<String, byte[]> keys = new HashMap<>();

    GivenKeys(String currentId, Map<String, byte[]> given) {
        given.forEach((id, key) -> {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "key id must match %s, was \"%s\"; use for example \"2026-1\"".formatted(ID.pattern(), id));
            }
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("key \"%s\" must have %d bytes, had %d; draw it from SecureRandom"
                        .formatted(id, KEY_BYTES, key.length));
            }
            keys.put(id, key.clone());
        });
        if (!keys.containsKey(currentId)) {
            throw new IllegalArgumentException("current key \"%s\" must be among the keys, had %s; add it"
                    .formatted(currentId, keys.keySet().stream().sorted().toList()));
        }
        this.currentId = currentId;
    }

    @Override
    public String currentId() {
        return currentId;
    }

    @Override
    public Optional<byte[]> key(String id) {
        return Optional.ofNullable(keys.get(id)).map(byte[]::clone);
    }

    @Override
    public String toString() {
        return "KeyRing[current=%s, keys=%d]".formatted(currentId, keys.size());
    }
}
