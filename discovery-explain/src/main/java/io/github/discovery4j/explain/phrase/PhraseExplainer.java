package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.explain.attribution.Attribution;
import io.github.discovery4j.explain.attribution.SlateContributions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which signals weighed most in an item's favour, in words from a phrase book.
 *
 * <p>An item's features are tried from the largest contribution down (see {@link Attribution}; of a sampled one, what it is at
 * least counts). One becomes a
 * reason when its contribution is positive, it has a phrase that is true of its value, no earlier reason has the
 * phrase's code, and the viewer may be told: its column may be said at all, its owners' consents allow the signal group at this moment, and its
 * visibility includes the viewer. The reason's visibility is the narrowest of its signals'. When nothing can be said, or
 * the ranker is opaque, an item has one reason of code {@link #FALLBACK_CODE} that speaks of no signal.
 *
 * <p>Every reason is given in every language of the book. Texts are plain text: whoever renders them escapes them.
 *
 * <p><b>Cost:</b> O(n d) once and O(k d) for the items, n rows, d columns, k items; then one call of
 * {@link PhraseNames} a reason and language. <b>Determinism:</b> equal contributions go to the earlier column.
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
    private final BiPredicate<String, String> follows;
    private final Attribution attribution;
    private final int maxReasons;
    private final List<Reason> fallback;

    private PhraseExplainer(Builder builder) {
        this.book = builder.book;
        this.namesByFeature = Map.copyOf(builder.namesByFeature);
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
        private final List<Optional<Phrase>> phraseByColumn;
        private final double[] untried;
        private boolean namesFailed;

        SlateReasons(ChosenItems chosen, SlateContributions contributions) {
            this.chosen = chosen;
            this.features = chosen.scored().features();
            this.contributions = contributions;
            this.audience = new Audience(chosen.context(), follows);
            this.phraseByColumn = features.schema().columns().stream()
                    .map(PhraseExplainer.this::phrase)
                    .toList();
            this.untried = new double[phraseByColumn.size()];
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
            for (int column = 0; column < untried.length; column++) {
                untried[column] = contributions.contribution(position, column) - contributions.error(position, column);
            }
            List<Reason> reasons = new ArrayList<>(maxReasons);
            Set<String> codes = new HashSet<>();
            for (int column = strongest(); column >= 0 && reasons.size() < maxReasons; column = strongest()) {
                untried[column] = 0;
                Optional<Reason> reason = reason(position, column, codes);
                reason.ifPresent(said -> {
                    reasons.add(said);
                    codes.add(said.code());
                });
            }
            return reasons;
        }

        /** Returns the column of the largest positive contribution, the first of equals, or -1 when none is left. */
        private int strongest() {
            int strongest = -1;
            double most = 0;
            for (int column = 0; column < untried.length; column++) {
                if (untried[column] > most) {
                    strongest = column;
                    most = untried[column];
                }
            }
            return strongest;
        }

        private Optional<Reason> reason(int position, int column, Set<String> taken) {
            FeatureColumn feature = features.schema().columns().get(column);
            String itemId = chosen.id(position);
            float value = features.get(chosen.row(position), column);
            return phraseByColumn
                    .get(column)
                    .filter(phrase -> !taken.contains(phrase.code()))
                    .filter(phrase -> phrase.condition().holds(value, contributions.weight(column)))
                    .flatMap(phrase -> audience.badge(feature, itemId)
                            .flatMap(badge -> phrase.say(value, language -> names(feature.name(), itemId, language))
                                    .map(texts -> new Reason(phrase.code(), feature.group(), badge, texts))));
        }

        private List<String> names(String feature, String itemId, Language language) {
            PhraseNames names = namesByFeature.get(feature);
            if (names == null) {
                return List.of();
            }
            try {
                return DisplayNames.clean(names.names(chosen.context(), itemId, language.locale()));
            } catch (RuntimeException e) {
                if (!namesFailed) { // once a slate; the exception's own message may name a person
                    namesFailed = true;
                    LOG.warn(
                            "names of feature {} failed with {} (request {}); its phrase is said without names",
                            feature,
                            e.getClass().getName(),
                            chosen.context().request().id());
                }
                return List.of();
            }
        }
    }

    /** Values of a categorical column are codes: high and low mean nothing, so nothing is said of them. */
    private Optional<Phrase> phrase(FeatureColumn column) {
        return column.categorical() ? Optional.empty() : book.phrase(column.name());
    }

    /** Collects what an explainer needs; belongs to one thread. */
    public static final class Builder {
        private PhraseBook book = PhraseBook.standard();
        private final Map<String, PhraseNames> namesByFeature = new TreeMap<>();
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
                if (book.phrase(feature).filter(Phrase::takesNames).isEmpty()) {
                    throw new IllegalArgumentException(
                            "names need a phrase with a place for them, feature \"%s\" has none; the book has phrases for %s"
                                    .formatted(feature, book.features()));
                }
            }
            return new PhraseExplainer(this);
        }
    }
}
