package io.github.discovery4j.core.privacy;

import io.github.discovery4j.core.consent.ConsentChoices;
import io.github.discovery4j.core.consent.ConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.privacy.ErasureJournal.Unsettled;
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
import java.util.LinkedHashSet;
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
 * derived; after the consent is given again, or one record is removed, {@link Recompute} makes it anew. Each is noted in the
 * journal before it begins, so that {@link #resume} finishes it if the process does not. When another process erases somebody,
 * the holders of this one do too.
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
    private final Map<Derived, Unsettled> failed = new ConcurrentHashMap<>();
    private final Set<String> erasingHere = ConcurrentHashMap.newKeySet();

    /** The token of a note that could not be made: this process alone knows of it. */
    private static final String NOT_NOTED = "";

    /** What is derived from somebody's signals of a group. */
    private record Derived(String personId, SignalGroup group) {}

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
     * Deletes one thing: an event, a trait, an attribute. What others derived from it is made again by {@link Recompute}, or
     * follows with their next computation.
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
        if (record == null) {
            return false;
        }
        List<Unsettled> notes = note(personId, Set.of(record.group()));
        if (!keeper.remove(personId, key)) {
            forgetNotes(notes);
            return false;
        }
        executor.execute(() -> settle(personId, notes));
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
     * Finishes what was begun and not finished, by this or an earlier process: erasures, and what is derived that has not
     * followed an opt-out, an opt-in or a removal. To be called at the start, and every so often.
     *
     * @return one result an erasure
     */
    public List<Erasure> resume() {
        List<Erasure> results = new ArrayList<>();
        for (ErasureJournal.Pending pending : journal.pending()) {
            results.add(erase(pending));
        }
        Set<Unsettled> notes = new LinkedHashSet<>(journal.unsettled());
        notes.addAll(failed.values());
        notes.forEach(note -> settle(note.personId(), List.of(note)));
        return results;
    }

    private Erasure erase(ErasureJournal.Pending pending) {
        String personId = pending.personId();
        Map<String, Integer> deleted = new TreeMap<>();
        Map<String, String> failures = new TreeMap<>();
        synchronized (lock(personId)) {
            attempt("tombstones", failures, () -> tombstones.add(personId));
            erasingHere.add(personId);
            try {
                attempt(CONSENT, failures, () -> ledger.erase(personId));
            } finally {
                erasingHere.remove(personId);
            }
            failed.keySet().removeIf(derived -> derived.personId().equals(personId));
            for (PersonalDataHolder holder : holders.values()) {
                String name = holder.holderName();
                if (!pending.confirmed().contains(name)) {
                    attempt(name, failures, () -> {
                        deleted.put(name, holder.erase(personId));
                        journal.confirm(pending.token(), name);
                    });
                }
            }
            if (failures.isEmpty()) {
                attempt("journal", failures, () -> {
                    forgetNotes(notesOf(personId));
                    journal.finish(pending.token());
                });
            }
        }
        return new Erasure(deleted, failures);
    }

    private List<Unsettled> notesOf(String personId) {
        return journal.unsettled().stream()
                .filter(note -> note.personId().equals(personId))
                .toList();
    }

    private static void attempt(String who, Map<String, String> failures, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} failed to erase with {}; asked again by resume()",
                    who,
                    e.getClass().getName());
            failures.put(who, e.getClass().getName());
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
        List<Unsettled> notes = note(personId, groups);
        executor.execute(() -> settle(personId, notes));
    }

    /** A journal that is away keeps nothing from following; only the death of the process would. */
    private List<Unsettled> note(String personId, Set<SignalGroup> groups) {
        try {
            return journal.beginSettling(personId, groups);
        } catch (RuntimeException e) {
            LOG.warn(
                    "a change of consent could not be noted before it is followed: {}; look at the journal",
                    e.getClass().getName());
            return groups.stream()
                    .map(group -> new Unsettled(NOT_NOTED, personId, group))
                    .toList();
        }
    }

    private void forgetNotes(List<Unsettled> notes) {
        List<String> tokens = notes.stream()
                .map(Unsettled::token)
                .filter(token -> !token.equals(NOT_NOTED))
                .toList();
        if (tokens.isEmpty()) {
            return;
        }
        try {
            journal.settled(tokens);
        } catch (RuntimeException e) {
            LOG.warn(
                    "what was followed could not be noted: {}; resume() does it again, which does no harm",
                    e.getClass().getName());
        }
    }

    /** Another process erases somebody, or the host asked the ledger alone: this process's holders follow. */
    private void erasedElsewhere(String personId) {
        synchronized (lock(personId)) {
            Map<String, String> failures = new TreeMap<>();
            holders.forEach((name, holder) -> attempt(name, failures, () -> holder.erase(personId)));
        }
    }

    /** Brings what is derived into line with what the person allows now, whatever they allowed when this was asked for. */
    private void settle(String personId, List<Unsettled> notes) {
        synchronized (lock(personId)) {
            List<Unsettled> done = new ArrayList<>();
            for (Unsettled note : notes) {
                Derived derived = new Derived(personId, note.group());
                if (ledger.choices(personId).erased() || follows(derived)) {
                    done.add(note);
                    Unsettled earlier = failed.remove(derived);
                    if (earlier != null) {
                        done.add(earlier);
                    }
                } else {
                    Unsettled earlier = failed.put(derived, note);
                    if (earlier != null && !earlier.equals(note)) {
                        // One note is enough to be asked again.
                        done.add(earlier);
                    }
                }
            }
            forgetNotes(done);
        }
    }

    private boolean follows(Derived derived) {
        if (ledger.allows(derived.personId(), derived.group())) {
            return follows(derived, () -> recompute.recompute(derived.personId(), derived.group()));
        }
        boolean all = true;
        for (PersonalDataHolder holder : holders.values()) {
            all &= follows(derived, () -> holder.forget(derived.personId(), derived.group()));
        }
        return all;
    }

    private static boolean follows(Derived derived, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            LOG.warn(
                    "what is derived from {} could not follow a change: {}; asked again by resume()",
                    derived.group(),
                    e.getClass().getName());
            return false;
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
         * Sets where unfinished erasures, and changes that are not followed yet, are noted.
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
