package io.github.discovery4j.rank.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.InMemoryJobStore;
import io.github.discovery4j.core.job.Job;
import io.github.discovery4j.core.job.JobRunner;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.signal.EventInteractions;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.InMemoryEventLog;
import io.github.discovery4j.core.signal.SignalEvent;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.ModelArtefacts;
import io.github.discovery4j.rank.factorization.training.ModelRecipe;
import io.github.discovery4j.rank.factorization.training.ModelTraining;
import io.github.discovery4j.rank.factorization.training.Search;
import io.github.discovery4j.rank.factorization.training.TrainedModel;
import io.github.discovery4j.rank.factorization.training.TrainingJob;
import io.github.discovery4j.rank.factorization.training.TrainingPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/training.md}, and what it prints. */
class TrainingGuideTest {

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final InMemoryEventLog log = new InMemoryEventLog();
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T02:30:00Z"));
    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    @TempDir
    private Path folder;

    /** Sixty people of four tastes. */
    private Interactions likes() {
        Random random = new Random(1);
        Interactions.Builder builder = Interactions.builder();
        for (int user = 0; user < 60; user++) {
            for (int item = 0; item < 80; item++) {
                if (random.nextDouble() < (item % 4 == user % 4 ? 0.5 : 0.05)) {
                    builder.add("user-" + user, "item-" + item);
                    log.append(List.of(like("user-" + user, "item-" + item)));
                }
            }
        }
        return builder.build();
    }

    private SignalEvent like(String user, String item) {
        return new SignalEvent(
                user + item,
                user,
                EventTypes.LIKE,
                Optional.of(item),
                clock.instant().minusSeconds(60),
                clock.instant(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("training.md", TrainingGuideTest.class);
    }

    @Test
    void theCodePrintsWhatThePageSays() throws IOException {
        Interactions likes = likes();
        TrainingPlan plan = TrainingPlan.of(ModelRecipe.named("ease"))
                .search(new Search(Search.Kind.GRID, 4))
                .seed(42)
                .build();
        TrainedModel trained = ModelTraining.run(plan, likes);
        ArtefactStore store = ArtefactStore.at(folder, clock);
        String version = trained.publish(store);

        ArtefactDescription what = store.open(version).manifest().description();
        out.println(version);
        out.println(what.hyperParameters() + ", " + what.metrics().keySet());
        out.println("%.0f %% of users, %.0f %% of items"
                .formatted(
                        100 * what.coverage().userShare(), 100 * what.coverage().itemShare()));
        shown();

        EventInteractions reader = EventInteractions.builder()
                .weight("like", 1)
                .weight("play", 0.3)
                .weight("skip", -0.5)
                .halfLife(Duration.ofDays(30))
                .build();
        Handle<CatalogueModel> model = store.handle("ease", ModelArtefacts::read);
        Job nightly = TrainingJob.builder(
                        "train-ease",
                        Cadence.dailyAt(LocalTime.of(2, 30), ZoneOffset.UTC),
                        (asOf, run) -> reader.read(log, consent, asOf),
                        plan,
                        store)
                .keep(3)
                .into(model)
                .build();
        out.println(JobRunner.builder(new InMemoryJobStore())
                .clock(clock)
                .build()
                .runNow(nightly)
                .getClass()
                .getSimpleName());
        out.println(model.current().version() + ", " + store.versions().size() + " versions");
        shown();

        IdMap items = IdMap.of(List.of("a", "b"));
        store.publish(writer -> {
            writer.ids("items", items).floats("bias", new float[] {0.5f, -1});
            return ArtefactDescription.of("my-bias").counts(0, items.size()).build();
        });
        float[] bias = store.load(artefact -> artefact.requireKind("my-bias").floats("bias"))
                .value();
        assertThat(bias).containsExactly(0.5f, -1);
    }

    private void shown() throws IOException {
        out.flush();
        assertThat(Files.readString(Path.of("../docs/training.md"))).contains("```text\n" + printed + "```");
        printed.getBuffer().setLength(0);
    }
}
