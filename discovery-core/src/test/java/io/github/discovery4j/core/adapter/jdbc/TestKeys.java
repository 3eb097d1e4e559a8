package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.privacy.KeyRing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Rings of keys that differ and are the same in every run; the first named is current. */
final class TestKeys {

    private TestKeys() {}

    static KeyRing ring(String... ids) {
        Map<String, byte[]> keys = new HashMap<>();
        for (String id : ids) {
            byte[] key = new byte[KeyRing.KEY_BYTES];
            Arrays.fill(key, (byte) id.hashCode());
            keys.put(id, key);
        }
        return KeyRing.of(ids[0], keys);
    }
}
