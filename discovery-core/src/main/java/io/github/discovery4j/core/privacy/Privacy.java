package io.github.discovery4j.core.privacy;

import io.github.discovery4j.core.consent.ConsentChoices;
import io.github.discovery4j.core.consent.ConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.core.model.Visibility;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person can ask of a host that keeps things about them: to see, to correct, to take along, to be forgotten.
 *
 * <p>It reaches everything through {@link PersonalDataHolder}: whoever keeps something is registered, and only what is
 * registered is seen, exported and erased. Register what others are derived from before what is derived.
 *
 * <p>It listens to the ledger. After an opt-out, which masks at every read from its return on, the holders delete what they
 * derived; after the consent is given again, {@link Recompute} makes it anew. When another process erases somebody, the
 * holders of this one do too.
 *
 * <p><b>Threads:</b> safe; what is done for one person is done one after the other.
 */
public final class Privacy {

    private static final Logger LOG = LoggerFactory.getLogger(Privacy.class);
    private static final int LOCKS = 64;
    private static final String CONSENT = "consent";

    private final ConsentLedger ledger;
    private final Map<String, PersonalDataHolder> holders;
    private final Tombstones tombstones;
    private final ErasureJournal journal;
    private final Recompute recompute;
    private final Executor executor;
    private final InstantSource clock;
    private final Object[] locks = new Object[LOCKS];
    private final Set<Unforgotten> unforgotten = ConcurrentHashMap.newKeySet();
    private final Set<String> erasingHere = ConcurrentHashMap.newKeySet();

    /** A holder failed to delete what it derived; it stays masked, and is asked again. */
    private record Unforgotten(String personId, SignalGroup group) {}

    private Privacy(Builder builder) {
        this.ledger = builder.ledger;
        this.holders = new LinkedHashMap<>(builder.holders);
        this.tombstones = builder.tombstones;
        this.journal = builder.journal;
        this.recompute = builder.recompute;
        this.executor = builder.executor;
        this.clock = builder.clock;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
        ledger.listen(this::changed);
    }

    /**
     * Starts a service.
     *
     * @param ledger people's choices
     * @return a builder without holders
     */
    public static Builder builder(ConsentLedger ledger) {
        return new Builder(ledger);
    }

    private Object lock(String personId) {
        return locks[Math.floorMod(personId.hashCode(), LOCKS)];
    }

    /**
     * Lists what is known about a person: what, from where, for what, who may be told, until when, and whether it is used.
     *
     * @param personId the owner, who alone may be shown the answer
     * @return everything, groups that are switched off included
     */
    public PersonalAudit audit(String personId) {
        ConsentChoices choices = ledger.choices(personId);
        List<PersonalAudit.Entry> entries = new ArrayList<>();
        holders.values().forEach(holder -> entries.addAll(entries(holder, personId, choices)));
        return new PersonalAudit(choices, entries);
    }

    private static List<PersonalAudit.Entry> entries(
            PersonalDataHolder holder, String personId, ConsentChoices choices) {
        return holder.export(personId).stream()
                .map(record -> new PersonalAudit.Entry(
                        record,
                        choices.allows(record.group()),
                        record.visibility()
                                .narrower(choices.visibleTo().getOrDefault(record.group(), Visibility.PUBLIC))))
                .toList();
    }

    /**
     * Deletes one thing: an event, a trait, an attribute. What others derived from it follows with their next computation.
     *
     * @param personId the owner
     * @param holder where it is kept, as the audit says
     * @param key which, as the audit says
     * @return whether it was there
     * @throws IllegalArgumentException if there is no such holder
     */
    public boolean remove(String personId, String holder, String key) {
        PersonalDataHolder keeper = holders.get(holder);
        if (keeper == null) {
            throw new IllegalArgumentException(
                    "holder must be one of %s, was \"%s\"; take it from the audit".formatted(holders.keySet(), holder));
        }
        PersonalRecord record = keeper.export(personId).stream()
                .filter(kept -> kept.key().filter(key::equals).isPresent())
                .findFirst()
                .orElse(null);
        if (record == null || !keeper.remove(personId, key)) {
            return false;
        }
        changed(personId, Set.of(record.group()));
        return true;
    }

    /**
     * Writes everything that is kept about a person, as an archive for its owner.
     *
     * <p>The archive is a ZIP: {@code consent.json} with the choices and their history; one file a holder under {@code
     * holders/}, in JSON lines, with the raw records of groups that are switched off too; last {@code manifest.json} with each
     * file's holder, number of records and SHA-256. An archive without manifest is not whole. Holders are read one after the
     * other, each in one go.
     *
     * @param personId the owner, who alone may be given the archive
     * @param out written to and left open
     * @throws IOException if it cannot be written to
     */
    public void export(String personId, OutputStream out) throws IOException {
        try (PersonalArchive archive = new PersonalArchive(out, clock.instant())) {
            ConsentChoices choices = ledger.choices(personId);
            archive.consent(personId, choices, ledger.history(personId));
            for (PersonalDataHolder holder : holders.values()) {
                archive.holder(holder.holderName(), entries(holder, personId, choices));
            }
            archive.finish();
        }
    }

    /**
     * Writes the archive to a file, whole or not at all.
     *
     * @param personId the owner
     * @param file where to; its folder must exist
     * @throws IOException if the file cannot be written; an earlier one is untouched
     */
    public void export(String personId, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(file.toString(), null, "its folder does not exist; create it first");
        }
        Path temporary = folder.resolve("." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new java.io.BufferedOutputStream(Channels.newOutputStream(channel))) {
                export(personId, out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Erases a person from every holder, for good.
     *
     * <p>First it is noted that the erasure has begun, so that {@link #resume} finishes it if this process does not; then a
     * tombstone keeps late events out, the ledger takes the person out of every read, and holder after holder deletes what it
     * has. One that fails does not keep the others from it.
     *
     * @param personId the person
     * @return what was deleted, and which holders failed: they are asked again by {@link #resume}
     */
    public Erasure erase(String personId) {
        return erase(journal.begin(personId));
    }

    /**
     * Finishes what was begun and not finished: erasures of this or an earlier process, and derived values that could not be
     * deleted after an opt-out. To be called at the start, and every so often.
     *
     * @return one result an erasure
     */
    public List<Erasure> resume() {
        List<Erasure> results = new ArrayList<>();
        for (ErasureJournal.Pending pending : journal.pending()) {
            results.add(erase(pending));
        }
        for (Unforgotten task : Set.copyOf(unforgotten)) {
            settle(task.personId(), Set.of(task.group()));
        }
        return results;
    }

    private Erasure erase(ErasureJournal.Pending pending) {
        String personId = pending.personId();
        Map<String, Integer> deleted = new TreeMap<>();
        Map<String, String> failed = new TreeMap<>();
        synchronized (lock(personId)) {
            attempt("tombstones", failed, () -> tombstones.add(personId));
            erasingHere.add(personId);
            try {
                attempt(CONSENT, failed, () -> ledger.erase(personId));
            } finally {
                erasingHere.remove(personId);
            }
            unforgotten.removeIf(task -> task.personId().equals(personId));
            for (PersonalDataHolder holder : holders.values()) {
                String name = holder.holderName();
                if (!pending.confirmed().contains(name)) {
                    attempt(name, failed, () -> {
                        deleted.put(name, holder.erase(personId));
                        journal.confirm(pending.token(), name);
                    });
                }
            }
            if (failed.isEmpty()) {
                attempt("journal", failed, () -> journal.finish(pending.token()));
            }
        }
        return new Erasure(deleted, failed);
    }

    private static void attempt(String who, Map<String, String> failed, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} failed to erase with {}; asked again by resume()",
                    who,
                    e.getClass().getName());
            failed.put(who, e.getClass().getName());
        }
    }

    /**
     * Lets an erased person in again, with nothing of what was.
     *
     * @param personId somebody who really returns
     * @return whether they had been erased
     * @throws IllegalStateException if their erasure is not finished
     */
    public boolean readmit(String personId) {
        synchronized (lock(personId)) {
            if (journal.pending().stream()
                    .anyMatch(pending -> pending.personId().equals(personId))) {
                throw new IllegalStateException(
                        "person must not come back before their erasure is finished; call resume() until it is");
            }
            boolean erased = tombstones.remove(personId);
            if (erased) {
                ledger.rejoin(personId);
            }
            return erased;
        }
    }

    /** Hears of a change of consent, made here or elsewhere. */
    private void changed(String personId, ConsentChoices before, ConsentChoices after) {
        if (after.erased()) {
            if (!before.erased() && !erasingHere.contains(personId)) {
                executor.execute(() -> erasedElsewhere(personId));
            }
            return;
        }
        Set<SignalGroup> groups = new HashSet<>();
        for (PersonalDataHolder holder : holders.values()) {
            for (SignalGroup group : holder.signalGroups()) {
                if (before.allows(group) != after.allows(group)) {
                    groups.add(group);
                }
            }
        }
        if (!groups.isEmpty()) {
            changed(personId, groups);
        }
    }

    private void changed(String personId, Set<SignalGroup> groups) {
        executor.execute(() -> settle(personId, groups));
    }

    /** Another process erases somebody, or the host asked the ledger alone: this process's holders follow. */
    private void erasedElsewhere(String personId) {
        synchronized (lock(personId)) {
            Map<String, String> failed = new TreeMap<>();
            holders.forEach((name, holder) -> attempt(name, failed, () -> holder.erase(personId)));
        }
    }

    /** Brings what is derived into line with what the person allows now, whatever they allowed when this was asked for. */
    private void settle(String personId, Set<SignalGroup> groups) {
        synchronized (lock(personId)) {
            for (SignalGroup group : groups) {
                if (ledger.choices(personId).erased()) {
                    return;
                }
                Unforgotten task = new Unforgotten(personId, group);
                try {
                    if (ledger.allows(personId, group)) {
                        recompute.recompute(personId, group);
                    } else {
                        holders.values().forEach(holder -> holder.forget(personId, group));
                    }
                    unforgotten.remove(task);
                } catch (RuntimeException e) {
                    LOG.warn(
                            "what is derived from {} could not follow a change of consent: {}; asked again by resume()",
                            group,
                            e.getClass().getName());
                    unforgotten.add(task);
                }
            }
        }
    }

    /** Collects what a service needs to know; belongs to one thread. */
    public static final class Builder {
        private final ConsentLedger ledger;
        private final Map<String, PersonalDataHolder> holders = new LinkedHashMap<>();
        private Tombstones tombstones = new InMemoryTombstones();
        private ErasureJournal journal = new InMemoryErasureJournal();
        private Recompute recompute = (personId, group) -> {};
        private Executor executor = Runnable::run;
        private InstantSource clock = InstantSource.system();

        private Builder(ConsentLedger ledger) {
            this.ledger = ledger;
        }

        /**
         * Registers a holder.
         *
         * @param holder of a name that no other has
         * @return this
         */
        public Builder holder(PersonalDataHolder holder) {
            if (holder.holderName().equals(CONSENT) || holders.putIfAbsent(holder.holderName(), holder) != null) {
                throw new IllegalArgumentException("holders must have different names, \"%s\" stands twice; rename one"
                        .formatted(holder.holderName()));
            }
            return this;
        }

        /**
         * Sets what keeps late events of erased people out; the same that ingestion, stores and id spaces ask.
         *
         * @param stones durable where anything else is
         * @return this
         */
        public Builder tombstones(Tombstones stones) {
            this.tombstones = stones;
            return this;
        }

        /**
         * Sets where unfinished erasures are noted.
         *
         * @param notes durable where any holder is
         * @return this
         */
        public Builder journal(ErasureJournal notes) {
            this.journal = notes;
            return this;
        }

        /**
         * Sets what makes derived values again after consent was given again.
         *
         * @param hook called for one person and group
         * @return this
         */
        public Builder recompute(Recompute hook) {
            this.recompute = hook;
            return this;
        }

        /**
         * Sets where derived values are deleted and made again; unless said otherwise on the thread that changed the consent.
         *
         * @param follow runs everything that it is given
         * @return this
         */
        public Builder executor(Executor follow) {
            this.executor = follow;
            return this;
        }

        /**
         * Sets what tells the time of an archive.
         *
         * @param source the clock
         * @return this
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Finishes the service.
         *
         * @return listening to the ledger from now on
         */
        public Privacy build() {
            return new Privacy(this);
        }
    }
}
