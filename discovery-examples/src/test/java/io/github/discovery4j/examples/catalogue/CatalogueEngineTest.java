package io.github.discovery4j.examples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.model.Candidate;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CatalogueEngineTest {

    private static final int CANDIDATES = 50;

    private static final List<String> RATINGS = List.of(
            "1 alien 5",
            "1 aliens 4",
            "1 bambi 1",
            "2 alien 5",
            "2 aliens 5",
            "2 predator 5",
            "3 aliens 4",
            "3 predator 4",
            "3 alien 3",
            "4 bambi 5",
            "4 dumbo 4",
            "5 dumbo 5",
            "5 bambi 5",
            "6 bambi 5",
            "6 dumbo 5",
            "6 heidi 4");

    private static final List<String> FILMS = List.of(
            "alien scifi horror",
            "aliens scifi horror",
            "predator scifi",
            "bambi family",
            "dumbo family",
            "heidi family",
            "sunshine scifi");

    private static TracedSlate ask(DataSet data, String viewer, int size) {
        try (CatalogueEngine engine = CatalogueEngine.over(data, CANDIDATES)) {
            return engine.recommend(SlateRequest.forViewer(viewer).size(size).build());
        }
    }

    private static List<String> ids(TracedSlate answer) {
        return answer.slate().items().stream().map(SlateItem::id).toList();
    }

    private static List<String> texts(TracedSlate answer, String id, String language) {
        return answer.slate().items().stream()
                .filter(item -> item.id().equals(id))
                .flatMap(item -> item.reasons().stream())
                .map(reason -> reason.text(Locale.of(language)))
                .toList();
    }

    @Test
    void theBestMatchComesFirstAndNothingSeenComesBack() {
        TracedSlate answer = ask(Films.of(RATINGS, FILMS), "1", 10);
        assertThat(ids(answer)).startsWith("predator").doesNotContain("alien", "aliens", "bambi");
    }

    @Test
    void aReasonNamesWhatTheViewerLikedByTitleAndNothingTheyDisliked() {
        TracedSlate answer = ask(Films.of(RATINGS, FILMS), "1", 10);
        assertThat(texts(answer, "predator", "en"))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("Because you liked The alien")
                        .contains("The aliens")
                        .doesNotContain("bambi"));
        // Dumbo goes with Bambi, but Bambi got one star of five.
        assertThat(answer.slate().items().stream()
                        .flatMap(item -> item.reasons().stream())
                        .map(reason -> reason.text(Locale.ENGLISH)))
                .noneMatch(text -> text.contains("bambi"));
    }

    @Test
    void anItemThatNobodyHasMetIsFoundByItsGenre() {
        TracedSlate answer = ask(Films.of(RATINGS, FILMS), "1", 10);
        int position = ids(answer).indexOf("sunshine");
        assertThat(answer.trace().chosen().get(position).origins())
                .extracting(Candidate.Origin::source)
                .containsExactly("genres");
        assertThat(texts(answer, "sunshine", "es")).containsExactly("De un género que te gusta: scifi");
    }

    @Test
    void aNewcomerGetsWhatIsPopular() {
        try (CatalogueEngine engine = CatalogueEngine.over(Films.of(RATINGS, FILMS), CANDIDATES)) {
            assertThat(engine.knows("99")).isFalse();
            assertThat(engine.knows("1")).isTrue();
            TracedSlate answer =
                    engine.recommend(SlateRequest.forViewer("99").size(1).build());
            assertThat(ids(answer)).containsExactly("bambi");
            assertThat(answer.slate().items().getFirst().reasons())
                    .extracting(Reason::code)
                    .containsExactly("popularity");
        }
    }

    @Test
    void anItemMayHaveTheIdOfItsViewer() {
        DataSet data = Films.of(List.of("1 2", "2 1", "2 2", "3 1"), List.of());
        assertThat(ids(ask(data, "1", 5))).containsExactly("1");
    }

    @Test
    void aCatalogueBeyondTheBoundIsServedWithoutEaseAndSaysSo() {
        try (CatalogueEngine engine = CatalogueEngine.over(Films.of(RATINGS, FILMS), CANDIDATES, 3)) {
            assertThat(engine.notes()).singleElement().asString().contains("EASE", "at most 3 items", "has 6");
            TracedSlate answer =
                    engine.recommend(SlateRequest.forViewer("1").size(10).build());
            assertThat(answer.trace().steps()).noneMatch(step -> step.stage().equals("ease"));
            assertThat(ids(answer)).contains("predator", "sunshine");
            assertThat(answer.slate().items().stream().flatMap(item -> item.reasons().stream()))
                    .noneMatch(reason -> reason.code().equals("cf_score"));
        }
    }

    @Test
    void dataWithoutGenresOrWithoutLikesIsServed() {
        assertThat(ids(ask(Films.of(RATINGS, List.of()), "1", 1))).containsExactly("predator");
        assertThat(ids(ask(Films.of(List.of("1 a 0", "2 b -1"), FILMS), "1", 5)))
                .isEmpty();
    }

    @Test
    void theSameDataGivesTheSameSlate() {
        List<List<String>> runs = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            runs.add(ids(ask(Films.of(RATINGS, FILMS), "3", 10)));
        }
        assertThat(runs).allMatch(run -> run.equals(runs.getFirst()));
    }
}
