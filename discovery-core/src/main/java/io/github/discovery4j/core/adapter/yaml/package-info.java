/**
 * Feature manifests in YAML, with Jackson's YAML reader.
 *
 * <p>{@link io.github.discovery4j.core.adapter.yaml.YamlManifests} reads a file by the rules of those in JSON.
 *
 * <p><b>Dependencies:</b> feature; {@code com.fasterxml.jackson.dataformat:jackson-dataformat-yaml}, which a host that uses
 * it declares. <b>Threads:</b> safe.
 */
@NullMarked
package io.github.discovery4j.core.adapter.yaml;

import org.jspecify.annotations.NullMarked;
