package io.github.discovery4j.rank.factorization.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.InMemoryJobStore;
import io.github.discovery4j.core.job.Job;
import io.github.discovery4j.core.job.JobOutcome;
import io.github.discovery4j.core.job.JobRunner;
import io.github.discovery4j.core.job.JobState;
import io.github.discovery4j.core.job.JobStore;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.ModelArtefacts;
import io.github.discovery4j.rank.factorization.PopularityModel;
import io.github.discovery4j.testkit.JobContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterTry;

class TrainingJobTest extends JobContract {

    private static final Cadence HOURLY = Cadence.every(Duration.ofHours(1));

    private final List<Path> folders = new ArrayList<>();

    private ArtefactStore store() {
        try {
            Path folder = Files.createTempDirectory("training-job");
            folders.add(folder);
            return ArtefactStore.at(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterTry
    void deleteFolders() throws IOException {
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        folders.clear();
    }

    private static TrainingPlan plan() {
        return TrainingPlan.of(ModelRecipe.named("ease"))
                .threads(1)
                .search(new Search(Search.Kind.RANDOM, 3))
                .build();
    }

    @Override
    protected World world() {
        Interactions data = ModelTrainingTest.tastes(30, 20, 1);
        ArtefactStore store = store();
        Job job = TrainingJob.builder("train-ease", HOURLY, (asOf, run) -> data, plan(), store)
                .build();
        return new World() {
            @Override
            public Job job() {
                return job;
            }

            @Override
            public Object result() {
                try {
                    return store.load(artefact -> {
                                CatalogueModel model = ModelArtefacts.read(artefact);
                                double[] scores = new double[model.items().size()];
                                model.scoreAll(new int[] {0, 1, 2}, scores);
                                return Arrays.toString(scores)
                                        + artefact.manifest().description();
                            })
                            .value();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Example
    void eachTrainingIsPublishedSwappedInAndTheOldOnesGo() throws IOException {
        ArtefactStore store = store();
        Handle<CatalogueModel> handle = Handle.of(
                "ease",
                "none",
                PopularityModel.countingPeople(Interactions.builder().build()));
        int[] users = {20};
        Job job = TrainingJob.builder(
                        "train-ease", HOURLY, (asOf, run) -> ModelTrainingTest.tastes(users[0], 80, 1), plan(), store)
                .keep(2)
                .into(handle)
                .build();
        JobRunner runner = JobRunner.builder(new InMemoryJobStore()).build();
        for (int night = 1; night <= 3; night++) {
            users[0]++;
            assertThat(runner.runNow(job)).isInstanceOf(JobOutcome.Succeeded.class);
            assertThat(handle.current().version()).isEqualTo(store.latest().orElseThrow());
            assertThat(store.load(artefact -> artefact.manifest().description().userCount())
                            .value())
                    .isEqualTo(users[0]);
        }
        assertThat(store.versions()).hasSize(2);
    }

    @Example
    void aTrainingThatFailsLeavesTheVersionInUse() throws IOException {
        ArtefactStore store = store();
        boolean[] broken = {false};
        Job job = TrainingJob.builder(
                        "train-ease",
                        HOURLY,
                        (asOf, run) -> {
                            if (broken[0]) {
                                throw new IOException("the log is away");
                            }
                            return ModelTrainingTest.tastes(20, 20, 1);
                        },
                        plan(),
                        store)
                .build();
        JobRunner runner = JobRunner.builder(new InMemoryJobStore()).build();
        runner.runNow(job);
        List<String> versions = store.versions();
        assertThat(versions).hasSize(1);
        broken[0] = true;
        assertThat(runner.runNow(job)).isInstanceOf(JobOutcome.Failed.class);
        assertThat(store.versions()).isEqualTo(versions);
        assertThatThrownBy(() -> TrainingJob.builder(
                                "a", HOURLY, (asOf, run) -> ModelTrainingTest.tastes(1, 1, 1), plan(), store)
                        .keep(0))
                .hasMessageContaining("0");
    }

    /** Stops after a number of checkpoints, once. */
    private static final class CutOff implements JobStore {
        private final InMemoryJobStore kept = new InMemoryJobStore();
        private int left = 2;

        @Override
        public Optional<JobState> load(String job) {
            return kept.load(job);
        }

        @Override
        public void save(String job, JobState state) {
            kept.save(job, state);
            if (state.checkpoint().isPresent() && --left == 0) {
                throw new IllegalStateException("cut off");
            }
        }
    }

    @Example
    void aRunThatGoesOnReadsAsOfTheSameMomentUnlessThatIsLongAgo() {
        Instant[] now = {Instant.parse("2026-11-21T02:30:00Z")};
        List<Instant> moments = new ArrayList<>();
        Interactions data = ModelTrainingTest.tastes(20, 20, 1);
        Job job = TrainingJob.builder(
                        "train-ease",
                        HOURLY,
                        (asOf, run) -> {
                            moments.add(asOf);
                            return data;
                        },
                        plan(),
                        store())
                .build();
        for (Duration later : List.of(Duration.ofHours(2), Duration.ofDays(2))) {
            moments.clear();
            Instant began = now[0];
            CutOff store = new CutOff();
            JobRunner runner = JobRunner.builder(store).clock(() -> now[0]).build();
            assertThat(runner.runNow(job)).isInstanceOf(JobOutcome.Failed.class);
            now[0] = began.plus(later);
            assertThat(runner.runNow(job)).isInstanceOf(JobOutcome.Succeeded.class);
            assertThat(moments).containsExactly(began, later.toDays() > 1 ? now[0] : began);
        }
    }
}
