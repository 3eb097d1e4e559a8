package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.core.model.VectorReader;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The vectors of a model whose items are people, behind their consent.
 *
 * <p>Each read asks the consent of the person whose vector it is. Whoever opted out, withdrew or was erased has none from
 * the next read on. The rows themselves cannot be taken out of a trained model: they stay in the version in use, masked,
 * and are gone with the next training, whose data the person is not in, and once older versions are pruned. A person whose
 * vector was {@linkplain #forget forgotten} has none until then, even if they opt in again.
 *
 * <p>A model whose items are things holds nothing about one person, and needs none of this.
 *
 * <p><b>Threads:</b> safe; reads never lock.
 */
public final class PeopleVectors implements VectorReader, PersonalDataHolder {

    /** Who has no vector in one version of the model, whatever they allow. */
    private record Masked(String version, Tombstones people) {}

    private final Handle<? extends FactorModel> model;
    private final ConsentView consent;
    private final SignalGroup group;
    private final Predicate<String> erased;
    private volatile Masked masked;

    /**
     * Creates a reader.
     *
     * @param model whose items are people
     * @param consent what they allow
     * @param group the group that the model was learned from, such as the social graph
     * @param erased tells who was erased, such as {@code tombstones::contains}
     */
    public PeopleVectors(
            Handle<? extends FactorModel> model, ConsentView consent, SignalGroup group, Predicate<String> erased) {
        this.model = model;
        this.consent = consent;
        this.group = group;
        this.erased = erased;
        this.masked = new Masked(model.current().version(), new InMemoryTombstones());
    }

    @Override
    public int dimension() {
        return model.current().value().dimension();
    }

    @Override
    public boolean read(String id, float[] destination, int offset) {
        Handle.Version<? extends FactorModel> current = model.current();
        return !consent.withdrawn(id)
                && consent.allows(id, group)
                && !gone(id, current.version())
                && current.value().read(id, destination, offset);
    }

    private boolean gone(String id, String version) {
        Masked now = masked;
        return erased.test(id) || (now.version().equals(version) && now.people().contains(id));
    }

    @Override
    public String holderName() {
        return model.name() + " vectors of " + group;
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(group);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        Handle.Version<? extends FactorModel> current = model.current();
        if (current.value().items().ordinalOf(personId) == IdMap.ABSENT || gone(personId, current.version())) {
            return List.of();
        }
        String value = current.value().dimension() + " numbers in version " + current.version();
        return List.of(new PersonalRecord(holderName(), group, "learned vector", value)
                .from("what you and others did")
                .usedFor("candidates", "ranking"));
    }

    /** {@inheritDoc} Masked in the version in use; the next training decides anew. */
    @Override
    public int forget(String personId, SignalGroup signals) {
        return signals.equals(group) ? mask(personId) : 0;
    }

    /** {@inheritDoc} Masked in the version in use; the next training, without the person, has nothing of them. */
    @Override
    public int erase(String personId) {
        return mask(personId);
    }

    private synchronized int mask(String personId) {
        if (export(personId).isEmpty()) {
            return 0;
        }
        String version = model.current().version();
        if (!masked.version().equals(version)) {
            masked = new Masked(version, new InMemoryTombstones());
        }
        masked.people().add(personId);
        return 1;
    }
}
