package io.github.discovery4j.examples.demo;

import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.examples.chain.ChainEffects;
import io.github.discovery4j.examples.community.CommunityEngine;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.SampleCommunity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Builds the community and its engine, asks for slates, and measures. */
public final class DemoRun {

    /** Requests whose latency is measured, after the first one and once more after those. */
    static final int MEASURED_REQUESTS = 1_000;

    /** The first request waits for classes to load, which is no reason to abandon its sources. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long seed;
    private final int people;
    private final int size;
    private final Consumer<String> progress;

    /**
     * Prepares a run.
     *
     * @param seed what the community is drawn from
     * @param people how many it has
     * @param size places in a slate
     * @param progress hears what is being done
     */
    public DemoRun(long seed, int people, int size, Consumer<String> progress) {
        this.seed = seed;
        this.people = people;
        this.size = size;
        this.progress = progress;
    }

    /**
     * Does the work.
     *
     * @return what came of it
     */
    public DemoReport run() {
        long since = System.nanoTime();
        progress.accept(String.format(Locale.ROOT, "drawing a community of %,d people", people));
        SampleCommunity community = SampleCommunity.generate(seed, people);
        progress.accept("training on who follows whom, indexing tastes");
        try (CommunityEngine engine = new CommunityEngine(community)) {
            Duration buildTime = Duration.ofNanos(System.nanoTime() - since);
            progress.accept(String.format(Locale.ROOT, "asking for %,d slates", 2 * MEASURED_REQUESTS));
            List<Person> viewers = viewers(community);
            // Classes are loaded here: a source may be late for once, so this slate is not the one that is shown.
            long firstNanos = ask(engine, viewers.getFirst()).slate().trace().totalNanos();
            List<DemoReport.Shown> slates = viewers.stream()
                    .map(viewer -> new DemoReport.Shown(viewer, ask(engine, viewer)))
                    .toList();
            Measured first = measure(engine, 0);
            Measured warm = measure(engine, MEASURED_REQUESTS);
            return new DemoReport(
                    community, buildTime, slates, firstNanos, first.latency(), warm.latency(), warm.effects());
        }
    }

    private CommunityEngine.Answer ask(CommunityEngine engine, Person viewer) {
        SlateRequest request = SlateRequest.forViewer(viewer.id())
                .size(size)
                .locale(Locale.of(viewer.languages().getFirst()))
                .timeout(PATIENCE)
                .build();
        return engine.recommend(request);
    }

    private record Measured(Latency latency, ChainEffects effects) {}

    /** Viewers take turns through the whole community, so that no two requests are the same; each sees their slate. */
    private Measured measure(CommunityEngine engine, int from) {
        List<Person> people = engine.community().people();
        List<Trace> traces = new ArrayList<>(MEASURED_REQUESTS);
        List<ChainEffects> effects = new ArrayList<>(MEASURED_REQUESTS);
        for (int request = from; request < from + MEASURED_REQUESTS; request++) {
            CommunityEngine.Answer answer = ask(engine, people.get((int) (request * 7919L % people.size())));
            engine.shown(answer.slate().slate());
            traces.add(answer.slate().trace());
            effects.add(answer.effects());
        }
        return new Measured(Latency.of(traces), ChainEffects.mean(effects));
    }

    /** Someone who prefers English, someone who prefers Spanish, and a newcomer of whom little is known. */
    private static List<Person> viewers(SampleCommunity community) {
        List<Person> viewers = new ArrayList<>();
        add(viewers, community, person -> !person.newcomer() && prefers(person, "en"));
        add(viewers, community, person -> !person.newcomer() && prefers(person, "es"));
        add(viewers, community, Person::newcomer);
        add(viewers, community, person -> !viewers.contains(person));
        return viewers.subList(0, Math.min(3, viewers.size()));
    }

    private static boolean prefers(Person person, String language) {
        return person.languages().getFirst().equals(language);
    }

    private static void add(List<Person> viewers, SampleCommunity community, Predicate<Person> wanted) {
        community.people().stream().filter(wanted).findFirst().ifPresent(viewers::add);
    }
}
