package io.github.discovery4j.core.pipeline;

/**
 * A stage under the name that the builder gave it.
 *
 * @param name unique among stages of its kind
 * @param stage the stage
 * @param <T> its kind
 */
public record Named<T>(String name, T stage) {}
