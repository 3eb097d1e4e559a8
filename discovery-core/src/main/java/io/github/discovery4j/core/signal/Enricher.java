package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Completes events with what is known of their person: session, device, locale and time zone.
 *
 * <p>It never rejects an event. What it cannot find stays empty. An event is <i>complete</i> when it has a session, a device
 * and a locale. Of each person it keeps the last session, device, locale and offset and how many events fell into each
 * hour, for the people seen last; the others begin anew.
 *
 * <p><b>Cost:</b> one look-up; about 250 bytes a person kept. <b>Determinism:</b> the same events in the same order are
 * enriched alike. <b>Threads:</b> safe; people are spread over locks.
 */
final class Enricher implements PersonalDataHolder {

    /** The confidence from which on a zone is written to events. */
    static final double ZONE_CONFIDENCE = 0.5;

    private static final int SHARD_BITS = 6;
    private static final int SHARDS = 1 << SHARD_BITS;
    private static final int HOURS = 24;
    private static final int LONGEST_LOCALE = 64;

    private final Duration gap;
    private final Optional<String> defaultLocale;
    private final List<Shard> shards = new ArrayList<>();
    private final LongAdder all = new LongAdder();
    private final LongAdder complete = new LongAdder();
    private final LongAdder completed = new LongAdder();

    /** {@code people}: of how many something is kept. */
    Enricher(Duration gap, Optional<Locale> defaultLocale, int people) {
        this.gap = gap;
        this.defaultLocale = defaultLocale.map(Locale::toLanguageTag);
        for (int i = 0; i < SHARDS; i++) {
            shards.add(new Shard(Math.max(1, people / SHARDS)));
        }
    }

    SignalEvent enrich(ParsedEvent event, Instant receivedAt) {
        Shard shard = shard(event.userId());
        Optional<String> device = event.device().filter(text -> !text.isBlank()).map(DeviceTypes::of);
        Optional<String> locale = event.locale().map(Enricher::languageTag).filter(tag -> !tag.isEmpty());
        SignalEvent enriched;
        synchronized (shard) {
            Person person = shard.computeIfAbsent(event.userId(), id -> new Person());
            String session = person.session(event.userId(), event.time(), event.sessionId(), gap);
            device.ifPresent(found -> person.device = found);
            locale.ifPresent(found -> person.locale = found);
            event.offset().ifPresent(found -> person.offset = found);
            person.count(event.time());
            enriched = new SignalEvent(
                    event.id(),
                    event.userId(),
                    event.type(),
                    event.itemId(),
                    event.time(),
                    receivedAt,
                    event.amount(),
                    event.label(),
                    Optional.of(session),
                    device.or(() -> Optional.ofNullable(person.device)),
                    locale.or(() -> Optional.ofNullable(person.locale)).or(() -> defaultLocale),
                    person.zone()
                            .filter(guess -> guess.confidence() >= ZONE_CONFIDENCE)
                            .map(ZoneGuess::zone));
        }
        all.increment();
        if (enriched.deviceType().isPresent() && enriched.locale().isPresent()) {
            complete.increment();
            if (event.sessionId().isEmpty() || device.isEmpty() || locale.isEmpty()) {
                completed.increment();
            }
        }
        return enriched;
    }

    /** Learns from an event of the log, to go on after a restart. */
    void remember(SignalEvent event) {
        Shard shard = shard(event.userId());
        synchronized (shard) {
            Person person = shard.computeIfAbsent(event.userId(), id -> new Person());
            person.session(event.userId(), event.time(), event.sessionId(), gap);
            event.deviceType().ifPresent(found -> person.device = found);
            event.locale().ifPresent(found -> person.locale = found);
            person.count(event.time());
        }
    }

    Optional<ZoneGuess> zone(String userId) {
        Shard shard = shard(userId);
        synchronized (shard) {
            Person person = shard.get(userId);
            return person == null ? Optional.empty() : person.zone();
        }
    }

    /** What became of events so far. */
    Enrichment enrichment() {
        // Backwards, so that no part exceeds its whole.
        long repaired = completed.sum();
        long whole = complete.sum();
        return new Enrichment(all.sum(), whole, repaired);
    }

    /** A BCP 47 tag of what may be written in many ways, empty where it is none. */
    static String languageTag(String locale) {
        String text = locale.strip();
        int end = 0;
        // POSIX adds a character set or a variant: de_DE.UTF-8, ca_ES@valencia.
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '@') {
            end++;
        }
        text = text.substring(0, end).replace('_', '-');
        if (text.isEmpty() || text.length() > LONGEST_LOCALE) {
            return "";
        }
        try {
            String tag = new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
            return tag.equals("und") ? "" : tag;
        } catch (IllformedLocaleException e) {
            return "";
        }
    }

    private Shard shard(String userId) {
        // By other bits than those that the map of the shard looks at.
        return shards.get((userId.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - SHARD_BITS));
    }

    @Override
    public String holderName() {
        return "ingestion";
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(SignalGroup.BEHAVIOUR);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        Shard shard = shard(personId);
        synchronized (shard) {
            Person person = shard.get(personId);
            if (person == null) {
                return List.of();
            }
            List<PersonalRecord> records = new ArrayList<>();
            records.add(record("last active", Instant.ofEpochMilli(person.last).toString()));
            if (person.device != null) {
                records.add(record("device", person.device));
            }
            if (person.locale != null) {
                records.add(record("locale", person.locale));
            }
            person.zone()
                    .ifPresent(guess ->
                            records.add(record("time zone", guess.zone().getId())));
            return records;
        }
    }

    private PersonalRecord record(String name, String value) {
        return new PersonalRecord(holderName(), SignalGroup.BEHAVIOUR, name, value);
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        return group.equals(SignalGroup.BEHAVIOUR) ? erase(personId) : 0;
    }

    @Override
    public int erase(String personId) {
        Shard shard = shard(personId);
        synchronized (shard) {
            int records = export(personId).size();
            shard.remove(personId);
            return records;
        }
    }

    /** The people of one lock; whoever was seen longest ago leaves first. */
    private static final class Shard extends LinkedHashMap<String, Person> {
        private static final long serialVersionUID = 1;

        private final int most;

        Shard(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Person> eldest) {
            return size() > most;
        }
    }

    private static final class Person {
        private @Nullable String session;
        private long first;
        private long last;
        private @Nullable String device;
        private @Nullable String locale;
        private @Nullable ZoneOffset offset;
        private final short[] eventsByUtcHour = new short[HOURS];

        /** The session sent, or the one that the event falls into; an event long before the current one is its own. */
        String session(String userId, Instant time, Optional<String> sent, Duration gap) {
            long at = time.toEpochMilli();
            long pause = gap.toMillis();
            boolean near = session != null && at >= first - pause && at <= last + pause;
            if (sent.isPresent()) {
                near = near && sent.get().equals(session);
            }
            String current = sent.isPresent() ? sent.get() : near && session != null ? session : made(userId, at);
            if (near) {
                first = Math.min(first, at);
                last = Math.max(last, at);
            } else if (session == null || at > last) {
                session = current;
                first = at;
                last = at;
            }
            return current;
        }

        private static String made(String userId, long at) {
            return "auto-" + HexFormat.of().formatHex(EventIds.digest(userId + ' ' + at), 0, 10);
        }

        void count(Instant time) {
            int hour = (int) Math.floorMod(time.toEpochMilli() / 3_600_000, (long) HOURS);
            if (eventsByUtcHour[hour] == Short.MAX_VALUE) {
                // Old habits count half.
                for (int i = 0; i < HOURS; i++) {
                    eventsByUtcHour[i] = (short) (eventsByUtcHour[i] / 2);
                }
            }
            eventsByUtcHour[hour]++;
        }

        Optional<ZoneGuess> zone() {
            return Zones.guess(offset, locale, eventsByUtcHour);
        }
    }
}
