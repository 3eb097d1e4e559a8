package io.github.discovery4j.core.adapter.jdbc;

import java.util.Map;

/** Where the two databases differ. */
enum Dialect {
    /** Embedded. */
    SQLITE,
    /** The host's. */
    POSTGRESQL;

    /** What the scripts leave open: key, text order, where rows lie, given ids. */
    Map<String, String> placeholders() {
        return switch (this) {
            case SQLITE ->
                Map.of(
                        "key", "integer",
                        "binary", "",
                        "clustered", "without rowid",
                        "identity", "integer primary key autoincrement");
            case POSTGRESQL ->
                Map.of(
                        "key", "bigint",
                        "binary", "collate \"C\"",
                        "clustered", "",
                        "identity", "bigint generated always as identity primary key");
        };
    }
}
