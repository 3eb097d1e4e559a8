package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.rank.link.PeopleModel.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A model of people behind their consent: who is looked for, by what, and who may be found by what.
 *
 * <p>Each read asks the consent of the person whose part it is. Whoever switched off their social graph is found by their
 * likes alone from the next read on, whoever switched off both is not found, and neither leads to anybody else. The rows of a
 * trained model stay, masked, until the next training, whose data the person is not in. A part that was
 * {@linkplain #forget forgotten} stays masked until then, even if the person opts in again.
 *
 * <p><b>Threads:</b> safe; reads never lock.
 */
public final class PeopleFinder implements VectorReader, PersonalDataHolder {

    private static final List<Part> PARTS = List.of(Part.TIES, Part.LIKES);

    /** Who has lost a part in one version of the model, whatever they allow. */
    private record Masked(PeopleModel model, Map<Part, Tombstones> people) {
        static Masked none(PeopleModel model) {
            Map<Part, Tombstones> nobody = new EnumMap<>(Part.class);
            PARTS.forEach(part -> nobody.put(part, new InMemoryTombstones()));
            return new Masked(model, nobody);
        }
    }

    private final Handle<? extends PeopleModel> model;
    private final ConsentView consent;
    private final Map<Part, SignalGroup> groups = new EnumMap<>(Part.class);
    private final Map<Part, PersonHistory> histories = new EnumMap<>(Part.class);
    private final Predicate<String> erased;
    private volatile Masked masked;

    private PeopleFinder(Builder builder) {
        this.model = builder.model;
        this.consent = builder.consent;
        this.groups.putAll(builder.groups);
        this.histories.putAll(builder.histories);
        this.erased = builder.erased;
        this.masked = Masked.none(model.current().value());
    }

    /**
     * Starts a finder that knows nobody's ties and likes, of {@linkplain SignalGroup#SOCIAL_GRAPH social graph} and
     * {@linkplain SignalGroup#BEHAVIOUR behaviour}.
     *
     * @param model whom people are found by
     * @param consent what people allow
     * @return a builder
     */
    public static Builder over(Handle<? extends PeopleModel> model, ConsentView consent) {
        return new Builder(model, consent);
    }

    /**
     * Returns the slot of the model, for stages to pin.
     *
     * @return the handle
     */
    Handle<? extends PeopleModel> handle() {
        return model;
    }

    SignalGroup group(Part part) {
        return Objects.requireNonNull(groups.get(part));
    }

    /**
     * Somebody for whom people are to be found.
     *
     * @param ties whom they are tied to, ascending; these need not be found
     * @param vector empty if there is nothing to go by
     */
    @SuppressWarnings("ArrayRecordComponent") // never leaves the package, never compared
    record Viewer(int[] ties, float[] vector) {
        boolean unknown() {
            return vector.length == 0;
        }
    }

    /** Reads a viewer's ties and likes as of a moment, and finds their vector in a version of the model. */
    Viewer viewer(PeopleModel pinned, String viewerId, Instant asOf) {
        int[] ties = read(Part.TIES, viewerId, asOf, pinned.people());
        int[] leading = Arrays.stream(ties)
                .filter(person -> PARTS.stream().allMatch(part -> shows(pinned, person, part)))
                .toArray();
        int[] likes = read(Part.LIKES, viewerId, asOf, pinned.items());
        boolean nothing = leading.length == 0 && likes.length == 0;
        return new Viewer(ties, nothing ? new float[0] : pinned.viewerVector(leading, likes));
    }

    private int[] read(Part part, String viewerId, Instant asOf, IdMap known) {
        boolean allowed = !consent.withdrawn(viewerId) && consent.allows(viewerId, group(part));
        return allowed ? Objects.requireNonNull(histories.get(part)).liked(viewerId, asOf, known) : new int[0];
    }

    /** Whether a part of a person may be used now. A part that the model does not know hides nothing. */
    boolean shows(PeopleModel pinned, int person, Part part) {
        String id = pinned.people().idOf(person);
        return !consent.withdrawn(id) && consent.allows(id, group(part)) && !gone(id, pinned, part);
    }

    private boolean gone(String id, PeopleModel version, Part part) {
        Masked now = masked;
        return erased.test(id)
                || (isOf(now, version)
                        && Objects.requireNonNull(now.people().get(part)).contains(id));
    }

    @SuppressWarnings("ReferenceEquality") // a version is itself, however alike another one is
    private static boolean isOf(Masked masked, PeopleModel version) {
        return masked.model() == version;
    }

    /**
     * Scores a person by what may be used of them now.
     *
     * @return NaN for somebody who may not be found, or of whom the model knows nothing
     */
    double score(PeopleModel pinned, float[] viewer, int person) {
        double score = Double.NaN;
        for (Part part : PARTS) {
            if (pinned.knows(person, part) && shows(pinned, person, part)) {
                score = (Double.isNaN(score) ? 0 : score) + pinned.score(viewer, person, part);
            }
        }
        return score;
    }

    @Override
    public int dimension() {
        return model.current().value().dimension();
    }

    /** {@inheritDoc} The places of a part that is masked, or that the model does not know, are 0. */
    @Override
    public boolean read(String id, float[] destination, int offset) {
        PeopleModel current = model.current().value();
        int person = current.people().ordinalOf(id);
        if (person == IdMap.ABSENT) {
            return false;
        }
        List<Part> shown = PARTS.stream()
                .filter(part -> current.knows(person, part) && shows(current, person, part))
                .toList();
        if (shown.isEmpty()) {
            return false;
        }
        Objects.checkFromIndexSize(offset, current.dimension(), destination.length);
        Arrays.fill(destination, offset, offset + current.dimension(), 0);
        shown.forEach(part -> current.copyPart(person, part, destination, offset));
        return true;
    }

    @Override
    public String holderName() {
        return model.name() + " vectors";
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.copyOf(groups.values());
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        Handle.Version<? extends PeopleModel> current = model.current();
        int person = current.value().people().ordinalOf(personId);
        List<PersonalRecord> records = new ArrayList<>();
        if (person != IdMap.ABSENT) {
            for (Part part : PARTS) {
                if (current.value().knows(person, part) && !gone(personId, current.value(), part)) {
                    records.add(record(part, current.version()));
                }
            }
        }
        return List.copyOf(records);
    }

    private PersonalRecord record(Part part, String version) {
        String value = (part == Part.TIES ? "learned from ties" : "learned from likes") + ", version " + version;
        return new PersonalRecord(holderName(), group(part), "learned vector", value)
                .from("what you and others did")
                .usedFor("candidates", "ranking");
    }

    /** {@inheritDoc} Masked in the version in use; the next training decides anew. */
    @Override
    public int forget(String personId, SignalGroup signals) {
        return (int) PARTS.stream()
                .filter(part -> group(part).equals(signals) && mask(personId, part))
                .count();
    }

    /** {@inheritDoc} Masked in the version in use; the next training, without the person, has nothing of them. */
    @Override
    public int erase(String personId) {
        return (int) PARTS.stream().filter(part -> mask(personId, part)).count();
    }

    private synchronized boolean mask(String personId, Part part) {
        PeopleModel current = model.current().value();
        int person = current.people().ordinalOf(personId);
        if (person == IdMap.ABSENT || !current.knows(person, part) || gone(personId, current, part)) {
            return false;
        }
        if (!isOf(masked, current)) {
            masked = Masked.none(current);
        }
        Objects.requireNonNull(masked.people().get(part)).add(personId);
        return true;
    }

    /** Collects what a finder needs; belongs to one thread. */
    public static final class Builder {

        private final Handle<? extends PeopleModel> model;
        private final ConsentView consent;
        private final Map<Part, SignalGroup> groups = new EnumMap<>(Part.class);
        private final Map<Part, PersonHistory> histories = new EnumMap<>(Part.class);
        private Predicate<String> erased = id -> false;

        private Builder(Handle<? extends PeopleModel> model, ConsentView consent) {
            this.model = model;
            this.consent = consent;
            ties(SignalGroup.SOCIAL_GRAPH, PersonHistory.NONE);
            likes(SignalGroup.BEHAVIOUR, PersonHistory.NONE);
        }

        /**
         * Says whom viewers are tied to.
         *
         * @param group that ties belong to
         * @param history such as {@code follows::liked}
         * @return this
         */
        public Builder ties(SignalGroup group, PersonHistory history) {
            return set(Part.TIES, group, history);
        }

        /**
         * Says what viewers like.
         *
         * @param group that likes belong to
         * @param history such as {@code plays::liked}
         * @return this
         */
        public Builder likes(SignalGroup group, PersonHistory history) {
            return set(Part.LIKES, group, history);
        }

        private Builder set(Part part, SignalGroup group, PersonHistory history) {
            groups.put(part, group);
            histories.put(part, history);
            return this;
        }

        /**
         * Says who was erased.
         *
         * @param test such as {@code tombstones::contains}
         * @return this
         */
        public Builder erased(Predicate<String> test) {
            erased = test;
            return this;
        }

        /**
         * Finishes.
         *
         * @return the finder
         */
        public PeopleFinder build() {
            return new PeopleFinder(this);
        }
    }
}
