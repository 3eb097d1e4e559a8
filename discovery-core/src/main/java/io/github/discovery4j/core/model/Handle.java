package io.github.discovery4j.core.model;

/**
 * A named slot for something that is replaced while requests run: a model, an index, a parameter set.
 *
 * <p>Stages hold the handle and ask the request's context for the value, which pins one version for the whole request;
 * {@link #swap} serves the next request. The old version is left to the garbage collector once its last request ends.
 *
 * <p><b>Threads:</b> safe; reads never lock.
 *
 * @param <T> what it holds
 */
public final class Handle<T> {

    /**
     * A value and the version it is known by in slates, traces and impressions.
     *
     * @param version not empty
     * @param value the value
     * @param <T> its type
     */
    public record Version<T>(String version, T value) {
        /** Checks the version. */
        public Version {
            if (version.isEmpty()) {
                throw new IllegalArgumentException("version must not be empty; name it, for example \"2026-11-21\"");
            }
        }
    }

    private final String name;
    private volatile Version<T> current;

    private Handle(String name, Version<T> first) {
        this.name = name;
        this.current = first;
    }

    /**
     * Creates a handle with its first version.
     *
     * @param name what slates and traces call it, such as {@code taste-index}
     * @param version the first version
     * @param value the first value
     * @param <T> the value's type
     * @return the handle
     */
    public static <T> Handle<T> of(String name, String version, T value) {
        return new Handle<>(name, new Version<>(version, value));
    }

    /**
     * Returns the name.
     *
     * @return what slates and traces call it
     */
    public String name() {
        return name;
    }

    /**
     * Returns the version in use now. Within a request use the context's {@code pin}, which does not change midway.
     *
     * @return the current version
     */
    public Version<T> current() {
        return current;
    }

    /**
     * Replaces the version; requests that pinned the old one finish with it.
     *
     * @param version the new version
     * @param value the new value
     * @return the version it replaced
     */
    public synchronized Version<T> swap(String version, T value) {
        Version<T> previous = current;
        current = new Version<>(version, value);
        return previous;
    }
}
