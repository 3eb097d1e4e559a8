package io.github.discovery4j.core.artefact;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an artefact is, and which files belong to it.
 *
 * <p>It lies beside the files as {@code manifest.json}, is written after all of them, and its last line is a checksum of all
 * lines before. In JSON:
 *
 * <pre>{@code
 * {
 *   "format" : "discovery-artefact",
 *   "format_version" : 1,
 *   "kind" : "ease",
 *   "model_version" : "v000001-20261121T023000Z",
 *   "created_at" : "2026-11-21T02:30:00Z",
 *   "user_count" : 943,
 *   "item_count" : 1682,
 *   "embedding_dim" : 0,
 *   "coverage" : { "active_users" : 943, "covered_users" : 943, "user_share" : 1.0, … },
 *   "feature_schema" : [ ],
 *   "feature_view" : "",
 *   "hyper_parameters" : { "regularization" : "500" },
 *   "seed" : 42,
 *   "training_data" : "sha256:…",
 *   "metrics" : { "validation.ndcg@10" : 0.29 },
 *   "ids" : { "items" : "sha256:…" },
 *   "arrays" : {
 *     "items" : { "type" : "strings", "length" : 1682,
 *       "files" : [ { "name" : "items-0.str", "bytes" : 11520, "checksum" : "sha256:…" } ] },
 *     …
 *   },
 *   "manifest_checksum" : "sha256:…"
 * }
 * }</pre>
 *
 * @param modelVersion the name that slates and traces know it by
 * @param createdAt when it was written, by the writer's clock
 * @param description what whoever trained it says of it
 * @param ids a digest of each id map by its array's name, whatever files it lies in
 * @param arrays by name, in the order written
 */
public record ArtefactManifest(
        String modelVersion,
        Instant createdAt,
        ArtefactDescription description,
        Map<String, String> ids,
        Map<String, StoredArray> arrays) {

    /** The newest form of manifest and files that this library reads, and the one it writes. */
    public static final int FORMAT_VERSION = 1;

    /** The file's name. */
    static final String FILE = "manifest.json";

    /** Copies the maps. */
    public ArtefactManifest {
        ids = Collections.unmodifiableMap(new LinkedHashMap<>(ids));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }
}
