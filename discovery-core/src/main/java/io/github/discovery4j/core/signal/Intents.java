package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people are looking for just now, and what they do not want to see for a while.
 *
 * <p>An intent belongs to the group {@link SignalGroup#CONVERSATION}: whoever opts out of it keeps their intents and nobody
 * reads them. A snooze protects and is no signal: it holds whatever its owner allows. What has expired is gone at the next
 * read. <b>Durability:</b> with a file, a change is on disk before the call returns. <b>Cost:</b> a read is one look-up.
 * <b>Threads:</b> safe; reads never lock.
 */
public final class Intents implements Snoozes, PersonalDataHolder, AutoCloseable {

    /** For how long a category is snoozed unless said otherwise. */
    public static final Duration DEFAULT_SNOOZE = Duration.ofDays(30);

    /** How many intents a person can have at a time. */
    public static final int MOST_INTENTS = 32;

    /** How many categories and people a person can snooze at a time. */
    public static final int MOST_SNOOZES = 256;

    /** Begins the key of a snooze. */
    private static final String SNOOZE = "snooze:";

    /** Begins the place of a snoozed person among the snoozes; no category can hold it. */
    private static final char PERSON = '\u0001';

    private record Wishes(Map<String, Intent> intents, Map<String, Instant> snoozes) {
        static final Wishes NONE = new Wishes(Map.of(), Map.of());

        Wishes {
            intents = Map.copyOf(intents);
            snoozes = Map.copyOf(snoozes);
        }

        @Nullable
        Wishes orNull() {
            return intents.isEmpty() && snoozes.isEmpty() ? null : this;
        }

        @Nullable
        Wishes without(String place) {
            Map<String, Instant> others = new HashMap<>(snoozes);
            others.remove(place);
            return new Wishes(intents, others).orNull();
        }

        Wishes at(Instant now) {
            Map<String, Intent> current = new HashMap<>(intents);
            current.values().removeIf(intent -> !intent.expiresAt().isAfter(now));
            Map<String, Instant> asleep = new HashMap<>(snoozes);
            asleep.values().removeIf(until -> !until.isAfter(now));
            return new Wishes(current, asleep);
        }
    }

    private static final PersonTable.Codec<Wishes> CODEC = new PersonTable.Codec<>() {
        @Override
        public void write(Wishes wishes, DataOutputStream out) throws IOException {
            out.writeInt(wishes.intents().size());
            for (Intent intent : wishes.intents().values()) {
                WindowFile.writeText(out, intent.name());
                out.writeLong(intent.expiresAt().toEpochMilli());
                out.writeInt(intent.parameters().size());
                for (Map.Entry<String, String> parameter : intent.parameters().entrySet()) {
                    WindowFile.writeText(out, parameter.getKey());
                    WindowFile.writeText(out, parameter.getValue());
                }
            }
            out.writeInt(wishes.snoozes().size());
            for (Map.Entry<String, Instant> snooze : wishes.snoozes().entrySet()) {
                WindowFile.writeText(out, snooze.getKey());
                out.writeLong(snooze.getValue().toEpochMilli());
            }
        }

        @Override
        public Wishes read(DataInputStream in) throws IOException {
            Map<String, Intent> intents = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String name = WindowFile.readText(in);
                Instant expiresAt = Instant.ofEpochMilli(in.readLong());
                Map<String, String> parameters = new HashMap<>();
                for (int more = in.readInt(); more > 0; more--) {
                    parameters.put(WindowFile.readText(in), WindowFile.readText(in));
                }
                intents.put(name, new Intent(name, parameters, expiresAt));
            }
            Map<String, Instant> snoozes = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                snoozes.put(WindowFile.readText(in), Instant.ofEpochMilli(in.readLong()));
            }
            return new Wishes(intents, snoozes);
        }
    };

    private final PersonTable<Wishes> people;
    private final ConsentView consent;
    private final InstantSource clock;

    private Intents(@Nullable Path file, ConsentView consent, InstantSource clock) {
        this.people = new PersonTable<>(file, "D4JINTN1", CODEC);
        this.consent = consent;
        this.clock = clock;
    }

    /**
     * Keeps intents in memory alone.
     *
     * @param consent what people allow
     * @param clock tells what has expired
     * @return nobody's yet
     */
    public static Intents inMemory(ConsentView consent, InstantSource clock) {
        return new Intents(null, consent, clock);
    }

    /**
     * Keeps intents in a file as well.
     *
     * @param file made if it is not there; one process at a time
     * @param consent what people allow
     * @param clock tells what has expired
     * @return what the file holds
     * @throws SignalFileException if it is damaged or cannot be written
     */
    public static Intents open(Path file, ConsentView consent, InstantSource clock) {
        return new Intents(file, consent, clock);
    }

    private Wishes wishes(String personId) {
        Wishes wishes = people.get(personId);
        return wishes == null ? Wishes.NONE : wishes.at(clock.instant());
    }

    /**
     * Adds an intent; one of the same name is replaced.
     *
     * @param personId whose
     * @param intent what they look for
     * @throws IllegalArgumentException if it has expired already
     * @throws IllegalStateException if the person has {@value #MOST_INTENTS} others
     */
    public void declare(String personId, Intent intent) {
        Intent.require("person's id", personId, 256);
        if (!intent.expiresAt().isAfter(clock.instant())) {
            throw new IllegalArgumentException("intent must expire in the future, was to expire at %s (intent \"%s\")"
                    .formatted(intent.expiresAt(), intent.name()));
        }
        people.change(personId, kept -> {
            Wishes now = wishes(personId);
            Map<String, Intent> intents = new HashMap<>(now.intents());
            intents.put(intent.name(), intent);
            if (intents.size() > MOST_INTENTS) {
                throw new IllegalStateException(
                        "a person must have at most %d intents, this is one more (intent \"%s\"); remove one first"
                                .formatted(MOST_INTENTS, intent.name()));
            }
            return new Wishes(intents, now.snoozes());
        });
    }

    /**
     * Lists a person's intents for the person; what they have opted out of is theirs to see.
     *
     * @param personId the owner
     * @return those that hold, by name
     */
    public List<Intent> list(String personId) {
        return List.copyOf(new TreeMap<>(wishes(personId).intents()).values());
    }

    /**
     * Lists a person's intents for rankers, guardrails and explainers.
     *
     * @param personId the owner
     * @return those that hold, by name; none if the owner does not allow {@link SignalGroup#CONVERSATION}
     */
    public List<Intent> active(String personId) {
        return consent.allows(personId, SignalGroup.CONVERSATION) ? list(personId) : List.of();
    }

    /**
     * Removes one intent, or ends one snooze.
     *
     * @param personId whose
     * @param key the intent's name, or {@code snooze:} and the category
     * @return false if it did not hold
     */
    @Override
    public boolean remove(String personId, String key) {
        boolean snooze = key.startsWith(SNOOZE) && !wishes(personId).intents().containsKey(key);
        return snooze ? wake(personId, key.substring(SNOOZE.length())) : removeIntent(personId, key);
    }

    private boolean removeIntent(String personId, String name) {
        boolean held = wishes(personId).intents().containsKey(name);
        people.change(personId, kept -> {
            Wishes now = wishes(personId);
            Map<String, Intent> intents = new HashMap<>(now.intents());
            intents.remove(name);
            return new Wishes(intents, now.snoozes()).orNull();
        });
        return held;
    }

    /**
     * Snoozes a category for {@link #DEFAULT_SNOOZE}.
     *
     * @param personId who does not want to see it
     * @param category the host's word for it, at most 128 characters
     */
    public void snooze(String personId, String category) {
        snooze(personId, category, DEFAULT_SNOOZE);
    }

    /**
     * Snoozes a category, or changes for how long.
     *
     * @param personId who does not want to see it
     * @param category the host's word for it, at most 128 characters
     * @param duration from now on, more than zero
     * @throws IllegalStateException if the person snoozes {@value #MOST_SNOOZES} others
     */
    public void snooze(String personId, String category, Duration duration) {
        Intent.require("category", category, 128);
        put(personId, category, "category \"" + category + "\"", duration);
    }

    /**
     * Snoozes a person, or changes for how long.
     *
     * @param personId who does not want to see them
     * @param otherId whom
     * @param duration from now on, more than zero
     * @throws IllegalStateException if the person snoozes {@value #MOST_SNOOZES} others
     */
    public void snoozePerson(String personId, String otherId, Duration duration) {
        Intent.require("other person's id", otherId, 256);
        put(personId, PERSON + otherId, "a person", duration);
    }

    private void put(String personId, String place, String what, Duration duration) {
        Intent.require("person's id", personId, 256);
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(
                    "snooze must be more than zero, was %s (%s); wake it instead".formatted(duration, what));
        }
        Instant until = clock.instant().plus(duration);
        people.change(personId, kept -> {
            Wishes now = wishes(personId);
            Map<String, Instant> snoozes = new HashMap<>(now.snoozes());
            snoozes.put(place, Instant.ofEpochMilli(until.toEpochMilli()));
            if (snoozes.size() > MOST_SNOOZES) {
                throw new IllegalStateException(
                        "a person must snooze at most %d categories and people, this is one more (%s); wake one first"
                                .formatted(MOST_SNOOZES, what));
            }
            return new Wishes(now.intents(), snoozes);
        });
    }

    /**
     * Ends a snooze.
     *
     * @param personId whose
     * @param category which
     * @return false if it was not snoozed
     */
    public boolean wake(String personId, String category) {
        boolean asleep = isSnoozed(personId, category);
        people.change(personId, kept -> {
            Wishes now = wishes(personId);
            Map<String, Instant> snoozes = new HashMap<>(now.snoozes());
            snoozes.remove(category);
            return new Wishes(now.intents(), snoozes).orNull();
        });
        return asleep;
    }

    /**
     * Ends the snooze of a person.
     *
     * @param personId whose
     * @param otherId whom they see again
     * @return false if they were not snoozed
     */
    public boolean wakePerson(String personId, String otherId) {
        return wake(personId, PERSON + otherId);
    }

    @Override
    public Map<String, Instant> snoozed(String personId) {
        Map<String, Instant> categories = new HashMap<>(wishes(personId).snoozes());
        categories.keySet().removeIf(Intents::isPerson);
        return Map.copyOf(categories);
    }

    @Override
    public Map<String, Instant> snoozedPeople(String personId) {
        Map<String, Instant> others = new HashMap<>();
        wishes(personId).snoozes().forEach((place, until) -> {
            if (isPerson(place)) {
                others.put(place.substring(1), until);
            }
        });
        return Map.copyOf(others);
    }

    private static boolean isPerson(String place) {
        return place.charAt(0) == PERSON;
    }

    /**
     * Tells whether a person has snoozed a category.
     *
     * @param personId the owner
     * @param category which
     * @return true until it has passed
     */
    public boolean isSnoozed(String personId, String category) {
        Wishes wishes = people.get(personId);
        Instant until = wishes == null ? null : wishes.snoozes().get(category);
        return until != null && until.isAfter(clock.instant());
    }

    @Override
    public String holderName() {
        return "intents";
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(SignalGroup.CONVERSATION);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        List<PersonalRecord> records = new ArrayList<>();
        for (Intent intent : list(personId)) {
            records.add(new PersonalRecord(
                            holderName(),
                            SignalGroup.CONVERSATION,
                            intent.name(),
                            new TreeMap<>(intent.parameters()) + " until " + intent.expiresAt())
                    .withKey(intent.name()));
        }
        new TreeMap<>(snoozed(personId))
                .forEach((category, until) -> records.add(snooze("snoozed " + category, "until " + until, category)));
        new TreeMap<>(snoozedPeople(personId))
                .forEach((other, until) ->
                        records.add(snooze("snoozed a person", other + " until " + until, PERSON + other)));
        return List.copyOf(records);
    }

    private PersonalRecord snooze(String name, String value, String place) {
        return new PersonalRecord(holderName(), SignalGroup.CONVERSATION, name, value).withKey(SNOOZE + place);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Nothing is derived here.
     *
     * @return 0
     */
    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    /** {@inheritDoc} Others who snoozed the person do so no more. <b>Cost:</b> one look at everybody's snoozes, and the file is
     * written anew. */
    @Override
    public int erase(String personId) {
        int records = export(personId).size();
        int erased = people.remove(personId) ? Math.max(1, records) : 0;
        String place = PERSON + personId;
        for (Map.Entry<String, Wishes> other : people.all().entrySet()) {
            if (other.getValue().snoozes().containsKey(place)) {
                people.change(other.getKey(), kept -> kept == null ? null : kept.without(place));
            }
        }
        // Snoozes of the person that were ended are in the file's older blocks.
        people.dropOld();
        return erased;
    }

    @Override
    public void close() {
        people.close();
    }
}
