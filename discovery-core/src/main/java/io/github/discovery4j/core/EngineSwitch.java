package io.github.discovery4j.core;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.pipeline.Routing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each request to one of several engines, by a flag of the host, without a restart.
 *
 * {@snippet :
 * EngineSwitch discovery = EngineSwitch.builder("interests", interests)
 *         .engine("vectors", vectors)
 *         .flag(request -> flags.isOn("vectors", request.viewerId()) ? "vectors" : "interests")
 *         .killSwitch("interests", () -> flags.isOn("discovery-safe-mode"))
 *         .build();
 * }
 *
 * <p>The flag and the kill switch are read at each request. A flag that throws, or that names no engine, sends the request
 * to the default engine; a kill switch that throws counts as thrown. Neither is an error: the trace says so, and the
 * slate's versions name the engine that answered under {@code engine}.
 *
 * <p>Engines can be {@linkplain #put added and replaced} and {@linkplain #remove removed} while requests run. A request
 * ends on the engine that it began on; an engine that is out is closed when its last request has ended.
 *
 * <p><b>Continuation.</b> {@code request.after(slate)} may be answered by another engine than the slate was. It repeats
 * nothing, but goes on in the order of that engine; a flag that goes by the viewer keeps a viewer on one engine.
 *
 * <p><b>Cost:</b> the flag, and two atomic counts a request. <b>Threads:</b> safe; requests never lock.
 */
public final class EngineSwitch implements Recommender {

    private static final Logger LOG = LoggerFactory.getLogger(EngineSwitch.class);

    /** An engine, and how many requests it is answering. */
    private static final class Slot {

        /** Added to the count once the engine is out, so that one number tells both. */
        private static final int OUT = Integer.MIN_VALUE;

        final String name;
        final DiscoveryEngine engine;
        private final AtomicInteger running = new AtomicInteger();

        Slot(String name, DiscoveryEngine engine) {
            this.name = name;
            this.engine = engine;
        }

        /** Counts a request in, unless the engine is out. */
        boolean enter() {
            int before = running.get();
            while (before >= 0) {
                if (running.compareAndSet(before, before + 1)) {
                    return true;
                }
                before = running.get();
            }
            return false;
        }

        void leave() {
            if (running.decrementAndGet() == OUT) {
                close();
            }
        }

        /** Admits no more requests; to be called once. */
        void takeOut() {
            if (running.getAndAdd(OUT) == 0) {
                close();
            }
        }

        private void close() {
            engine.close();
            LOG.atInfo().addKeyValue("engine", name).log("engine is out and closed");
        }
    }

    private record Choice(String name, Optional<String> note) {
        static Choice of(String name) {
            return new Choice(name, Optional.empty());
        }
    }

    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private final String defaultName;
    private final Function<SlateRequest, @Nullable String> flag;
    private final String safeName;
    private final BooleanSupplier killed;
    private volatile boolean closed;

    private EngineSwitch(Builder builder) {
        builder.engines.forEach((name, engine) -> slots.put(name, new Slot(name, engine)));
        this.defaultName = builder.defaultName;
        this.flag = builder.flag;
        this.safeName = builder.safeName;
        this.killed = builder.killed;
    }

    /**
     * Starts a switch.
     *
     * @param defaultName the name of the engine that answers whenever the flag names none
     * @param engine that engine; the switch closes it
     * @return a builder
     */
    public static Builder builder(String defaultName, DiscoveryEngine engine) {
        return new Builder(defaultName, engine);
    }

    @Override
    public TracedSlate recommendTraced(SlateRequest request) {
        Choice choice = choose(request);
        Slot slot = enter(choice.name());
        if (slot == null) {
            // Not with the name that it gave: it may hold anything, an id too.
            choice = new Choice(defaultName, Optional.of("the flag named none of the engines " + engines()));
            slot = enter(defaultName);
        }
        if (slot == null) {
            throw new IllegalStateException("engine switch is closed; close it after its last request");
        }
        try {
            return slot.engine.answer(request, new Routing(Optional.of(choice.name()), choice.note()));
        } finally {
            slot.leave();
        }
    }

    private Choice choose(SlateRequest request) {
        try {
            if (killed.getAsBoolean()) {
                return new Choice(safeName, Optional.of("the kill switch is thrown"));
            }
        } catch (Throwable thrown) {
            return new Choice(safeName, Optional.of("the kill switch could not be read: " + nameOf(thrown)));
        }
        try {
            String name = flag.apply(request);
            return name == null ? new Choice(defaultName, Optional.of("the flag named no engine")) : Choice.of(name);
        } catch (Throwable thrown) {
            return new Choice(defaultName, Optional.of("the flag could not be read: " + nameOf(thrown)));
        }
    }

    private static String nameOf(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
            throw error;
        }
        return thrown.getClass().getName();
    }

    /** Counts the request in at the engine of that name; null when there is none. */
    private @Nullable Slot enter(String name) {
        Slot slot = slots.get(name);
        while (slot != null && !slot.enter()) {
            slot = slots.get(name); // It was replaced in between: the map has the new one already, or none.
        }
        return slot;
    }

    /**
     * Adds an engine, or puts it in the place of the one of that name, which is closed after its last request.
     *
     * @param name what the flag calls it
     * @param engine not in use here yet; the switch closes it
     * @throws IllegalArgumentException if the engine stands here already
     * @throws IllegalStateException if the switch is closed
     */
    public synchronized void put(String name, DiscoveryEngine engine) {
        if (closed) {
            throw new IllegalStateException("engine switch is closed; put engines into a new one");
        }
        slots.values().forEach(slot -> checkOther(slot.name, slot.engine, engine));
        Slot before = slots.put(name, new Slot(name, engine));
        if (before != null) {
            before.takeOut();
        }
    }

    /**
     * Removes an engine, which is closed after its last request. Requests for its name go to the default engine.
     *
     * @param name what the flag called it
     * @return whether there was one
     * @throws IllegalArgumentException if it is the default engine or the kill switch's: replace those with {@link #put}
     */
    public synchronized boolean remove(String name) {
        if (name.equals(defaultName) || name.equals(safeName)) {
            throw new IllegalArgumentException(
                    "the default engine and the kill switch's must stay, was asked to remove \"%s\"; put another there"
                            .formatted(name));
        }
        Slot before = slots.remove(name);
        if (before != null) {
            before.takeOut();
        }
        return before != null;
    }

    /**
     * Returns the names of the engines.
     *
     * @return sorted
     */
    public Set<String> engines() {
        return new TreeSet<>(slots.keySet());
    }

    /** Returns one holder for what all engines keep, those too that are put in later. */
    @Override
    public List<PersonalDataHolder> personalData() {
        return List.of(new HeldByEngines());
    }

    /** Admits no more requests; each engine is closed after its last one. Does not wait for them. */
    @Override
    public synchronized void close() {
        closed = true;
        List<Slot> all = new ArrayList<>(slots.values());
        slots.clear();
        all.forEach(Slot::takeOut);
    }

    private static void checkOther(String name, DiscoveryEngine there, DiscoveryEngine engine) {
        if (there == engine) {
            throw new IllegalArgumentException(
                    "an engine must stand under one name, this one is \"%s\" already; let the flag give that name"
                            .formatted(name));
        }
    }

    /** Asks the engines that there are at the moment of asking. */
    private final class HeldByEngines implements PersonalDataHolder {

        private Stream<PersonalDataHolder> holders() {
            return slots.values().stream().flatMap(slot -> slot.engine.personalData().stream());
        }

        @Override
        public String holderName() {
            return "candidate memo";
        }

        @Override
        public Set<SignalGroup> signalGroups() {
            Set<SignalGroup> groups = new HashSet<>();
            holders().forEach(holder -> groups.addAll(holder.signalGroups()));
            return groups;
        }

        @Override
        public List<PersonalRecord> export(String personId) {
            return holders().flatMap(holder -> holder.export(personId).stream()).toList();
        }

        @Override
        public int forget(String personId, SignalGroup group) {
            return holders().mapToInt(holder -> holder.forget(personId, group)).sum();
        }

        @Override
        public int erase(String personId) {
            return holders().mapToInt(holder -> holder.erase(personId)).sum();
        }
    }

    /** Collects engines and the flag; belongs to one thread. */
    public static final class Builder {

        private final String defaultName;
        private final Map<String, DiscoveryEngine> engines = new LinkedHashMap<>();
        private Function<SlateRequest, @Nullable String> flag;
        private String safeName;
        private BooleanSupplier killed = () -> false;

        private Builder(String defaultName, DiscoveryEngine engine) {
            this.defaultName = defaultName;
            this.safeName = defaultName;
            this.flag = request -> defaultName;
            engines.put(defaultName, engine);
        }

        /**
         * Adds an engine.
         *
         * @param name what the flag calls it, as a slate's versions do
         * @param engine the switch closes it
         * @return this
         * @throws IllegalArgumentException if the name is taken or the engine stands under another
         */
        public Builder engine(String name, DiscoveryEngine engine) {
            engines.forEach((other, there) -> checkOther(other, there, engine));
            if (engines.putIfAbsent(name, engine) != null) {
                throw new IllegalArgumentException(
                        "each engine must have a name of its own, \"%s\" is taken; there are %s"
                                .formatted(name, engines.keySet()));
            }
            return this;
        }

        /**
         * Sets the flag; the default engine answers everything otherwise.
         *
         * @param flag gives an engine's name for a request; read each time, on the request's thread, so it must be quick
         * @return this
         */
        public Builder flag(Function<SlateRequest, @Nullable String> flag) {
            this.flag = flag;
            return this;
        }

        /**
         * Sets the kill switch, which wins over the flag; none otherwise.
         *
         * @param safeEngine the name of the engine that answers everything while it is thrown
         * @param thrown read at each request, on its thread
         * @return this
         */
        public Builder killSwitch(String safeEngine, BooleanSupplier thrown) {
            this.safeName = safeEngine;
            this.killed = thrown;
            return this;
        }

        /**
         * Builds the switch.
         *
         * @return ready to answer
         * @throws IllegalStateException if the kill switch names no engine
         */
        public EngineSwitch build() {
            if (!engines.containsKey(safeName)) {
                throw new IllegalStateException("the kill switch must name an engine, named \"%s\"; there are %s"
                        .formatted(safeName, engines.keySet()));
            }
            return new EngineSwitch(this);
        }
    }
}
