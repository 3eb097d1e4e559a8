package io.github.discovery4j.rank.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.rank.fairness.DetGreedyDiversifier;
import io.github.discovery4j.rank.fairness.Parity;
import io.github.discovery4j.rank.fairness.ProtectedGroups;
import io.github.discovery4j.rank.fairness.SlateParity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/fairness.md}. */
class FairnessGuideTest {

    /** Best first. */
    private static final List<String> PEOPLE =
            List.of("ben", "cleo", "dora", "emil", "fay", "gil", "hana", "ivo", "joan");

    private static final Set<String> OLDER = Set.of("emil", "hana", "joan");

    private final ProtectedGroups ageBands = id -> Optional.of(OLDER.contains(id) ? "over 29" : "under 30");

    private final CandidateSource everyone = (context, limit) -> {
        CandidateList.Builder found = CandidateList.builder(context.items(), PEOPLE.size());
        PEOPLE.stream().filter(context::admits).limit(limit).forEach(id -> found.add(id, 1));
        return found.build();
    };

    /** All that rankers and reasons are given, as text. */
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    private final Ranker ranker = (batch, scores) -> {
        seen.add(batch.context().attributes().names().toString());
        batch.features().schema().columns().stream().map(FeatureColumn::name).forEach(seen::add);
        for (int row = 0; row < scores.length; row++) {
            scores[row] = -PEOPLE.indexOf(batch.candidates().id(row));
        }
    };

    private final Explainer explainer = chosen -> {
        seen.add(chosen.context().attributes().names().toString());
        return Collections.nCopies(chosen.size(), List.of());
    };

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    @Test
    void thePageShowsThisCodeAndWhatItPrints() throws IOException {
        GuidePage.showsCodeOf("fairness.md", FairnessGuideTest.class);
        run();
        String page = Files.readString(Path.of("../docs/fairness.md"));
        assertThat(page).contains("```text\n" + printed + "```");
    }

    @Test
    void protectedAttributesReachNeitherARankerNorAReasonNorASlate() {
        List<TracedSlate> slates = run();
        assertThat(seen).isNotEmpty().allMatch("[]"::equals);
        assertThat(slates).allSatisfy(traced -> {
            assertThat(traced.slate().items().toString()).doesNotContain("age band", "under 30", "over 29");
            assertThat(traced.slate().items()).allMatch(item -> item.reasons().isEmpty());
            assertThat(traced.trace().toString()).doesNotContain("under 30", "over 29");
        });
    }

    private List<TracedSlate> run() {
        List<TracedSlate> slates = new ArrayList<>();
        Parity both = Parity.on("age band", ageBands).build();
        Parity shares = Parity.on("age band", ageBands).impactRatio(0).build();
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .source("everyone", everyone)
                .rank(ranker)
                .diversify(DetGreedyDiversifier.amongCandidates(ageBands, both, shares))
                .explain(explainer)
                .build();

        for (int size : new int[] {3, 4, 6}) {
            TracedSlate traced = engine.recommendTraced(
                    SlateRequest.forViewer("ana").size(size).build());
            List<String> slate =
                    traced.slate().items().stream().map(SlateItem::id).toList();
            out.println(slate);
            traced.trace()
                    .constraints()
                    .forEach(status -> out.println("  " + status.outcome() + " " + status.detail()));
            SlateParity measured = SlateParity.among(slate, PEOPLE, ageBands);
            out.printf(
                    Locale.ROOT,
                    "  attention of the older: %.3f of 0.333%n",
                    measured.groups().getFirst().exposure());
        }
        for (int size : new int[] {3, 4, 6}) {
            slates.add(engine.recommendTraced(
                    SlateRequest.forViewer("ana").size(size).build()));
        }
        engine.close();
        return slates;
    }
}
