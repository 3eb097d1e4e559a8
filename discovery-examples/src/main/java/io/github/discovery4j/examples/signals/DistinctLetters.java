package io.github.discovery4j.examples.signals;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.DeadLetterStore;
import io.github.discovery4j.core.signal.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Dead letters of which each text is kept once: the same broken line again is another attempt at the letter that is there. So
 * a file that is read a second time, after it was stopped halfway, counts no letter twice.
 *
 * <p><b>Cost:</b> an entry of a map a letter; the letters are read once when this is opened.
 */
final class DistinctLetters implements DeadLetterStore {

    private static final int PAGE = 1_000;

    private final DeadLetterStore kept;

    /** Letters by a digest of their text, which may be gone or repaired by now: the letter itself decides. */
    private final Map<UUID, Long> byText = new HashMap<>();

    DistinctLetters(DeadLetterStore kept) {
        this.kept = kept;
        long after = 0;
        List<DeadLetter> page;
        do {
            page = kept.list(new Filter(Optional.empty(), after, PAGE));
            page.forEach(letter -> byText.put(digest(letter.json()), letter.id()));
            after = page.isEmpty() ? after : page.getLast().id();
        } while (page.size() == PAGE);
    }

    @Override
    public synchronized List<Long> add(List<DeadLetter> letters) {
        Map<String, DeadLetter> fresh = new LinkedHashMap<>();
        Map<String, Long> ids = new HashMap<>();
        List<DeadLetter> again = new ArrayList<>();
        for (DeadLetter letter : letters) {
            known(letter).ifPresent(id -> ids.put(letter.json(), id));
            if (ids.containsKey(letter.json()) || fresh.putIfAbsent(letter.json(), letter) != null) {
                again.add(letter);
            }
        }
        Iterator<Long> given = (fresh.isEmpty() ? List.<Long>of() : kept.add(List.copyOf(fresh.values()))).iterator();
        for (String text : fresh.keySet()) {
            long id = given.next();
            ids.put(text, id);
            byText.put(digest(text), id);
        }
        again.forEach(
                letter -> kept.failedAgain(ids.getOrDefault(letter.json(), 0L), letter.reason(), letter.message()));
        return letters.stream()
                .map(letter -> ids.getOrDefault(letter.json(), 0L))
                .toList();
    }

    private Optional<Long> known(DeadLetter letter) {
        return Optional.ofNullable(byText.get(digest(letter.json())))
                .flatMap(kept::find)
                .filter(there -> there.json().equals(letter.json()))
                .map(DeadLetter::id);
    }

    private static UUID digest(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<DeadLetter> list(Filter filter) {
        return kept.list(filter);
    }

    @Override
    public Optional<DeadLetter> find(long id) {
        return kept.find(id);
    }

    @Override
    public boolean repair(long id, String json) {
        return kept.repair(id, json);
    }

    @Override
    public void failedAgain(long id, Rejection reason, String message) {
        kept.failedAgain(id, reason, message);
    }

    @Override
    public int remove(Collection<Long> ids) {
        return kept.remove(ids);
    }

    @Override
    public int count() {
        return kept.count();
    }

    @Override
    public long dropped() {
        return kept.dropped();
    }

    @Override
    public String holderName() {
        return kept.holderName();
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return kept.signalGroups();
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        return kept.export(personId);
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        return kept.forget(personId, group);
    }

    @Override
    public boolean remove(String personId, String key) {
        return kept.remove(personId, key);
    }

    @Override
    public int erase(String personId) {
        return kept.erase(personId);
    }

    @Override
    public void close() {
        kept.close();
    }
}
