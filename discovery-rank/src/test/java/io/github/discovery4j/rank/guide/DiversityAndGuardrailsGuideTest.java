package io.github.discovery4j.rank.guide;

import static io.github.discovery4j.rank.diversity.CalibratedDiversifier.tasteOf;
import static io.github.discovery4j.rank.diversity.Constraints.atMost;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.rank.diversity.CalibratedDiversifier;
import io.github.discovery4j.rank.diversity.MmrDiversifier;
import io.github.discovery4j.rank.guardrail.AlreadySeenGuardrail;
import io.github.discovery4j.rank.guardrail.BlockListGuardrail;
import io.github.discovery4j.rank.guardrail.Blocks;
import io.github.discovery4j.rank.guardrail.SeenItems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/diversity-and-guardrails.md}. */
class DiversityAndGuardrailsGuideTest {

    private static final List<String> PEOPLE = List.of("ben", "cleo", "dora", "emil", "fay", "gil");

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();

    private final CandidateSource everyone = (context, limit) -> {
        CandidateList.Builder found = CandidateList.builder(context.items(), PEOPLE.size());
        PEOPLE.stream().filter(context::admits).limit(limit).forEach(id -> found.add(id, 1));
        return found.build();
    };

    /** Everybody but Gil is in the chess club. */
    private final ItemAttributes communities = new ItemAttributes() {
        @Override
        public Set<String> names() {
            return Set.of("community");
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return itemId.equals("gil") ? Set.of() : Set.of("chess club");
        }

        @Override
        public double number(String itemId, String attribute) {
            return Double.NaN;
        }
    };

    /** Emil's interests differ from those of the others. */
    private final VectorReader interests = new VectorReader() {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public boolean read(String id, float[] destination, int offset) {
            destination[offset] = id.equals("emil") ? 0 : 1;
            destination[offset + 1] = id.equals("emil") ? 1 : 0;
            return true;
        }
    };

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("diversity-and-guardrails.md", DiversityAndGuardrailsGuideTest.class);
    }

    @Test
    void theCodeDoesWhatThePageSays() {
        Blocks blocks = new Blocks();
        SeenItems seen = new SeenItems(consent);
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(consent)
                .attributes(communities)
                .source("everyone", everyone)
                .guard("blocks", new BlockListGuardrail(blocks))
                .guard("already seen", AlreadySeenGuardrail.coolDown(seen, Duration.ofDays(7)))
                .diversify(MmrDiversifier.builder()
                        .vectors(interests)
                        .diversityWeight(0.3)
                        .constraint(atMost(2, "community"))
                        .build())
                .build();

        blocks.block("dora", "ana");
        Slate slate = engine.recommend(SlateRequest.forViewer("ana").size(3).build());
        seen.add("ana", slate.items().stream().map(SlateItem::id).toList(), slate.createdAt());

        // Two of the club, as different as can be, and Gil, who is not in it; Dora blocks Ana.
        assertThat(slate.items()).extracting(SlateItem::id).containsExactly("ben", "emil", "gil");
        Slate next = engine.recommend(SlateRequest.forViewer("ana").size(3).build());
        assertThat(next.items()).extracting(SlateItem::id).containsExactly("cleo", "fay");
        engine.close();
    }

    /** Films, best first: four dramas and two comedies. */
    private static final List<String> FILMS = List.of("Tár", "Ikiru", "Solaris", "Roma", "Playtime", "Airplane!");

    private static final Set<String> COMEDIES = Set.of("Playtime", "Airplane!", "Top Secret!");

    private final ItemAttributes genres = new ItemAttributes() {
        @Override
        public Set<String> names() {
            return Set.of("genre");
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return Set.of(COMEDIES.contains(itemId) ? "comedy" : "drama");
        }

        @Override
        public double number(String itemId, String attribute) {
            return Double.NaN;
        }
    };

    @Test
    void aCalibratedSlateIsAsThePageSays() throws IOException {
        List<String> liked = List.of("Heat", "Ran", "Top Secret!");
        Diversifier calibrated = CalibratedDiversifier.builder("genre", context -> tasteOf(liked, genres, "genre"))
                .diversityWeight(0.9)
                .build();

        CandidateSource films = (context, limit) -> {
            CandidateList.Builder found = CandidateList.builder(context.items(), FILMS.size());
            FILMS.forEach(id -> found.add(id, 1));
            return found.build();
        };
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .itemKind(ItemKind.THINGS)
                .attributes(genres)
                .source("films", films)
                .rank((batch, scores) -> {
                    for (int row = 0; row < scores.length; row++) {
                        scores[row] = -FILMS.indexOf(batch.candidates().id(row));
                    }
                })
                .diversify(calibrated)
                .build();
        Slate slate = engine.recommend(SlateRequest.forViewer("ana").size(3).build());
        engine.close();
        String shown = slate.items().stream().map(SlateItem::id).toList().toString();
        assertThat(shown).isEqualTo("[Tár, Playtime, Ikiru]");
        assertThat(Files.readString(Path.of("../docs/diversity-and-guardrails.md")))
                .contains(shown);
    }
}
