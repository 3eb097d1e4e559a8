package io.github.discovery4j.core.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Asks for a slate: who looks, how many, in which language, under which conditions.
 *
 * <p><b>Threads:</b> immutable. {@link #toString} names no person, so that a request can be logged.
 */
public final class SlateRequest {

    /** Items asked for unless said otherwise. */
    public static final int DEFAULT_SIZE = 10;

    /** The largest slate: more is a job for an export, not for a request. */
    public static final int MAX_SIZE = 1_000;

    private final String id;
    private final String viewerId;
    private final int size;
    private final int firstPosition;
    private final Locale locale;
    private final Filter filter;
    private final Optional<Duration> timeout;
    private final Set<String> exclusions;
    private final boolean explained;
    private final Map<Handle<?>, Handle.Version<?>> versions;

    private SlateRequest(Builder builder) {
        this.id = builder.id.orElseGet(() -> UUID.randomUUID().toString());
        this.viewerId = builder.viewerId;
        this.size = builder.size;
        this.firstPosition = builder.firstPosition;
        this.locale = builder.locale;
        this.filter = builder.filter;
        this.timeout = builder.timeout;
        this.exclusions = Set.copyOf(builder.exclusions);
        this.explained = builder.explained;
        this.versions = Map.copyOf(builder.versions);
    }

    /**
     * Starts a request.
     *
     * @param viewerId for whom; need not be known to any stage
     * @return a builder with the defaults
     * @throws IllegalArgumentException if the id is empty
     */
    public static Builder forViewer(String viewerId) {
        return new Builder(viewerId);
    }

    /**
     * Returns the request that goes on where a slate ended: the same wishes, without what was shown.
     *
     * <p>Slates can be chained: {@code r2 = r1.after(s1)}, {@code r3 = r2.after(s2)} repeats nothing of s1 and s2.
     *
     * @param slate the answer to this request
     * @return a request with an id of its own
     */
    public SlateRequest after(Slate slate) {
        Builder next = toBuilder();
        slate.items().forEach(item -> next.exclusions.add(item.id()));
        next.firstPosition = firstPosition + slate.items().size();
        return next.build();
    }

    /**
     * Returns a builder with this request's wishes; the id is not taken over.
     *
     * @return the builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(viewerId);
        builder.size = size;
        builder.firstPosition = firstPosition;
        builder.locale = locale;
        builder.filter = filter;
        builder.timeout = timeout;
        builder.exclusions.addAll(exclusions);
        builder.explained = explained;
        builder.versions.putAll(versions);
        return builder;
    }

    /**
     * Returns the request's id: what logs and traces name instead of a person.
     *
     * @return never empty
     */
    public String id() {
        return id;
    }

    /**
     * Returns for whom the slate is.
     *
     * @return the viewer's id
     */
    public String viewerId() {
        return viewerId;
    }

    /**
     * Returns k, the number of items asked for.
     *
     * @return in {@code [1, MAX_SIZE]}
     */
    public int size() {
        return size;
    }

    /**
     * Returns how many items earlier slates of this continuation showed.
     *
     * @return 0 for a first slate
     */
    public int firstPosition() {
        return firstPosition;
    }

    /**
     * Returns the viewer's language.
     *
     * @return English unless said otherwise
     */
    public Locale locale() {
        return locale;
    }

    /**
     * Returns the condition on items.
     *
     * @return {@link Filter#any()} unless said otherwise
     */
    public Filter filter() {
        return filter;
    }

    /**
     * Returns the time the request may take.
     *
     * @return empty for the engine's own
     */
    public Optional<Duration> timeout() {
        return timeout;
    }

    /**
     * Returns ids that must not be shown.
     *
     * @return the caller's own exclusions and what earlier slates showed
     */
    public Set<String> exclusions() {
        return exclusions;
    }

    /**
     * Tells whether reasons are wanted.
     *
     * @return true unless said otherwise
     */
    public boolean explained() {
        return explained;
    }

    /**
     * Returns the version of a handle that the request is to be served with.
     *
     * @param handle what can be swapped
     * @param <T> its type
     * @return the one that the request brings, or else the one in use now
     */
    @SuppressWarnings("unchecked") // the map pairs each handle with a version of its own type
    public <T> Handle.Version<T> versionOf(Handle<T> handle) {
        Handle.Version<?> own = versions.get(handle);
        return own == null ? handle.current() : (Handle.Version<T>) own;
    }

    @Override
    public String toString() {
        return "SlateRequest[id=%s, size=%d, locale=%s]".formatted(id, size, locale.toLanguageTag());
    }

    /** Collects wishes; belongs to one thread. */
    public static final class Builder {
        private final String viewerId;
        private Optional<String> id = Optional.empty();
        private int size = DEFAULT_SIZE;
        private int firstPosition;
        private Locale locale = Locale.ENGLISH;
        private Filter filter = Filter.any();
        private Optional<Duration> timeout = Optional.empty();
        private final Set<String> exclusions = new HashSet<>();
        private boolean explained = true;
        private final Map<Handle<?>, Handle.Version<?>> versions = new HashMap<>();

        private Builder(String viewerId) {
            if (viewerId.isEmpty()) {
                throw new IllegalArgumentException("viewer id must not be empty; pass the id that the host knows");
            }
            this.viewerId = viewerId;
        }

        /**
         * Sets the request's id; a random UUID otherwise.
         *
         * @param id not empty; names no person
         * @return this
         */
        public Builder id(String id) {
            if (id.isEmpty()) {
                throw new IllegalArgumentException("request id must not be empty; leave it out for a random one");
            }
            this.id = Optional.of(id);
            return this;
        }

        /**
         * Sets k.
         *
         * @param size in {@code [1, MAX_SIZE]}; may exceed what there is, the slate is then short
         * @return this
         */
        public Builder size(int size) {
            if (size < 1 || size > MAX_SIZE) {
                throw new IllegalArgumentException(
                        "slate size must be in [1, %d], was %d; ask again with after(slate)".formatted(MAX_SIZE, size)
                                + " for more");
            }
            this.size = size;
            return this;
        }

        /**
         * Sets the viewer's language.
         *
         * @param locale such as {@code Locale.forLanguageTag("es")}
         * @return this
         */
        public Builder locale(Locale locale) {
            this.locale = locale;
            return this;
        }

        /**
         * Sets the condition on items.
         *
         * @param filter reads only attributes that the engine knows
         * @return this
         */
        public Builder filter(Filter filter) {
            this.filter = filter;
            return this;
        }

        /**
         * Sets the time the request may take, instead of the engine's own.
         *
         * @param timeout more than zero
         * @return this
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("timeout must be more than zero, was " + timeout);
            }
            this.timeout = Optional.of(timeout);
            return this;
        }

        /**
         * Adds ids that must not be shown.
         *
         * @param ids any ids
         * @return this
         */
        public Builder exclude(Iterable<String> ids) {
            ids.forEach(exclusions::add);
            return this;
        }

        /**
         * Sets whether reasons are wanted.
         *
         * @param explained false to save their cost
         * @return this
         */
        public Builder explained(boolean explained) {
            this.explained = explained;
            return this;
        }

        /**
         * Has this request served with a version of its own, whatever the handle holds: how an experiment gives some
         * requests other parameters, or another model. Slate and trace name the version.
         *
         * @param handle the very object that the engine's stages hold
         * @param version its version for this request; use the same object again, so that what was memoised with it serves
         * @param <T> the handle's type
         * @return this
         */
        public <T> Builder using(Handle<T> handle, Handle.Version<? extends T> version) {
            versions.put(handle, version);
            return this;
        }

        /**
         * Finishes the request.
         *
         * @return the request
         * @throws IllegalArgumentException if the request's id is the viewer's
         */
        public SlateRequest build() {
            if (id.isPresent() && id.get().equals(viewerId)) {
                throw new IllegalArgumentException(
                        "request id must not be the viewer's own, because logs name it; leave it out for a random one");
            }
            return new SlateRequest(this);
        }
    }
}
