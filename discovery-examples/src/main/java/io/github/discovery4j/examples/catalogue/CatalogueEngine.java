package io.github.discovery4j.examples.catalogue;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.DiscoveryEngineBuilder;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.model.Why;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.examples.chain.ChainEffects;
import io.github.discovery4j.examples.chain.Choice;
import io.github.discovery4j.examples.chain.Comparison;
import io.github.discovery4j.explain.attribution.Attribution;
import io.github.discovery4j.explain.audit.AuditingExplainer;
import io.github.discovery4j.explain.audit.SlateAudit;
import io.github.discovery4j.explain.phrase.PhraseExplainer;
import io.github.discovery4j.index.source.VectorSource;
import io.github.discovery4j.rank.blend.WeightedSum;
import io.github.discovery4j.rank.diversity.MmrDiversifier;
import io.github.discovery4j.rank.factorization.BlendModel;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.CollaborativeSource;
import io.github.discovery4j.rank.factorization.EaseModel;
import io.github.discovery4j.rank.factorization.EaseTrainer;
import io.github.discovery4j.rank.factorization.InteractionHistory;
import io.github.discovery4j.rank.factorization.ModelArtefacts;
import io.github.discovery4j.rank.factorization.ModelFeatures;
import io.github.discovery4j.rank.factorization.PopularityModel;
import io.github.discovery4j.rank.factorization.PopularitySource;
import io.github.discovery4j.rank.factorization.Rp3BetaModel;
import io.github.discovery4j.rank.guardrail.AlreadySeenGuardrail;
import io.github.discovery4j.rank.guardrail.SeenItems;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recommends the items of a data set to its users, and to anybody else what is popular.
 *
 * <p>Candidates come from EASE ({@code ease}), from what is popular ({@code popular}) and, where the data has genres, from
 * those that the viewer likes ({@code genres}). They are ranked by a weighted sum of the collaborative score, popularity
 * and genre similarity; nothing that the viewer has met is shown again; MMR over genres keeps a slate from being all of
 * one kind; each item says why it is there.
 *
 * <p><b>Cost:</b> training EASE, see {@link EaseTrainer}. A catalogue beyond its bound is served without it, and
 * {@link #notes} says so. <b>Threads:</b> safe.
 */
public final class CatalogueEngine implements AutoCloseable {

    /** The collaborative score leads; its unit is what the best new item scores for an average user. */
    static final double CF_WEIGHT = 1;

    /** Popularity, in [0, 1], decides between items that are as good a match, and everything for a newcomer. */
    static final double POPULARITY_WEIGHT = 0.05;

    /** Genre similarity, in [0, 1], likewise; it also speaks for items that nobody has met yet. */
    static final double GENRE_WEIGHT = 0.1;

    /** How many users the unit of the collaborative score is measured on. */
    private static final int MEASURED_USERS = 100;

    /** Below it the model has learnt nothing, and a unit would blow up noise. */
    private static final double SMALLEST_UNIT = 1e-6;

    /** How many items a reason names. */
    private static final int NAMED_ITEMS = 2;

    /** A command answers one request, on a cold JVM: what a server would call late is not worth a worse slate here. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final DiscoveryEngine engine;
    private final Choice.Watched diversifier;
    private final Comparison compared;
    private final IdMap users;
    private final List<String> notes;

    private CatalogueEngine(
            DiscoveryEngine engine, Choice.Watched diversifier, Comparison compared, IdMap users, List<String> notes) {
        this.engine = engine;
        this.diversifier = diversifier;
        this.compared = compared;
        this.users = users;
        this.notes = List.copyOf(notes);
    }

    /**
     * Learns from a data set and builds the engine.
     *
     * @param data with one interaction or more
     * @param candidates how many each source finds at most
     * @return ready to answer
     */
    public static CatalogueEngine over(DataSet data, int candidates) {
        return over(data, candidates, EaseTrainer.DEFAULT_MAX_ITEMS);
    }

    /**
     * Builds the engine on a model that was trained before.
     *
     * @param data histories, titles and genres; with one interaction or more
     * @param candidates how many each source finds at most
     * @param trained the model and its version
     * @return ready to answer
     */
    public static CatalogueEngine over(DataSet data, int candidates, Handle.Version<CatalogueModel> trained) {
        Wiring wiring = new Wiring(data, candidates);
        wiring.addModel(ModelArtefacts.kind(trained.value()), trained.version(), trained.value());
        return finished(wiring, data);
    }

    /**
     * Learns from a data set and builds an engine whose slates are audited.
     *
     * @param data with one interaction or more
     * @param candidates how many each source finds at most
     * @param audits gets the audit of every slate, for an operator's eyes
     * @param withSeen whether items that the viewer has met may come again, to be explained too
     * @return ready to answer
     */
    public static CatalogueEngine audited(DataSet data, int candidates, Consumer<SlateAudit> audits, boolean withSeen) {
        Wiring wiring = new Wiring(data, candidates);
        wiring.audits = audits;
        wiring.withSeen = withSeen;
        return learned(wiring, data, EaseTrainer.DEFAULT_MAX_ITEMS);
    }

    static CatalogueEngine over(DataSet data, int candidates, int maxEaseItems) {
        return learned(new Wiring(data, candidates), data, maxEaseItems);
    }

    private static CatalogueEngine learned(Wiring wiring, DataSet data, int maxEaseItems) {
        if (data.interactions().items().size() <= maxEaseItems) {
            wiring.addModel("ease", "1", EaseTrainer.builder().build().train(data.interactions()));
        } else {
            wiring.doWithoutEase(maxEaseItems);
        }
        return finished(wiring, data);
    }

    private static CatalogueEngine finished(Wiring wiring, DataSet data) {
        wiring.addPopular();
        Genres.of(data).ifPresent(wiring::addGenres);
        return wiring.finish();
    }

    /**
     * Answers a request.
     *
     * @param request for any viewer, known or not
     * @return the slate and how it came about
     */
    public TracedSlate recommend(SlateRequest request) {
        return engine.recommendTraced(request);
    }

    /**
     * Tells what each step did for the slate that this thread was given last.
     *
     * @param answer that slate
     * @return the effects
     */
    public ChainEffects effects(TracedSlate answer) {
        return ChainEffects.of(answer, diversifier.take(answer.trace().requestId()), compared);
    }

    /**
     * Explains one item, in a slate or not.
     *
     * @param viewerId for whom
     * @param itemId the item
     * @return why it would be shown, if it could be
     */
    public Why why(String viewerId, String itemId) {
        return engine.why(viewerId, itemId);
    }

    /**
     * Tells whether the data has an interaction of a user.
     *
     * @param userId any id
     * @return whether there is more to go by than what is popular
     */
    public boolean knows(String userId) {
        return users.ordinalOf(userId) != IdMap.ABSENT;
    }

    /**
     * Returns what the person who runs the engine should know.
     *
     * @return sentences; empty on a plain day
     */
    public List<String> notes() {
        return notes;
    }

    @Override
    public void close() {
        engine.close();
    }

    /** The engine while it is put together. */
    private static final class Wiring {

        private final DataSet data;
        private final Interactions interactions;
        private final int candidates;
        private final InstantSource clock;
        private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
        private final InteractionHistory history = new InteractionHistory(consent);
        private final Favourites favourites;
        private final Handle<PopularityModel> popularity;
        private final DiscoveryEngineBuilder engine = DiscoveryEngine.builder();
        private final WeightedSum.Builder ranker = WeightedSum.builder();
        private final PhraseExplainer.Builder reasons = PhraseExplainer.builder();
        private final List<String> notes = new ArrayList<>();
        private @Nullable Consumer<SlateAudit> audits;
        private boolean withSeen;
        private Optional<VectorReader> vectors = Optional.empty();

        Wiring(DataSet data, int candidates) {
            this.data = data;
            this.interactions = data.interactions();
            this.candidates = candidates;
            this.clock = notBefore(interactions);
            history.addAll(interactions);
            this.favourites = new Favourites(history, interactions);
            this.popularity = Handle.of("popularity", "1", PopularityModel.countingPeople(interactions));
        }

        void addModel(String name, String version, CatalogueModel model) {
            Handle<CatalogueModel> handle = Handle.of(name, version, model);
            engine.source(name, CollaborativeSource.over(handle, history).limit(candidates))
                    .hydrate(new ModelFeatures(handle, popularity, history));
            ranker.weight(ModelFeatures.SCORE, CF_WEIGHT / unit(model));
            additive(model)
                    .ifPresent(parts -> reasons.names(
                            ModelFeatures.SCORE, (context, item, language) -> because(context, parts, item)));
        }

        /** The model, or the part of it, whose score is the sum of what each liked item adds. */
        private static Optional<Additive> additive(CatalogueModel model) {
            return switch (model) {
                case EaseModel ease -> Optional.of(new Additive(ease, ease::weight));
                case Rp3BetaModel walks -> Optional.of(new Additive(walks, walks::weight));
                case BlendModel blend ->
                    Stream.concat(blend.partsOf(EaseModel.class).stream(), blend.partsOf(Rp3BetaModel.class).stream())
                            .findFirst()
                            .flatMap(Wiring::additive);
                default -> Optional.empty();
            };
        }

        /** A model whose score is a sum over the items of a history. */
        private record Additive(CatalogueModel model, Weight weight) {}

        /** What an item of a history adds to the score of another, by their ordinals. */
        private interface Weight {
            float of(int historyItem, int scoredItem);
        }

        /** EASE's scores shrink with the data, down to a thousandth on a small file: measured, not assumed. */
        private double unit(CatalogueModel model) {
            IdMap users = interactions.users();
            double[] scores = new double[model.items().size()];
            double sum = 0;
            int count = 0;
            for (int user = 0; user < users.size(); user += Math.ceilDiv(users.size(), MEASURED_USERS)) {
                int[] liked = history.liked(users.idOf(user), clock.instant(), model.items());
                model.scoreAll(liked, scores);
                for (int item : liked) {
                    scores[item] = 0;
                }
                sum += Arrays.stream(scores).max().orElse(0);
                count++;
            }
            double unit = sum / count;
            return unit > SMALLEST_UNIT ? unit : 1;
        }

        void doWithoutEase(int maxItems) {
            // The view then has popularity in both of its columns; the ranker reads one.
            engine.hydrate(new ModelFeatures(popularity, popularity, history));
            notes.add(String.format(
                    Locale.ROOT,
                    "The collaborative model, EASE, was left out: it takes at most %,d items and the data has %,d."
                            + " The slate is made from what is popular and, where known, genres.",
                    maxItems,
                    interactions.items().size()));
        }

        void addPopular() {
            CandidateSource popular = PopularitySource.over(popularity).limit(candidates);
            engine.source("popular", popular).fallback(popular);
            ranker.weight(ModelFeatures.POPULARITY, POPULARITY_WEIGHT);
        }

        void addGenres(Genres genres) {
            GenreTaste taste = new GenreTaste(genres, favourites, interactions.items(), clock, history.group());
            engine.source(
                            "genres",
                            VectorSource.over(genres.index())
                                    .viewerVectors(taste)
                                    .limit(candidates))
                    .hydrate(taste);
            vectors = Optional.of(genres.index());
            ranker.weight(GenreTaste.SIMILARITY, GENRE_WEIGHT);
            reasons.names(GenreTaste.SIMILARITY, (context, item, language) -> taste.shared(context.viewerId(), item));
        }

        CatalogueEngine finish() {
            Ranker sum = ranker.build();
            Choice.Watched diversifier = new Choice.Watched(diversifier());
            engine.itemKind(ItemKind.THINGS)
                    .consent(consent)
                    .clock(clock)
                    .timeout(TIMEOUT)
                    .sourceTimeout(TIMEOUT)
                    .rank(sum)
                    .diversify(diversifier)
                    .explain(explainer());
            if (!withSeen) {
                engine.guard("already seen", AlreadySeenGuardrail.forever(seen()));
            }
            Comparison compared = new Comparison(sum, vectors, Optional.empty(), Optional.empty());
            return new CatalogueEngine(engine.build(), diversifier, compared, interactions.users(), notes);
        }

        /** Without genres nothing says what is alike: then the best by score. */
        private Diversifier diversifier() {
            return vectors.<Diversifier>map(
                            genres -> MmrDiversifier.builder().vectors(genres).build())
                    .orElse((kept, k) ->
                            GreedySelection.select(kept, k, List.of(), GreedySelection.Gain.byScore(kept)));
        }

        private Explainer explainer() {
            Explainer explainer = reasons.build();
            return audits == null ? explainer : AuditingExplainer.around(explainer, Attribution.exact(), audits);
        }

        private SeenItems seen() {
            SeenItems seen = new SeenItems(consent);
            SparseRows byUser = interactions.byUser();
            for (int user = 0; user < byUser.rowCount(); user++) {
                List<String> met = new ArrayList<>(byUser.end(user) - byUser.start(user));
                for (int entry = byUser.start(user); entry < byUser.end(user); entry++) {
                    met.add(interactions.items().idOf(byUser.column(entry)));
                }
                seen.add(interactions.users().idOf(user), met, clock.instant());
            }
            return seen;
        }

        /** The favourites that add most to an item's score, by title. */
        private List<String> because(RequestContext context, Additive parts, String itemId) {
            IdMap items = parts.model().items();
            int item = items.ordinalOf(itemId);
            if (item == IdMap.ABSENT) {
                return List.of();
            }
            return Arrays.stream(favourites.of(context.viewerId(), context.instant()))
                    .mapToObj(interactions.items()::idOf)
                    .filter(liked -> items.ordinalOf(liked) != IdMap.ABSENT)
                    .map(liked -> Map.entry(liked, parts.weight().of(items.ordinalOf(liked), item)))
                    .filter(added -> added.getValue() > 0)
                    .sorted(Map.Entry.<String, Float>comparingByValue().reversed())
                    .limit(NAMED_ITEMS)
                    .map(added -> data.items().titleOf(added.getKey()))
                    .toList();
        }

        /** The present, or the last interaction's moment where that is later, so that no interaction is in the future. */
        private static InstantSource notBefore(Interactions interactions) {
            long latest = Interactions.NO_TIME;
            for (int index = 0; index < interactions.size(); index++) {
                latest = Math.max(latest, interactions.timeMillis(index));
            }
            Instant last = Instant.ofEpochMilli(latest);
            return () -> {
                Instant now = Instant.now();
                return now.isBefore(last) ? last : now;
            };
        }
    }
}
