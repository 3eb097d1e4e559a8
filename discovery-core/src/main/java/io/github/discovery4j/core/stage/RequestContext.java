package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SlateRequest;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What every step may know about the request it works for.
 *
 * <p>It pins the moment and the version of everything that can be swapped: two steps that ask for the same handle get
 * the same value, however often it is swapped meanwhile. <b>Threads:</b> safe.
 */
public final class RequestContext {

    /** A handle and the version of it that this request uses. */
    private record Pin(Handle<?> handle, Handle.Version<?> version) {}

    /**
     * What a request had pinned, for a later one that uses what was found with it.
     *
     * <p>It does not keep a replaced version's value in memory. <b>Threads:</b> immutable.
     */
    public static final class Pins {

        private record Earlier(Handle<?> handle, WeakReference<Handle.Version<?>> version) {}

        private final List<Earlier> pins;

        private Pins(Collection<Pin> pins) {
            this.pins = pins.stream()
                    .map(pin -> new Earlier(pin.handle(), new WeakReference<>(pin.version())))
                    .toList();
        }
    }

    private final SlateRequest request;
    private final IdSpace items;
    private final ItemKind itemKind;
    private final ItemAttributes attributes;
    private final ConsentView consent;
    private final Predicate<String> exclusions;
    private final Instant instant;
    private final Deadline deadline;
    private final ConcurrentHashMap<String, Pin> pins;

    private RequestContext(Builder builder) {
        this(
                builder.request,
                builder.items,
                builder.itemKind,
                builder.attributes,
                builder.consent,
                builder.exclusions,
                builder.instant,
                builder.deadline,
                new ConcurrentHashMap<>());
    }

    private RequestContext(
            SlateRequest request,
            IdSpace items,
            ItemKind itemKind,
            ItemAttributes attributes,
            ConsentView consent,
            Predicate<String> exclusions,
            Instant instant,
            Deadline deadline,
            ConcurrentHashMap<String, Pin> pins) {
        this.request = request;
        this.items = items;
        this.itemKind = itemKind;
        this.attributes = attributes;
        this.consent = consent;
        this.exclusions = exclusions;
        this.instant = instant;
        this.deadline = deadline;
        this.pins = pins;
    }

    /**
     * Starts a context; the engine does this for each request, tests and batch jobs for themselves.
     *
     * @param request the request
     * @param items the id space of the items to show
     * @return a builder: items are people; no attributes, consents or exclusions, the system's time, no deadline
     */
    public static Builder builder(SlateRequest request, IdSpace items) {
        return new Builder(request, items);
    }

    /**
     * Returns the request.
     *
     * @return the request
     */
    public SlateRequest request() {
        return request;
    }

    /**
     * Returns for whom the slate is.
     *
     * @return the viewer's id
     */
    public String viewerId() {
        return request.viewerId();
    }

    /**
     * Returns the id space that owns the ordinals of this request's candidates.
     *
     * @return the engine's
     */
    public IdSpace items() {
        return items;
    }

    /**
     * Returns what the items are.
     *
     * @return people, or things with ids of their own
     */
    public ItemKind itemKind() {
        return itemKind;
    }

    /**
     * Returns what filters and constraints may ask about items.
     *
     * @return the engine's
     */
    public ItemAttributes attributes() {
        return attributes;
    }

    /**
     * Returns what people allow, at the moment of asking.
     *
     * @return the engine's view
     */
    public ConsentView consent() {
        return consent;
    }

    /**
     * Returns the moment of the request, the same for all steps.
     *
     * @return by the engine's clock
     */
    public Instant instant() {
        return instant;
    }

    /**
     * Returns the moment by which the step must be done; long loops check it.
     *
     * @return on a monotonic clock
     */
    public Deadline deadline() {
        return deadline;
    }

    /**
     * Tells whether an item must not be retrieved: excluded by the request or a guardrail, or a person who is the viewer
     * or has withdrawn.
     *
     * @param itemId any id
     * @return true to leave it out
     */
    public boolean excludes(String itemId) {
        return request.exclusions().contains(itemId)
                || exclusions.test(itemId)
                || (itemKind == ItemKind.PEOPLE && (itemId.equals(request.viewerId()) || consent.withdrawn(itemId)));
    }

    /**
     * Tells whether an item may be retrieved: it is not excluded, and passes the request's filter.
     *
     * @param itemId any id
     * @return true to count it towards the limit
     */
    public boolean admits(String itemId) {
        return !excludes(itemId)
                && (request.filter().equals(Filter.any()) || request.filter().test(itemId, attributes));
    }

    /**
     * Returns a handle's value, the same one for the whole request.
     *
     * @param handle what can be swapped
     * @param <T> its type
     * @return the version that the {@linkplain SlateRequest.Builder#using request brings}, or else that was current when it
     *     first asked
     * @throws IllegalStateException if the request pinned another handle of the same name
     */
    @SuppressWarnings("unchecked") // the map pairs each handle with a version of its own type
    public <T> T pin(Handle<T> handle) {
        Pin pin = pins.computeIfAbsent(handle.name(), name -> new Pin(handle, request.versionOf(handle)));
        if (pin.handle() != handle) {
            throw new IllegalStateException("each handle must have a name of its own, two are called \"%s\"; rename one"
                    .formatted(handle.name()));
        }
        return ((Handle.Version<T>) pin.version()).value();
    }

    /**
     * Returns what was pinned so far.
     *
     * @return version by handle name, sorted
     */
    public Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        pins.forEach((name, pin) -> versions.put(name, pin.version().version()));
        return versions;
    }

    /**
     * Returns what was pinned so far, to pin it again in another request.
     *
     * @return handles and their versions
     */
    public Pins pins() {
        return new Pins(pins.values());
    }

    /**
     * Pins what another request had pinned, if all of it is what this request would pin now and this request has pinned
     * nothing else.
     *
     * @param earlier of a request to the same engine
     * @return whether all was pinned; if not, the caller must not use what was found with it
     */
    public boolean pinAgain(Pins earlier) {
        List<Pin> again = new ArrayList<>(earlier.pins.size());
        for (Pins.Earlier pin : earlier.pins) {
            Handle.Version<?> version = request.versionOf(pin.handle());
            if (!pin.version().refersTo(version) || !fits(pin.handle(), version)) {
                return false;
            }
            again.add(new Pin(pin.handle(), version));
        }
        again.forEach(pin -> pins.putIfAbsent(pin.handle().name(), pin));
        // A source that was abandoned may have pinned in between.
        return again.stream().allMatch(pin -> fits(pin.handle(), pin.version()));
    }

    @SuppressWarnings("ReferenceEquality") // two versions may look alike and hold different values
    private boolean fits(Handle<?> handle, Handle.Version<?> version) {
        Pin own = pins.get(handle.name());
        return own == null || (own.handle() == handle && own.version() == version);
    }

    /**
     * Returns this context under another deadline, sharing its pins.
     *
     * @param other the deadline
     * @return the context
     */
    public RequestContext withDeadline(Deadline other) {
        return new RequestContext(request, items, itemKind, attributes, consent, exclusions, instant, other, pins);
    }

    /**
     * Returns this context with more items excluded, sharing its pins.
     *
     * @param more true for ids to leave out besides
     * @return the context
     */
    public RequestContext excluding(Predicate<String> more) {
        return new RequestContext(
                request, items, itemKind, attributes, consent, exclusions.or(more), instant, deadline, pins);
    }

    @Override
    public String toString() {
        return "RequestContext[" + request + "]";
    }

    /** Collects what a context holds; belongs to one thread. */
    public static final class Builder {
        private final SlateRequest request;
        private final IdSpace items;
        private ItemKind itemKind = ItemKind.PEOPLE;
        private ItemAttributes attributes = ItemAttributes.NONE;
        private ConsentView consent = ConsentView.ALLOW_ALL;
        private Predicate<String> exclusions = id -> false;
        private Instant instant = Instant.now();
        private Deadline deadline = Deadline.never();

        private Builder(SlateRequest request, IdSpace items) {
            this.request = request;
            this.items = items;
        }

        /**
         * Sets what the items are.
         *
         * @param itemKind people or things
         * @return this
         */
        public Builder itemKind(ItemKind itemKind) {
            this.itemKind = itemKind;
            return this;
        }

        /**
         * Sets what filters and constraints may ask about items.
         *
         * @param attributes the reader
         * @return this
         */
        public Builder attributes(ItemAttributes attributes) {
            this.attributes = attributes;
            return this;
        }

        /**
         * Sets what people allow.
         *
         * @param consent the view
         * @return this
         */
        public Builder consent(ConsentView consent) {
            this.consent = consent;
            return this;
        }

        /**
         * Sets which items must not be retrieved, besides those that the request names.
         *
         * @param exclusions true for ids to leave out
         * @return this
         */
        public Builder exclusions(Predicate<String> exclusions) {
            this.exclusions = exclusions;
            return this;
        }

        /**
         * Sets the moment of the request.
         *
         * @param instant the moment
         * @return this
         */
        public Builder instant(Instant instant) {
            this.instant = instant;
            return this;
        }

        /**
         * Sets the moment by which all must be done.
         *
         * @param deadline the deadline
         * @return this
         */
        public Builder deadline(Deadline deadline) {
            this.deadline = deadline;
            return this;
        }

        /**
         * Finishes the context.
         *
         * @return the context
         */
        public RequestContext build() {
            return new RequestContext(this);
        }
    }
}
