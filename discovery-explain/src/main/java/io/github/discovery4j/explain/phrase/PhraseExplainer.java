package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.explain.attribution.Attribution;
import io.github.discovery4j.explain.attribution.SlateContributions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which signals weighed most in an item's favour, in words from a phrase book.
 *
 * <p>An item's phrases are tried from the highest priority and the largest contribution down (see
 * {@link Attribution}; of a sampled one, what it is at least counts; a combination's is the sum of its features'). One becomes a reason when its contribution is
 * positive, it is true of the item's values, no earlier reason of the item has its code or speaks of one of its features, and
 * the viewer may be told of each of them: its column may be said at all, its owners' consents allow the signal group at this
 * moment, and its visibility includes the viewer. The reason's visibility is the narrowest of its signals', its group that of
 * the signal that added most. When nothing can be said, or the ranker is opaque, an item has one reason of code
 * {@link #FALLBACK_CODE} that speaks of no signal.
 *
 * <p>Every reason is given in every language of the book. Texts are plain text: whoever renders them escapes them.
 *
 * <p><b>Cost:</b> O(n d) once and O(k (d + p log p)) for the items, n rows, d columns, k items, p phrases; then one call of
 * {@link PhraseNames} a reason and language. <b>Determinism:</b> of equal contributions a combination's comes first, then the
 * earlier column's.
 * <b>Threads:</b> safe.
 */
public final class PhraseExplainer implements Explainer {

    /** How many reasons an item gets at most, unless said otherwise. */
    public static final int DEFAULT_REASONS = 2;

    /** The code of the reason that is given when no signal can be spoken of. */
    public static final String FALLBACK_CODE = "suggested";

    /** The group of the reason that speaks of no signal. */
    public static final SignalGroup NO_SIGNAL = new SignalGroup("none");

    private static final Logger LOG = LoggerFactory.getLogger(PhraseExplainer.class);

    private final PhraseBook book;
    private final Map<String, PhraseNames> namesByFeature;
    private final PhraseGender gender;
    private final BiPredicate<String, String> follows;
    private final Attribution attribution;
    private final int maxReasons;
    private final List<Reason> fallback;

    private PhraseExplainer(Builder builder) {
        this.book = builder.book;
        this.namesByFeature = Map.copyOf(builder.namesByFeature);
        this.gender = builder.gender;
        this.follows = builder.follows;
        this.attribution = builder.attribution;
        this.maxReasons = builder.maxReasons;
        this.fallback = List.of(new Reason(FALLBACK_CODE, NO_SIGNAL, Visibility.PUBLIC, book.fallback()));
    }

    /**
     * Starts an explainer.
     *
     * @return a builder: the standard book, no names, two reasons, and nobody follows anybody
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Refuses a book that speaks of a feature which the engine declares as never said.
     *
     * @param schema what the engine hydrates
     * @throws IllegalArgumentException if it does, see {@link PhraseBook#requireSayable}
     */
    @Override
    public void requireFits(FeatureSchema schema) {
        book.requireSayable(schema);
    }

    @Override
    public List<List<Reason>> explain(ChosenItems chosen) {
        return attribution
                .of(chosen)
                .map(contributions -> new SlateReasons(chosen, contributions).all())
                .orElseGet(() -> Collections.nCopies(chosen.size(), fallback));
    }

    /** The reasons of one slate; belongs to one thread. */
    private final class SlateReasons {
        private final ChosenItems chosen;
        private final FeatureTable features;
        private final SlateContributions contributions;
        private final Audience audience;
        private final List<PlacedPhrase> phrases;
        private final double[] added;
        private boolean hostFailed;

        SlateReasons(ChosenItems chosen, SlateContributions contributions) {
            this.chosen = chosen;
            this.features = chosen.scored().features();
            this.contributions = contributions;
            this.audience = new Audience(chosen.context(), follows);
            this.phrases = book.phrases().stream()
                    .flatMap(phrase -> PlacedPhrase.of(phrase, features.schema()).stream())
                    .toList();
            this.added = new double[features.schema().size()];
        }

        List<List<Reason>> all() {
            List<List<Reason>> all = new ArrayList<>(chosen.size());
            for (int position = 0; position < chosen.size(); position++) {
                List<Reason> reasons = specific(position);
                all.add(reasons.isEmpty() ? fallback : reasons);
            }
            return all;
        }

        private List<Reason> specific(int position) {
            List<Reason> reasons = new ArrayList<>(maxReasons);
            Set<String> codes = new HashSet<>();
            BitSet spokenOf = new BitSet();
            for (PlacedPhrase.Case each : cases(position)) {
                PlacedPhrase phrase = each.placed();
                if (codes.contains(phrase.phrase().code()) || phrase.speaksOf(spokenOf)) {
                    continue;
                }
                Optional<Reason> reason = reason(position, each);
                if (reason.isPresent()) {
                    reasons.add(reason.get());
                    codes.add(phrase.phrase().code());
                    phrase.markIn(spokenOf);
                    if (reasons.size() == maxReasons) {
                        break;
                    }
                }
            }
            return reasons;
        }

        /** Returns the phrases that are true of an item and that helped it, the first to be tried first. */
        private List<PlacedPhrase.Case> cases(int position) {
            for (int column = 0; column < added.length; column++) {
                added[column] = contributions.contribution(position, column) - contributions.error(position, column);
            }
            List<PlacedPhrase.Case> cases = new ArrayList<>();
            for (PlacedPhrase phrase : phrases) {
                phrase.of(features, chosen.row(position), added, contributions::weight)
                        .ifPresent(cases::add);
            }
            cases.sort(PlacedPhrase.Case.ORDER);
            return cases;
        }

        private Optional<Reason> reason(int position, PlacedPhrase.Case each) {
            String itemId = chosen.id(position);
            Phrase phrase = each.placed().phrase();
            return badge(each.placed(), itemId)
                    .flatMap(badge -> phrase.say(new Filled(position, phrase))
                            .map(texts -> new Reason(phrase.code(), group(each), badge, texts)));
        }

        private SignalGroup group(PlacedPhrase.Case each) {
            return features.schema().columns().get(each.strongest()).group();
        }

        /** Returns the narrowest visibility of all that a phrase speaks of, or empty when the viewer may not know of a part. */
        private Optional<Visibility> badge(PlacedPhrase phrase, String itemId) {
            Optional<Visibility> badge = Optional.of(Visibility.PUBLIC);
            for (FeatureColumn column : phrase.declared(features.schema())) {
                badge = badge.flatMap(
                        narrowest -> audience.badge(column, itemId).map(narrowest::narrower));
            }
            return badge;
        }

        /** What fills a phrase in that is said of an item. */
        private final class Filled implements Phrase.Filling {
            private final int position;
            private final Phrase phrase;

            Filled(int position, Phrase phrase) {
                this.position = position;
                this.phrase = phrase;
            }

            @Override
            public float value(String feature) {
                return features.get(chosen.row(position), features.schema().indexOf(feature));
            }

            @Override
            public List<String> names(Locale language) {
                for (String feature : phrase.when().keySet()) {
                    PhraseNames names = namesByFeature.get(feature);
                    if (names != null) {
                        return hosts(
                                "names of feature " + feature,
                                () -> DisplayNames.clean(names.names(chosen.context(), chosen.id(position), language)),
                                List.of());
                    }
                }
                return List.of();
            }

            @Override
            public String gender(Locale language) {
                return hosts(
                        "gender",
                        () -> Objects.requireNonNull(
                                gender.gender(chosen.context(), chosen.id(position), language), "no gender"),
                        PhraseGender.OTHER);
            }

            /** Asks the host; when that fails, the phrase is said without. */
            private <T> T hosts(String what, Supplier<T> asked, T otherwise) {
                try {
                    return asked.get();
                } catch (RuntimeException e) {
                    if (!hostFailed) { // once a slate; the exception's own message may name a person
                        hostFailed = true;
                        LOG.warn(
                                "{} failed with {} (request {}); the phrase is said without",
                                what,
                                e.getClass().getName(),
                                chosen.context().request().id());
                    }
                    return otherwise;
                }
            }
        }
    }

    /** Collects what an explainer needs; belongs to one thread. */
    public static final class Builder {
        private PhraseBook book = PhraseBook.standard();
        private final Map<String, PhraseNames> namesByFeature = new TreeMap<>();
        private PhraseGender gender = (context, itemId, language) -> PhraseGender.OTHER;
        private BiPredicate<String, String> follows = (viewerId, ownerId) -> false;
        private Attribution attribution = Attribution.exact();
        private int maxReasons = DEFAULT_REASONS;

        private Builder() {}

        /**
         * Sets the book.
         *
         * @param book what may be said
         * @return this
         */
        public Builder phrases(PhraseBook book) {
            this.book = book;
            return this;
        }

        /**
         * Sets where the names in a feature's phrase come from.
         *
         * @param feature has a phrase with a place for names
         * @param names gives them
         * @return this
         */
        public Builder names(String feature, PhraseNames names) {
            namesByFeature.put(feature, names);
            return this;
        }

        /**
         * Sets the grammatical gender in which messages speak of items; {@value PhraseGender#OTHER} for all unless set.
         *
         * @param gender what messages select by
         * @return this
         */
        public Builder gender(PhraseGender gender) {
            this.gender = gender;
            return this;
        }

        /**
         * Sets who follows whom: signals that their owner shows to followers are said to nobody else.
         *
         * @param follows true when its first argument, the viewer, follows its second, the signals' owner
         * @return this
         */
        public Builder follows(BiPredicate<String, String> follows) {
            this.follows = follows;
            return this;
        }

        /**
         * Sets how scores are taken apart.
         *
         * @param attribution exact unless set otherwise: then opaque rankers have the fallback only
         * @return this
         */
        public Builder attribution(Attribution attribution) {
            this.attribution = attribution;
            return this;
        }

        /**
         * Sets how many reasons an item gets at most.
         *
         * @param maxReasons 1 or more
         * @return this
         */
        public Builder reasons(int maxReasons) {
            if (maxReasons < 1) {
                throw new IllegalArgumentException("reasons an item must be 1 or more, was " + maxReasons
                        + "; for none, build the engine without an explainer");
            }
            this.maxReasons = maxReasons;
            return this;
        }

        /**
         * Finishes the explainer.
         *
         * @return the explainer
         * @throws IllegalArgumentException if names are given for a feature whose phrase has no place for them
         */
        public PhraseExplainer build() {
            for (String feature : namesByFeature.keySet()) {
                if (book.phrases().stream()
                        .noneMatch(
                                phrase -> phrase.takesNames() && phrase.when().containsKey(feature))) {
                    throw new IllegalArgumentException(
                            "names need a phrase with a place for them, feature \"%s\" has none; the book has phrases for %s"
                                    .formatted(feature, book.features()));
                }
            }
            return new PhraseExplainer(this);
        }
    }
}
