package io.github.discovery4j.examples.signals;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.DeadLetterStore;
import io.github.discovery4j.core.signal.Rejection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Dead letters of which each text is kept once: the same broken line again is another attempt at the letter that is there. So
 * a file that is read a second time, after it was stopped halfway, counts no letter twice.
 *
 * <p><b>Cost:</b> an entry of a map a letter; the letters are read once when this is opened.
 */
final class DistinctLetters implements DeadLetterStore {

    private static final int PAGE = 1_000;

    private final DeadLetterStore kept;

    /** Where the text may be; the letter itself decides. */
    private final Map<Integer, Long> byText = new HashMap<>();

    DistinctLetters(DeadLetterStore kept) {
        this.kept = kept;
        long after = 0;
        List<DeadLetter> page;
        do {
            page = kept.list(new Filter(Optional.empty(), after, PAGE));
            page.forEach(letter -> byText.put(letter.json().hashCode(), letter.id()));
            after = page.isEmpty() ? after : page.getLast().id();
        } while (page.size() == PAGE);
    }

    @Override
    public synchronized List<Long> add(List<DeadLetter> letters) {
        List<Long> ids = new ArrayList<>(letters.size());
        List<DeadLetter> fresh = new ArrayList<>();
        Map<String, Integer> placeOfFresh = new HashMap<>();
        List<Integer> places = new ArrayList<>();
        for (DeadLetter letter : letters) {
            Optional<Long> known = known(letter);
            known.ifPresent(id -> kept.failedAgain(id, letter.reason(), letter.message()));
            ids.add(known.orElse(0L));
            places.add(known.isPresent() ? -1 : placeOfFresh.computeIfAbsent(letter.json(), text -> {
                fresh.add(letter);
                return fresh.size() - 1;
            }));
        }
        List<Long> given = fresh.isEmpty() ? List.of() : kept.add(fresh);
        for (int i = 0; i < given.size(); i++) {
            byText.put(fresh.get(i).json().hashCode(), given.get(i));
        }
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) >= 0) {
                ids.set(i, given.get(places.get(i)));
            }
        }
        return ids;
    }

    private Optional<Long> known(DeadLetter letter) {
        return Optional.ofNullable(byText.get(letter.json().hashCode()))
                .flatMap(kept::find)
                .filter(there -> there.json().equals(letter.json()))
                .map(DeadLetter::id);
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
