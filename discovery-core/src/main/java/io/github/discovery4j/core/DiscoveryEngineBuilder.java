package io.github.discovery4j.core;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.pipeline.CandidateMemo;
import io.github.discovery4j.core.pipeline.Limits;
import io.github.discovery4j.core.pipeline.MemoLimits;
import io.github.discovery4j.core.pipeline.Named;
import io.github.discovery4j.core.pipeline.ReciprocalRankFusion;
import io.github.discovery4j.core.pipeline.SlatePipeline;
import io.github.discovery4j.core.pipeline.Stages;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.WhyCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Collects the stages of a {@link DiscoveryEngine}.
 *
 * <p>The order of the calls does not matter, except among stages of one kind: the steps run in the engine's order. Only a
 * source or a fallback is required. <b>Threads:</b> a builder belongs to one thread.
 */
public final class DiscoveryEngineBuilder {

    /** What a request may take unless it says otherwise: time enough for the first one, which loads classes. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    /** What sources asked side by side may take of it. */
    public static final Duration DEFAULT_SOURCE_TIMEOUT = Duration.ofMillis(500);

    /** Failures in a row after which a source is not asked for a while. */
    public static final int DEFAULT_FAILURES_TO_OPEN = 5;

    /** For how long it is then not asked. */
    public static final Duration DEFAULT_OPEN_FOR = Duration.ofSeconds(10);

    /** How many abandoned calls of one source may still run before it is not asked. */
    public static final int DEFAULT_MAX_STUCK = 3;

    /** For how long a host that switches the memo on usually keeps candidates. */
    public static final Duration USUAL_MEMO_TIME = Duration.ofSeconds(30);

    /** How many lists of candidates a memo keeps: one a viewer, source, filter and language. */
    public static final int DEFAULT_MEMO_LISTS = 50_000;

    /** How many candidates the lists of a memo hold together: 80 MB of them. */
    public static final long DEFAULT_MEMO_CANDIDATES = 10_000_000;

    /** How many calls may wait for a thread of the engine's own executor; more are skipped. */
    private static final int WAITING_CALLS = 1_000;

    private IdSpace items = new IdSpace();
    private ItemKind itemKind = ItemKind.PEOPLE;
    private ItemAttributes attributes = ItemAttributes.NONE;
    private ConsentView consent = ConsentView.ALLOW_ALL;
    private final List<Named<CandidateSource>> sources = new ArrayList<>();
    private final List<Named<CandidateSource>> fallbacks = new ArrayList<>();
    private final List<FeatureView> views = new ArrayList<>();
    private Handle<? extends Ranker> ranker = Handle.of("ranker", "rank fusion", new ReciprocalRankFusion());
    private Ranker fallbackRanker = new ReciprocalRankFusion();
    private final List<Named<Guardrail>> guardrails = new ArrayList<>();
    private Diversifier diversifier =
            (kept, k) -> GreedySelection.select(kept, k, List.of(), GreedySelection.Gain.byScore(kept));
    private Explainer explainer = chosen -> Collections.nCopies(chosen.size(), List.of());
    private final ProtectedAttributes protectedAttributes = new ProtectedAttributes();
    private DiscoveryListener listener = DiscoveryListener.NOOP;
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private Duration timeout = DEFAULT_TIMEOUT;
    private Duration sourceTimeout = DEFAULT_SOURCE_TIMEOUT;
    private int failuresToOpen = DEFAULT_FAILURES_TO_OPEN;
    private Duration openFor = DEFAULT_OPEN_FOR;
    private int maxStuck = DEFAULT_MAX_STUCK;
    private Optional<Executor> sourceExecutor = Optional.empty();
    private Optional<WhyCache> whyCache = Optional.empty();
    private Optional<MemoLimits> memo = Optional.empty();

    DiscoveryEngineBuilder() {}

    /**
     * Sets the id space of the items, to share it with other components; a new one otherwise.
     *
     * @param items of one kind of item
     * @return this
     */
    public DiscoveryEngineBuilder items(IdSpace items) {
        this.items = items;
        return this;
    }

    /**
     * Sets what the items are; people otherwise.
     *
     * @param itemKind {@link ItemKind#THINGS} when items have ids of their own
     * @return this
     */
    public DiscoveryEngineBuilder itemKind(ItemKind itemKind) {
        this.itemKind = itemKind;
        return this;
    }

    /**
     * Sets what filters and constraints may ask about items; nothing otherwise.
     *
     * @param attributes such as a feature store
     * @return this
     */
    public DiscoveryEngineBuilder attributes(ItemAttributes attributes) {
        this.attributes = attributes;
        return this;
    }

    /**
     * Sets what people allow; everything otherwise.
     *
     * @param consent the ledger's view
     * @return this
     */
    public DiscoveryEngineBuilder consent(ConsentView consent) {
        this.consent = consent;
        return this;
    }

    /**
     * Adds a source; all are asked side by side.
     *
     * @param name unique, shown as a candidate's origin
     * @param source finds candidates
     * @return this
     */
    public DiscoveryEngineBuilder source(String name, CandidateSource source) {
        sources.add(new Named<>(name, source));
        return this;
    }

    /**
     * Adds the fallback that is asked when sources found fewer candidates than places.
     *
     * @param source finds candidates for everybody
     * @return this
     */
    public DiscoveryEngineBuilder fallback(CandidateSource source) {
        return fallback("fallback", source);
    }

    /**
     * Adds a fallback; the first is asked first, the next while candidates are still missing.
     *
     * @param name unique, shown as a candidate's origin
     * @param source finds candidates
     * @return this
     */
    public DiscoveryEngineBuilder fallback(String name, CandidateSource source) {
        fallbacks.add(new Named<>(name, source));
        return this;
    }

    /**
     * Adds columns to the feature table.
     *
     * @param view declares and fills them
     * @return this
     */
    public DiscoveryEngineBuilder hydrate(FeatureView view) {
        views.add(view);
        return this;
    }

    /**
     * Sets the ranker; otherwise candidates are ranked by where the sources put them.
     *
     * @param ranker scores
     * @return this
     */
    public DiscoveryEngineBuilder rank(Ranker ranker) {
        return rank(Handle.of("ranker", "1", ranker));
    }

    /**
     * Sets a ranker that can be swapped while requests run. A version that reads a column which the engine does not have
     * fails at its first request, and the fallback ranker takes over.
     *
     * @param ranker pinned for each request
     * @return this
     */
    public DiscoveryEngineBuilder rank(Handle<? extends Ranker> ranker) {
        this.ranker = ranker;
        return this;
    }

    /**
     * Sets the ranker that scores when the ranker fails; by where the sources put candidates otherwise.
     *
     * @param ranker scores
     * @return this
     */
    public DiscoveryEngineBuilder fallbackRanker(Ranker ranker) {
        this.fallbackRanker = ranker;
        return this;
    }

    /**
     * Adds a guardrail; every one judges every candidate, fallbacks' and refills' too.
     *
     * @param name unique, shown in traces
     * @param guardrail judges
     * @return this
     */
    public DiscoveryEngineBuilder guard(String name, Guardrail guardrail) {
        guardrails.add(new Named<>(name, guardrail));
        return this;
    }

    /**
     * Sets the diversifier; the best by score otherwise.
     *
     * @param diversifier chooses
     * @return this
     */
    public DiscoveryEngineBuilder diversify(Diversifier diversifier) {
        this.diversifier = diversifier;
        return this;
    }

    /**
     * Names a protected attribute, such as {@code gender}: neither features nor attributes of the engine may have it. What
     * {@linkplain Constraint#protectedAttributes constraints} protect is protected without being named here.
     *
     * <p>Refused are names that are the attribute's, or begin or end with it as a whole word: {@code shared_gender}, {@code
     * gender_code}. Case, spaces and signs do not matter. What was computed from it under another name is not seen; keep the
     * attribute in a {@linkplain #protect(SignalGroup) group of its own} for that.
     *
     * @param attribute has a letter or a digit
     * @return this
     * @throws IllegalArgumentException if it has none
     */
    public DiscoveryEngineBuilder protect(String attribute) {
        protectedAttributes.add(attribute);
        return this;
    }

    /**
     * Names a signal group of protected attributes: no column may be made from it, whatever it is called.
     *
     * @param group as features declare it
     * @return this
     */
    public DiscoveryEngineBuilder protect(SignalGroup group) {
        protectedAttributes.add(group);
        return this;
    }

    /**
     * Sets the explainer; no reasons otherwise.
     *
     * @param explainer gives reasons
     * @return this
     */
    public DiscoveryEngineBuilder explain(Explainer explainer) {
        this.explainer = explainer;
        return this;
    }

    /**
     * Sets who hears of slates, impressions and circuits; nobody otherwise.
     *
     * @param listener quick and safe
     * @return this
     */
    public DiscoveryEngineBuilder listener(DiscoveryListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Sets the time of day; the system's otherwise.
     *
     * @param clock such as a fixed one in tests
     * @return this
     */
    public DiscoveryEngineBuilder clock(InstantSource clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Sets the monotonic clock of deadlines and circuits; {@code System::nanoTime} otherwise.
     *
     * @param ticker nanoseconds that only grow
     * @return this
     */
    public DiscoveryEngineBuilder ticker(LongSupplier ticker) {
        this.ticker = ticker;
        return this;
    }

    /**
     * Sets what a request may take unless it says otherwise.
     *
     * @param timeout more than zero; {@link #DEFAULT_TIMEOUT} otherwise
     * @return this
     */
    public DiscoveryEngineBuilder timeout(Duration timeout) {
        this.timeout = positive("timeout", timeout);
        return this;
    }

    /**
     * Sets what sources asked side by side may take of a request. They never get more than half of the time that is left,
     * so that fallbacks, a refill and every later step get some.
     *
     * @param timeout more than zero; {@link #DEFAULT_SOURCE_TIMEOUT} otherwise
     * @return this
     */
    public DiscoveryEngineBuilder sourceTimeout(Duration timeout) {
        this.sourceTimeout = positive("source timeout", timeout);
        return this;
    }

    /**
     * Sets when a failing source is not asked for a while.
     *
     * @param failuresInARow how many it takes, 1 or more; {@link #DEFAULT_FAILURES_TO_OPEN} otherwise
     * @param openFor for how long; {@link #DEFAULT_OPEN_FOR} otherwise
     * @param maxStuck how many abandoned calls may still run, 1 or more; {@link #DEFAULT_MAX_STUCK} otherwise
     * @return this
     */
    public DiscoveryEngineBuilder circuit(int failuresInARow, Duration openFor, int maxStuck) {
        if (failuresInARow < 1 || maxStuck < 1) {
            throw new IllegalArgumentException("failures in a row and stuck calls must be 1 or more, were %d and %d"
                    .formatted(failuresInARow, maxStuck));
        }
        this.failuresToOpen = failuresInARow;
        this.openFor = positive("open time", openFor);
        this.maxStuck = maxStuck;
        return this;
    }

    /**
     * Keeps what sources found for a viewer and uses it again; not unless this is called. {@link #USUAL_MEMO_TIME} is usual:
     * who scrolls on or comes back at once is answered without asking the sources.
     *
     * <p>On every use, candidates are checked again against exclusions, blocks, the filter and consent, and a swapped handle
     * or a change of the viewer's consent ends a list. What is new may be missing for as long as lists are kept: a person
     * who just joined, an interest that the viewer just added. See {@link CandidateSource#reuse} for what a source may say.
     *
     * <p>The memo holds what was worked out about people: erase them from {@link DiscoveryEngine#personalData} too.
     *
     * @param keepFor more than zero
     * @return this
     */
    public DiscoveryEngineBuilder memo(Duration keepFor) {
        return memo(keepFor, DEFAULT_MEMO_LISTS, DEFAULT_MEMO_CANDIDATES);
    }

    /**
     * Keeps what sources found, as {@link #memo(Duration)}, within other bounds; the oldest lists make room.
     *
     * @param keepFor more than zero
     * @param maxLists 1 or more; {@link #DEFAULT_MEMO_LISTS} otherwise; some 350 bytes each, and the viewer's id
     * @param maxCandidates 1 or more; {@link #DEFAULT_MEMO_CANDIDATES} otherwise; 8 bytes each
     * @return this
     */
    public DiscoveryEngineBuilder memo(Duration keepFor, int maxLists, long maxCandidates) {
        if (maxLists < 1 || maxCandidates < 1) {
            throw new IllegalArgumentException(
                    "lists and candidates of a memo must be 1 or more, were %d and %d; leave memo(...) out for none"
                            .formatted(maxLists, maxCandidates));
        }
        this.memo = Optional.of(new MemoLimits(positive("memo time", keepFor), maxLists, maxCandidates));
        return this;
    }

    /**
     * Keeps the reasons that {@link DiscoveryEngine#why} gave, and gives them again while the consent of both, the model and every
     * feature of the pair are the same; not unless this is called.
     *
     * <p>The cache holds what was said about people: erase them from {@link DiscoveryEngine#personalData} too.
     *
     * @param cache such as {@code CaffeineWhyCache}; for one engine
     * @return this
     */
    public DiscoveryEngineBuilder whyCache(WhyCache cache) {
        this.whyCache = Optional.of(cache);
        return this;
    }

    /**
     * Sets the executor of sources that compute. It must be bounded, and may reject: the source is then skipped.
     *
     * @param executor the host's own; otherwise the engine makes one and {@link DiscoveryEngine#close} ends it
     * @return this
     */
    public DiscoveryEngineBuilder sourceExecutor(Executor executor) {
        this.sourceExecutor = Optional.of(executor);
        return this;
    }

    /**
     * Builds the engine.
     *
     * @return ready to answer
     * @throws IllegalStateException if there is no source, two stages of a kind share a name, the ranker reads a
     *     column that no view declares, a constraint asks for an attribute that the items do not have, or a feature
     *     or attribute is protected
     */
    public DiscoveryEngine build() {
        FeatureSchema schema = views.isEmpty()
                ? FeatureSchema.of("none", "1", List.of())
                : FeatureSchema.concat(views.stream().map(FeatureView::schema).toList());
        checkSources();
        checkUnique("guardrail", guardrails.stream().map(Named::name));
        checkFeatures(ranker.current().value(), schema);
        checkFeatures(fallbackRanker, schema);
        explainer.requireFits(schema);
        checkConstraints();
        checkProtected(schema);
        Limits limits = new Limits(timeout, sourceTimeout, failuresToOpen, openFor, maxStuck, ticker);
        Stages stages = new Stages(
                items,
                itemKind,
                attributes,
                consent,
                sources,
                fallbacks,
                views,
                schema,
                ranker,
                fallbackRanker,
                guardrails,
                diversifier,
                explainer,
                limits,
                clock,
                listener);
        Optional<CandidateMemo> kept = memo.map(bounds -> new CandidateMemo(bounds, items, itemKind, ticker));
        if (sourceExecutor.isPresent()) {
            SlatePipeline pipeline = new SlatePipeline(stages, sourceExecutor.get(), kept, whyCache);
            return new DiscoveryEngine(pipeline, kept, whyCache, Optional.empty());
        }
        ExecutorService own = executor();
        SlatePipeline pipeline = new SlatePipeline(stages, own, kept, whyCache);
        return new DiscoveryEngine(pipeline, kept, whyCache, Optional.of(own));
    }

    private void checkSources() {
        if (sources.isEmpty() && fallbacks.isEmpty()) {
            throw new IllegalStateException("an engine must have a source or a fallback, had none; call source(...)");
        }
        checkUnique(
                "source", Stream.concat(sources.stream(), fallbacks.stream()).map(Named::name));
    }

    private static void checkUnique(String kind, Stream<String> names) {
        Set<String> seen = new TreeSet<>();
        names.forEach(name -> {
            if (!seen.add(name)) {
                throw new IllegalStateException(
                        "each %s must have a name of its own, \"%s\" stands twice; rename one".formatted(kind, name));
            }
        });
    }

    private static void checkFeatures(Ranker ranker, FeatureSchema schema) {
        Set<String> missing = new TreeSet<>(ranker.features());
        missing.removeIf(schema::contains);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the ranker reads columns %s that no view declares; there are %s"
                    .formatted(
                            missing,
                            schema.columns().stream().map(FeatureColumn::name).toList()));
        }
    }

    private void checkConstraints() {
        for (Constraint constraint : diversifier.constraints()) {
            Set<String> missing = new TreeSet<>(constraint.attributes());
            missing.removeAll(attributes.names());
            if (!missing.isEmpty()) {
                throw new IllegalStateException(
                        "constraint \"%s\" asks for attributes %s that the engine does not know; it knows %s, call attributes(...)"
                                .formatted(constraint.name(), missing, attributes.names()));
            }
        }
    }

    private void checkProtected(FeatureSchema schema) {
        for (Constraint constraint : diversifier.constraints()) {
            constraint.protectedAttributes().forEach(protectedAttributes::add);
        }
        protectedAttributes.check(schema, attributes.names());
    }

    private static Duration positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be more than zero, was " + duration);
        }
        return duration;
    }

    /** One thread a processor, and one more for every call that may be stuck, so that stuck ones starve nobody. */
    private ExecutorService executor() {
        int threads = Runtime.getRuntime().availableProcessors() + maxStuck * (sources.size() + fallbacks.size());
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_CALLS), task -> {
                    Thread thread = new Thread(task, "discovery-source-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
