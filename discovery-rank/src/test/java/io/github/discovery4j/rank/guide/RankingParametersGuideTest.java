package io.github.discovery4j.rank.guide;

import static io.github.discovery4j.rank.diversity.Constraints.atMostShare;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.rank.blend.RankingParameters;
import io.github.discovery4j.rank.blend.Recency;
import io.github.discovery4j.rank.blend.TunedSum;
import io.github.discovery4j.rank.diversity.MmrDiversifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/ranking-parameters.md}, and what it prints. */
class RankingParametersGuideTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    /** Songs, best first for everybody; "Teardrop" came this morning. */
    private static final List<String> SONGS =
            List.of("Roads", "Glory Box", "Sour Times", "Angel", "Only You", "Teardrop");

    private static final Map<String, String> ARTISTS = Map.of(
            "Roads", "Portishead",
            "Glory Box", "Portishead",
            "Sour Times", "Portishead",
            "Only You", "Portishead",
            "Angel", "Massive Attack",
            "Teardrop", "Massive Attack");

    private final Map<String, Instant> since = Map.of("Teardrop", NOW);
    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    private final CandidateSource everything = (context, limit) -> {
        CandidateList.Builder found = CandidateList.builder(context.items(), SONGS.size());
        SONGS.stream().filter(context::admits).limit(limit).forEach(id -> found.add(id, 1));
        return found.build();
    };

    private final FeatureView score = FeatureView.of(
            "scores",
            "1",
            List.of(FeatureColumn.number("cf_score", SignalGroup.BEHAVIOUR, FeatureColumn.Owner.NOBODY)),
            (pairs, columns) -> {
                for (int row = 0; row < pairs.size(); row++) {
                    columns.set(row, 0, 1 - 0.1f * SONGS.indexOf(pairs.objectId(row)));
                }
            });

    private final ItemAttributes artists = new ItemAttributes() {
        @Override
        public Set<String> names() {
            return Set.of("artist");
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return Set.of(ARTISTS.getOrDefault(itemId, "nobody"));
        }

        @Override
        public double number(String itemId, String attribute) {
            return Double.NaN;
        }
    };

    private final VectorReader vectors = new VectorReader() {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public boolean read(String id, float[] destination, int offset) {
            return false;
        }
    };

    @Test
    void thePageShowsThisCodeAndWhatItPrints() throws IOException {
        GuidePage.showsCodeOf("ranking-parameters.md", RankingParametersGuideTest.class);
        run();
        String page = Files.readString(Path.of("../docs/ranking-parameters.md"));
        assertThat(printed.toString().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(page).contains(line));
    }

    private void run() {
        Handle<RankingParameters> parameters = Handle.of(
                "parameters",
                "2026-11-21",
                RankingParameters.of(Map.of("cf_score", 1.0))
                        .withDiversityWeight(0)
                        .withShare("artist", 0.5));
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .itemKind(ItemKind.THINGS)
                .attributes(artists)
                .clock(InstantSource.fixed(NOW))
                .source("everything", everything)
                .hydrate(score)
                .hydrate(new Recency(id -> Optional.ofNullable(since.get(id)), parameters))
                .rank(TunedSum.over(parameters, true))
                .diversify(MmrDiversifier.builder()
                        .vectors(vectors)
                        .diversityWeight(parameters, RankingParameters::diversityWeight)
                        .constraint(atMostShare(parameters, RankingParameters::share, "artist"))
                        .build())
                .build();

        RankingParameters fresher = parameters
                .current()
                .value()
                .withRecency(0.3, Duration.ofDays(7))
                .withShare("artist", 1);
        Handle.Version<RankingParameters> experiment = new Handle.Version<>("fresher", fresher);

        SlateRequest request = SlateRequest.forViewer("ana").size(4).build();
        TracedSlate usual = engine.recommendTraced(request);
        TracedSlate tried = engine.recommendTraced(
                request.toBuilder().using(parameters, experiment).build());
        for (TracedSlate slate : List.of(usual, tried)) {
            out.println(slate.trace().versions() + " "
                    + slate.slate().items().stream().map(SlateItem::id).toList());
        }
        engine.close();
        out.flush();
        assertThat(tried.slate().versions()).containsEntry("parameters", "fresher");
        assertThat(usual.trace().constraints())
                .singleElement()
                .satisfies(status -> assertThat(status.detail()).isEqualTo("most of one artist: 2"));
    }
}
