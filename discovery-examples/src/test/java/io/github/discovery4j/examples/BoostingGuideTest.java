package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.ViewColumn;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.signal.Aggregation;
import io.github.discovery4j.core.signal.EventLog;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.InMemoryEventLog;
import io.github.discovery4j.core.signal.JudgedQueries;
import io.github.discovery4j.core.signal.ShownItems;
import io.github.discovery4j.core.signal.SignalEvent;
import io.github.discovery4j.core.signal.WindowDefinition;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.explain.attribution.TreeContributions;
import io.github.discovery4j.rank.boosting.BoostingArtefacts;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import io.github.discovery4j.rank.boosting.LightGbmRanker;
import io.github.discovery4j.rank.boosting.LightGbmTrainer;
import io.github.discovery4j.rank.boosting.TreeScorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/boosting.md}, and what it prints. */
class BoostingGuideTest {

    private static final List<String> PEOPLE = List.of("ben", "cleo", "dora");

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T02:30:00Z"));
    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    private final CandidateSource everyone = (context, limit) -> {
        CandidateList.Builder found = CandidateList.builder(context.items(), PEOPLE.size());
        PEOPLE.stream().filter(context::admits).limit(limit).forEach(id -> found.add(id, 1));
        return found.build();
    };

    @TempDir
    private Path folder;

    @Test
    void thePageIsWhatRuns() throws IOException {
        GuidePage.showsCodeOf("boosting.md", BoostingGuideTest.class);
    }

    @Test
    void scoresRanksAndExplains() throws IOException {
        Path file = Files.writeString(folder.resolve("model.txt"), BoostingCommandsTest.MODEL);
        FeatureView people = people();
        LightGbmModel model = LightGbmModel.load(file);
        out.println(model);
        TreeScorer scorer = TreeScorer.of(model.ensemble());
        double[] rows = {30, 1, 30, 3, Double.NaN, 0}; // age and language of three people
        double[] scores = new double[3];
        scorer.score(rows, 3, scores);
        out.println(Arrays.toString(scores));

        LightGbmRanker ranker = LightGbmRanker.of(model);
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(consent)
                .source("everyone", everyone)
                .hydrate(people)
                .rank(ranker)
                .build();
        engine.recommend(SlateRequest.forViewer("ana").size(3).build())
                .items()
                .forEach(item -> out.println(item.id() + " " + item.score()));

        TreeContributions why = TreeContributions.of(model.ensemble());
        double[] parts = new double[why.width()];
        why.session().contributions(new double[] {30, 1}, 1, parts);
        out.println("age %.4f, language %.4f, bias %.4f".formatted(parts[0], parts[1], parts[2]));
        assertPrinted();
    }

    @Test
    void trainsAndPublishes() throws IOException {
        NativeLibrary.load();
        TrainingRows rows = rows(1);
        TrainingRows validation = rows(2);
        LightGbmModel trained = LightGbmTrainer.builder("lambdarank")
                .trees(300)
                .leafRows(5)
                .categorical("language")
                .monotone("shared", true)
                .earlyStopping(20)
                .seed(42)
                .threads(2)
                .build()
                .train(rows, validation);
        ArtefactStore store = ArtefactStore.at(folder, clock);
        String version = store.publish(writer -> {
            BoostingArtefacts.write(trained, writer);
            return BoostingArtefacts.describe(trained).seed(42).build();
        });
        LightGbmModel served = store.load(BoostingArtefacts::read).value();
        out.println(version + " " + served.features() + " " + served.objective());
        assertPrinted();
    }

    @Test
    void learnsFromWhatPeopleWereShown() throws IOException {
        NativeLibrary.load();
        EventLog log = shownAndLiked();
        Duration week = Duration.ofDays(7);
        List<WindowDefinition> windows = List.of(
                WindowDefinition.of("likes_received_7d", new Aggregation.Count(week), EventTypes.LIKE)
                        .ofTargets(),
                WindowDefinition.of("exposures_7d", new Aggregation.Count(week), EventTypes.IMPRESSION)
                        .ofTargets());
        FeatureRegistry registry = FeatureRegistry.of(
                "film", windows.stream().map(WindowDefinition::declaration).toList());
        DeclaredView view = new DeclaredView(
                "films",
                "1",
                registry,
                List.of(
                        ViewColumn.of(ViewColumn.Kind.NUMBER, "likes_received_7d"),
                        ViewColumn.of(ViewColumn.Kind.NUMBER, "exposures_7d")));

        JudgedQueries judged = ShownItems.of(view)
                .windows(windows)
                .grade("dwell", 1)
                .grade("like", 2)
                .horizon(Duration.ofMinutes(30))
                .build()
                .read(log, consent, clock.instant());
        JudgedQueries.Split parts = judged.ordered().split(0.2);
        LightGbmModel learned = LightGbmTrainer.builder("lambdarank")
                .earlyStopping(20)
                .build()
                .train(parts.training().rows(), parts.validation().rows());
        ArtefactStore rankers = ArtefactStore.at(folder, clock);
        rankers.publish(writer -> {
            BoostingArtefacts.write(learned, writer);
            return BoostingArtefacts.describe(learned, view).build();
        });
        LightGbmRanker served =
                LightGbmRanker.of(rankers.load(artefact -> BoostingArtefacts.read(artefact.requireView(view)))
                        .value());
        out.println(judged + ", by grade " + judged.rowsByGrade());
        out.println(parts.training() + ", then " + parts.validation());
        out.println(served.features());
        assertPrinted();
    }

    /** Six hundred sittings of two days: four of forty films are shown, the better ones are liked more often. */
    private EventLog shownAndLiked() {
        SplittableRandom random = new SplittableRandom(4);
        InMemoryEventLog events = new InMemoryEventLog();
        for (int sitting = 0; sitting < 600; sitting++) {
            Instant at = clock.instant().minus(Duration.ofMinutes(5 * (600 - sitting)));
            for (int card = 0; card < 4; card++) {
                int film = random.nextInt(40);
                at = at.plusSeconds(5);
                events.append(List.of(event(sitting, EventTypes.IMPRESSION, film, at)));
                if (random.nextInt(40) < film) {
                    EventType type = random.nextBoolean() ? EventTypes.LIKE : EventTypes.DWELL;
                    events.append(List.of(event(sitting, type, film, at.plusSeconds(3))));
                }
            }
        }
        return events;
    }

    private static SignalEvent event(int sitting, EventType type, int film, Instant at) {
        return new SignalEvent(
                sitting + type.name() + at,
                "user-" + sitting % 50,
                type,
                Optional.of("film-" + film),
                at,
                at,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.of("s-" + sitting),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** What was printed stands in the page, line by line. */
    private void assertPrinted() throws IOException {
        out.flush();
        List<String> page = Files.readAllLines(Path.of("../docs/boosting.md"));
        assertThat(printed.toString().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(page).contains(line));
    }

    /** Ages and languages of three people. */
    private static FeatureView people() {
        Map<String, float[]> values =
                Map.of("ben", new float[] {30, 1}, "cleo", new float[] {30, 3}, "dora", new float[] {Float.NaN, 0});
        List<FeatureColumn> columns = List.of(
                FeatureColumn.number("age", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT),
                new FeatureColumn(
                        "language",
                        SignalGroup.PROFILE,
                        FeatureColumn.Owner.OBJECT,
                        Visibility.PUBLIC,
                        List.of("en", "es", "fr", "de")));
        return FeatureView.of("people", "1", columns, (pairs, writer) -> {
            for (int row = 0; row < pairs.size(); row++) {
                writer.setRow(row, values.get(pairs.objectId(row)));
            }
        });
    }

    /** Fifty people with ten candidates each: relevant is who shares much and speaks one of two languages. */
    private static TrainingRows rows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[1000];
        float[] labels = new float[500];
        int[] queries = new int[50];
        Arrays.fill(queries, 10);
        for (int row = 0; row < 500; row++) {
            values[2 * row] = random.nextInt(20);
            values[2 * row + 1] = random.nextInt(4);
            labels[row] = values[2 * row] + random.nextInt(5) > 14 && values[2 * row + 1] < 2 ? 1 : 0;
        }
        return TrainingRows.ofQueries(List.of("shared", "language"), values, labels, queries);
    }
}
