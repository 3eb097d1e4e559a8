package io.github.discovery4j.explain.phrase;

import static io.github.discovery4j.explain.phrase.TestSlates.slate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.explain.LinearRanker;
import io.github.discovery4j.testkit.ExplainerContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhraseExplainerTest extends ExplainerContract {

    private static final FeatureColumn INTERESTS =
            FeatureColumn.number("shared_interests", SignalGroup.INTERESTS, Owner.BOTH);
    private static final FeatureColumn ACTIVITY = FeatureColumn.number("activity", SignalGroup.BEHAVIOUR, Owner.OBJECT);
    private static final FeatureColumn LIKED = FeatureColumn.number("cf_score", SignalGroup.FAVOURITES, Owner.SUBJECT);
    private static final FeatureColumn POPULARITY =
            FeatureColumn.number("popularity", SignalGroup.SOCIAL_GRAPH, Owner.NOBODY);
    private static final List<FeatureColumn> COLUMNS = List.of(INTERESTS, ACTIVITY, LIKED, POPULARITY);
    private static final Ranker RANKER =
            new LinearRanker(Map.of("shared_interests", 1.0, "activity", 0.5, "cf_score", 2.0, "popularity", 0.1), -3);
    private static final PhraseExplainer EXPLAINER = PhraseExplainer.builder().build();

    @Override
    protected Explainer explainer() {
        return EXPLAINER;
    }

    @Override
    protected Ranker ranker() {
        return RANKER;
    }

    @Override
    protected FeatureSchema schema() {
        return FeatureSchema.of("contract", "1", COLUMNS);
    }

    @Override
    protected Set<String> neutralCodes() {
        return Set.of(PhraseExplainer.FALLBACK_CODE);
    }

    @Test
    void theSignalsThatWeighedMostComeFirst() {
        List<List<Reason>> reasons = EXPLAINER.explain(chosen(row(3, 1, 1, 1), row(1, 9, 0, 1), row(0, 0, 0, 5)));
        assertThat(codes(reasons))
                .containsExactly(
                        List.of("shared_interests", "cf_score"),
                        List.of("activity"), // fewer interests in common than most; no more popular than most
                        List.of("popularity"));
        assertThat(reasons.getFirst().getFirst())
                .isEqualTo(new Reason(
                        "shared_interests",
                        SignalGroup.INTERESTS,
                        Visibility.PUBLIC,
                        Map.of("en", "3 shared interests", "es", "3 intereses en común")));
    }

    @Test
    void asManyReasonsAsAskedFor() {
        ChosenItems chosen = chosen(row(3, 1, 1, 1));
        assertThat(codes(PhraseExplainer.builder().reasons(1).build().explain(chosen)))
                .containsExactly(List.of("shared_interests"));
        assertThat(codes(PhraseExplainer.builder().reasons(9).build().explain(chosen)))
                .containsExactly(List.of("shared_interests", "cf_score", "activity", "popularity"));
    }

    @Test
    void equalContributionsGoToTheEarlierColumn() {
        Ranker equal = new LinearRanker(Map.of("cf_score", 1.0, "activity", 1.0, "shared_interests", 1.0), 0);
        ChosenItems chosen = slate(ConsentView.ALLOW_ALL, COLUMNS, equal, List.<float[]>of(row(2, 2, 2, 2)));
        assertThat(codes(EXPLAINER.explain(chosen))).containsExactly(List.of("shared_interests", "activity"));
    }

    @Test
    void aSignalThatCountsAgainstAnItemIsNoReason() {
        Ranker averse = new LinearRanker(Map.of("popularity", -1.0, "activity", -1.0), 0);
        // Less popular than the other item: that raised its score, but "popular" would be a lie.
        ChosenItems chosen = slate(ConsentView.ALLOW_ALL, COLUMNS, averse, List.of(row(0, 0, 0, 1), row(0, 5, 0, 100)));
        assertThat(codes(EXPLAINER.explain(chosen)))
                .containsExactly(List.of(PhraseExplainer.FALLBACK_CODE), List.of(PhraseExplainer.FALLBACK_CODE));
    }

    @Test
    void wordsForALowValueNeedALowValueThatHelped() {
        PhraseBook book = TestSlates.book("""
                {"say": "close_by", "when": {"distance_km": {"atMost": 25}}}""", """
                "close_by": "Close by\"""");
        List<FeatureColumn> columns = List.of(FeatureColumn.number("distance_km", SignalGroup.PROFILE, Owner.BOTH));
        List<float[]> rows = List.of(row(5), row(30), row(900), row(Float.NaN));
        PhraseExplainer explainer = PhraseExplainer.builder().phrases(book).build();
        assertThat(codes(explainer.explain(
                        slate(ConsentView.ALLOW_ALL, columns, new LinearRanker(Map.of("distance_km", -1.0), 0), rows))))
                .containsExactly(List.of("close_by"), List.of("suggested"), List.of("suggested"), List.of("suggested"));
        assertThat(codes(explainer.explain(
                        slate(ConsentView.ALLOW_ALL, columns, new LinearRanker(Map.of("distance_km", 1.0), 0), rows))))
                .allMatch(List.of("suggested")::equals);
    }

    @Test
    void twoFeaturesOfOneCodeGiveOneReason() {
        PhraseBook book = TestSlates.book("""
                {"say": "lively", "when": {"activity": {}}},
                {"say": "busy", "code": "lively", "when": {"popularity": {}}}""", """
                "lively": "Lively", "busy": "Busy\"""");
        List<List<Reason>> reasons =
                PhraseExplainer.builder().phrases(book).build().explain(chosen(row(0, 1, 0, 9)));
        assertThat(texts(reasons, "en")).containsExactly("Busy");
    }

    @Test
    void aCodeOfACategoryIsNoAmount() {
        FeatureColumn category = new FeatureColumn(
                "activity", SignalGroup.BEHAVIOUR, Owner.OBJECT, Visibility.PUBLIC, List.of("x", "y"));
        ChosenItems chosen = slate(
                ConsentView.ALLOW_ALL,
                List.of(category),
                new LinearRanker(Map.of("activity", 1.0), 0),
                List.<float[]>of(row(1)));
        assertThat(codes(EXPLAINER.explain(chosen))).containsExactly(List.of("suggested"));
    }

    @Test
    void anOpaqueRankerGetsTheNeutralPhrase() {
        Ranker opaque = (batch, scores) -> Arrays.fill(scores, 1);
        List<List<Reason>> reasons = EXPLAINER.explain(
                slate(ConsentView.ALLOW_ALL, COLUMNS, opaque, List.of(row(1, 1, 1, 1), row(2, 2, 2, 2))));
        Reason neutral = new Reason(
                "suggested",
                PhraseExplainer.NO_SIGNAL,
                Visibility.PUBLIC,
                Map.of("en", "Suggested for you", "es", "Sugerencia para ti"));
        assertThat(reasons).containsExactly(List.of(neutral), List.of(neutral));
    }

    @Test
    void namesAreAskedForInTheLanguageOfTheSentence() {
        List<String> asked = new ArrayList<>();
        PhraseExplainer explainer = PhraseExplainer.builder()
                .names("shared_interests", (context, item, language) -> {
                    asked.add(context.viewerId() + " " + item + " " + language);
                    return language.equals(Locale.ENGLISH) ? List.of("chess", "hiking") : List.of("ajedrez", "hípica");
                })
                .build();
        List<List<Reason>> reasons = explainer.explain(chosen(row(2, 0, 0, 0)));
        assertThat(texts(reasons, "en")).containsExactly("You both like chess and hiking");
        assertThat(texts(reasons, "es")).containsExactly("Intereses en común: ajedrez e hípica");
        assertThat(asked).containsExactly("viewer a en", "viewer a es");
    }

    @Test
    void namesAreCleanedBeforeTheyAreCounted() {
        PhraseExplainer explainer = PhraseExplainer.builder()
                .names("cf_score", (context, item, language) -> List.of("\u0000", "Dr.\nNo\u202E", "", "Dr. No"))
                .build();
        List<List<Reason>> reasons = explainer.explain(chosen(row(0, 0, 1, 0)));
        assertThat(texts(reasons, "en")).containsExactly("Because you liked Dr. No");
        assertThat(texts(reasons, "es")).containsExactly("Porque te gustó Dr. No");
    }

    @Test
    void withoutNamesThePhraseIsSaidPlainly() {
        List<PhraseNames> silent = List.of(
                (context, item, language) -> List.of(),
                (context, item, language) -> List.of(" ", "\u200B"),
                (context, item, language) -> {
                    throw new IllegalStateException("names are down");
                },
                (context, item, language) -> null);
        for (PhraseNames names : silent) {
            PhraseExplainer explainer =
                    PhraseExplainer.builder().names("shared_interests", names).build();
            assertThat(texts(explainer.explain(chosen(row(1, 0, 0, 0))), "es")).containsExactly("1 interés en común");
        }
    }

    @Test
    void aPhraseThatNeedsNamesGivesWayToTheNextSignal() {
        PhraseBook book = PhraseBook.standard().with(TestSlates.book("""
                {"say": "liked", "when": {"cf_score": {}}}""", """
                "liked": {"named": "As you liked {names}"}"""));
        PhraseExplainer explainer = PhraseExplainer.builder()
                .phrases(book)
                .names("cf_score", (context, item, language) -> item.equals("a") ? List.of("Dune") : List.of())
                .build();
        assertThat(texts(explainer.explain(chosen(row(0, 1, 2, 0), row(0, 1, 2, 0))), "en"))
                .containsExactly("As you liked Dune", "Active here", "Active here");
    }

    private static final String COMBINED = """
            {"say": "lively", "when": {"activity": {}, "popularity": {"atLeast": 0.5}}},
            {"say": "active", "when": {"activity": {}}},
            {"say": "popular", "when": {"popularity": {}}},
            {"say": "liked", "when": {"cf_score": {}}}""";
    private static final String COMBINED_WORDS = """
            "lively": "Lively, {activity} and {popularity}", "active": "Active", "popular": "Popular", "liked": "Liked\"""";

    private static PhraseExplainer combined(String phrases) {
        return PhraseExplainer.builder()
                .phrases(TestSlates.book(phrases, COMBINED_WORDS))
                .build();
    }

    @Test
    void aCombinationIsSaidInPlaceOfItsParts() {
        List<List<Reason>> reasons = combined(COMBINED).explain(chosen(row(0, 2, 0, 4), row(0, 2, 1, 0.25f)));
        assertThat(codes(reasons)).containsExactly(List.of("lively"), List.of("liked", "active"));
        assertThat(texts(reasons, "en").getFirst()).isEqualTo("Lively, 2 and 4");
        assertThat(reasons.getFirst().getFirst().group())
                .as("the group of what added most")
                .isEqualTo(SignalGroup.BEHAVIOUR);
    }

    @Test
    void aCombinationAddsWhatItsPartsAdd() {
        // 2 x 0.5 and 9 x 0.1, less their means, together weigh more than 0.8 x 2.
        assertThat(codes(combined(COMBINED).explain(chosen(row(0, 2, 0.8f, 9)))))
                .containsExactly(List.of("lively", "liked"));
        assertThat(codes(combined(COMBINED).explain(chosen(row(0, 2, 2, 9)))))
                .containsExactly(List.of("liked", "lively"));
    }

    @Test
    void aCombinationOfWhichThisViewerMayNotKnowAPartIsNotSaid() {
        InMemoryConsentLedger consent = new InMemoryConsentLedger();
        consent.show("a", SignalGroup.BEHAVIOUR, Visibility.PRIVATE_OPT_IN);
        assertThat(codes(
                        combined(COMBINED).explain(slate(consent, COLUMNS, RANKER, List.<float[]>of(row(0, 2, 0, 9))))))
                .containsExactly(List.of("popular"));
    }

    @Test
    void apartThatOnlyMakesTheWordsTrueNeedNotHaveHelped() {
        List<float[]> rows = List.of(row(0, 2, 0, 9), row(0, 2, 0, 9), row(0, 2, 0, 9));
        Ranker unread = new LinearRanker(Map.of("activity", 1.0), 0);
        assertThat(codes(combined(COMBINED).explain(slate(ConsentView.ALLOW_ALL, COLUMNS, unread, rows))))
                .containsOnly(List.of("active"));
        String eased = COMBINED.replace("\"atLeast\": 0.5", "\"atLeast\": 0.5, \"helped\": false");
        assertThat(codes(combined(eased).explain(slate(ConsentView.ALLOW_ALL, COLUMNS, unread, rows))))
                .containsOnly(List.of("lively"));
    }

    @Test
    void aHigherPriorityIsTriedFirst() {
        String first = COMBINED.replace("\"say\": \"popular\"", "\"say\": \"popular\", \"priority\": 1");
        assertThat(codes(combined(first).explain(chosen(row(0, 2, 2, 9)))))
                .containsExactly(List.of("popular", "liked"));
    }

    @Test
    void genderComesFromTheHostAndIsOtherWithoutIt() {
        PhraseBook book = TestSlates.book("""
                {"say": "active", "when": {"activity": {}}}""", """
                "active": "{gender, select, feminine {Activa} masculine {Activo} other {Con actividad}}\"""");
        List<float[]> rows = List.of(row(0, 1, 0, 0), row(0, 1, 0, 0), row(0, 1, 0, 0));
        PhraseExplainer explainer = PhraseExplainer.builder()
                .phrases(book)
                .gender((context, item, language) -> switch (item) {
                    case "a" -> "feminine";
                    case "b" -> "masculine";
                    default -> throw new IllegalStateException("not known");
                })
                .build();
        ChosenItems chosen = slate(ConsentView.ALLOW_ALL, COLUMNS, RANKER, rows);
        assertThat(texts(explainer.explain(chosen), "es")).containsExactly("Activa", "Activo", "Con actividad");
        assertThat(texts(PhraseExplainer.builder().phrases(book).build().explain(chosen), "es"))
                .containsOnly("Con actividad");
    }

    @Test
    void aThirdLanguageIsInEveryReason() {
        PhraseBook book = TestSlates.book("""
                        {"say": "active", "when": {"activity": {}}}""", "\"active\": \"Active\"")
                .language(TestSlates.messages("pt", "\"active\": \"Em atividade\""));
        List<List<Reason>> reasons =
                PhraseExplainer.builder().phrases(book).build().explain(chosen(row(0, 1, 0, 0), row(0, 0, 0, 0)));
        assertThat(texts(reasons, "pt")).containsExactly("Em atividade", "For you");
        assertThat(texts(reasons, "fr")).as("English where there are no words").containsExactly("Active", "For you");
    }

    @Test
    void anItemThatIsGoneHasNoNames() {
        PhraseExplainer explainer = PhraseExplainer.builder()
                .names(
                        "cf_score",
                        (context, item, language) ->
                                Map.of("b", List.of("Dune")).get(item))
                .build();
        assertThat(texts(explainer.explain(chosen(row(0, 0, 1, 0), row(0, 0, 1, 0))), "en"))
                .containsExactly("Goes with what you like", "Because you liked Dune");
    }

    @Test
    void whatOnlyFollowersMaySeeIsSaidToFollowers() {
        InMemoryConsentLedger consent = new InMemoryConsentLedger();
        consent.show("a", SignalGroup.BEHAVIOUR, Visibility.FOLLOWERS);
        consent.show("b", SignalGroup.BEHAVIOUR, Visibility.FOLLOWERS);
        consent.show("c", SignalGroup.BEHAVIOUR, Visibility.PRIVATE_OPT_IN);
        PhraseExplainer explainer = PhraseExplainer.builder()
                .follows((viewer, owner) -> viewer.equals("viewer") && !owner.equals("b"))
                .build();
        List<float[]> rows = List.of(row(0, 1, 0, 0), row(0, 1, 0, 0), row(0, 1, 0, 0), row(0, 1, 0, 0));
        List<List<Reason>> reasons = explainer.explain(slate(consent, COLUMNS, RANKER, rows));
        assertThat(codes(reasons))
                .containsExactly(List.of("activity"), List.of("suggested"), List.of("suggested"), List.of("activity"));
        assertThat(reasons.getFirst().getFirst().visibility()).isEqualTo(Visibility.FOLLOWERS);
        assertThat(reasons.getLast().getFirst().visibility()).isEqualTo(Visibility.PUBLIC);
        assertThat(codes(EXPLAINER.explain(slate(consent, COLUMNS, RANKER, rows)))
                        .getFirst())
                .as("nobody follows anybody unless the host says so")
                .containsExactly("suggested");
    }

    @Test
    void theViewersOwnPrivateSignalIsSaidToTheViewer() {
        InMemoryConsentLedger consent = new InMemoryConsentLedger();
        consent.show("viewer", SignalGroup.FAVOURITES, Visibility.PRIVATE_OPT_IN);
        List<List<Reason>> reasons =
                EXPLAINER.explain(slate(consent, COLUMNS, RANKER, List.<float[]>of(row(0, 0, 1, 0))));
        assertThat(codes(reasons)).containsExactly(List.of("cf_score"));
        assertThat(reasons.getFirst().getFirst().visibility()).isEqualTo(Visibility.PRIVATE_OPT_IN);
    }

    @Test
    void anEmptySlateHasNoReasons() {
        assertThat(EXPLAINER.explain(slate(ConsentView.ALLOW_ALL, COLUMNS, RANKER, List.of())))
                .isEmpty();
    }

    @Test
    void namesForAPhraseThatTakesNoneAreRefused() {
        PhraseNames names = (context, item, language) -> List.of();
        assertThatThrownBy(() ->
                        PhraseExplainer.builder().names("popularity", names).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feature \"popularity\" has none");
        assertThatThrownBy(() -> PhraseExplainer.builder()
                        .names("shared_intrests", names)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shared_interests");
    }

    @Test
    void zeroReasonsAreRefused() {
        assertThatThrownBy(() -> PhraseExplainer.builder().reasons(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be 1 or more, was 0");
    }

    private static ChosenItems chosen(float[]... rows) {
        return slate(ConsentView.ALLOW_ALL, COLUMNS, RANKER, List.of(rows));
    }

    private static float[] row(float... values) {
        return values;
    }

    private static List<List<String>> codes(List<List<Reason>> reasons) {
        return reasons.stream()
                .map(item -> item.stream().map(Reason::code).toList())
                .toList();
    }

    private static List<String> texts(List<List<Reason>> reasons, String language) {
        return reasons.stream()
                .flatMap(List::stream)
                .map(reason -> reason.text(Locale.forLanguageTag(language)))
                .toList();
    }
}
