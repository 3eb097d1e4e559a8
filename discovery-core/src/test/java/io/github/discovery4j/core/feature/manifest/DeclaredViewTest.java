package io.github.discovery4j.core.feature.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDataException;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeclaredViewTest {

    private static final String MANIFEST = """
            {"manifest": 1,
             "entities": [{"entity": "person", "features": [
               {"name": "locale", "type": "string", "group": "profile", "visibility": "PUBLIC", "default": "en"},
               {"name": "city", "type": "string", "group": "profile", "visibility": "PUBLIC"},
               {"name": "skills", "type": "string set", "group": "interests", "visibility": "FOLLOWERS"},
               {"name": "age", "type": "long", "group": "profile", "visibility": "PUBLIC"},
               {"name": "taste", "type": "float[2]", "group": "favourites", "visibility": "PUBLIC"}]}],
             "views": [{"name": "v", "version": "1", "entity": "person", "columns": [
               {"kind": "category", "feature": "locale", "categories": ["es", "en"]},
               {"kind": "category", "feature": "city", "categories": ["Lima", "Oslo"], "other": "elsewhere"},
               {"kind": "subject_category", "feature": "skills", "categories": ["go", "art"]},
               {"kind": "number", "feature": "age"}, {"kind": "subject_number", "feature": "age"},
               {"kind": "shared", "feature": "skills"}, {"kind": "jaccard", "feature": "skills"},
               {"kind": "overlap", "feature": "skills"}, {"kind": "cosine", "feature": "taste", "name": "taste"}]}]}
            """;

    private final FeatureManifest manifest = read(MANIFEST);
    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final InMemoryFeatureStore store = new InMemoryFeatureStore(manifest.registry("person"), consent);
    private final DeclaredView view = manifest.view("v", "1");

    private static FeatureManifest read(String json) {
        return FeatureManifest.json(new ManifestText("m.json", json));
    }

    private static float[] row(FeatureView view, String subject, String object) {
        FeatureTable table = FeatureTable.allocate(view.schema(), 1);
        view.hydrate(
                PairBatch.of(List.of(new PairBatch.Pair(subject, object, Instant.EPOCH.plusSeconds(4_000_000_000L)))),
                table.writer(0, view.schema().size()));
        float[] row = new float[view.schema().size()];
        table.copyRow(0, row);
        return row;
    }

    @Test
    void columnsAndDictionariesComeFromTheManifest() {
        assertThat(view.over(store).schema().columns())
                .extracting(FeatureColumn::name)
                .containsExactly(
                        "locale",
                        "city",
                        "subject_skills",
                        "age",
                        "subject_age",
                        "shared_skills",
                        "jaccard_skills",
                        "overlap_skills",
                        "taste");
        FeatureColumn city = view.over(store).schema().columns().get(1);
        assertThat(city.categories()).containsExactly("Lima", "Oslo", "elsewhere");
        assertThat(city.owner()).isEqualTo(FeatureColumn.Owner.OBJECT);
        assertThat(view.over(store).schema().columns().get(2).owner()).isEqualTo(FeatureColumn.Owner.SUBJECT);
    }

    @Test
    void aCategoryReadsAsItsPlaceInTheDictionary() {
        store.put(
                "ana", row -> row.text("locale", "es").text("city", "Oslo").labels("skills", Set.of("art", "go", "x")));
        store.put("bo", row -> row.text("locale", "fr").text("city", "Rome").labels("skills", Set.of("art")));
        assertThat(row(view.over(store), "ana", "ana")).startsWith(0, 1, 0);
        assertThat(row(view.over(store), "bo", "bo")).startsWith(Float.NaN, 2, 1);
    }

    @Test
    void whatIsAbsentIsTheDefaultOrMissingAndNeverTheOthers() {
        assertThat(row(view.over(store), "cy", "cy")).startsWith(1, Float.NaN, Float.NaN);
    }

    @Test
    void theNameOfTheOthersIsNoValue() {
        store.put("ana", row -> row.text("city", "elsewhere"));
        assertThat(row(view.over(store), "ana", "ana")[1]).isEqualTo(2);
    }

    @Test
    void aMaskedCategoryHasNoDefault() {
        store.put("ana", row -> row.text("locale", "es").text("city", "Oslo"));
        consent.optOut("ana", SignalGroup.PROFILE);
        assertThat(row(view.over(store), "ana", "ana")).startsWith(Float.NaN, Float.NaN);
    }

    @Test
    void aStoreThatDeclaresAFeatureDifferentlyIsRefused() {
        FeatureStore other = new InMemoryFeatureStore(
                FeatureRegistry.of("person", List.of(FeatureDefinition.text("locale", SignalGroup.PROFILE))), consent);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> view.over(other))
                .withMessageContaining("the store must declare \"locale\" as the manifest does");
    }

    @Test
    void anEqualViewIsAcceptedWhateverItsDescriptionsAndAudience() {
        ViewFingerprint kept = ViewFingerprint.of(view.fingerprint().canonical());
        DeclaredView told =
                read(MANIFEST.replace("FOLLOWERS", "PRIVATE_OPT_IN")).view("v", "1");
        assertThatCode(() -> told.requireSame(kept)).doesNotThrowAnyException();
        assertThat(kept.digest())
                .matches("sha256:[0-9a-f]{64}")
                .isEqualTo(told.fingerprint().digest());
    }

    @Test
    void aChangedViewUnderTheSameVersionIsRefusedWithTheDifferences() {
        String changed = MANIFEST.replace("[\"es\", \"en\"]", "[\"en\", \"es\"]")
                .replace("{\"kind\": \"number\", \"feature\": \"age\"}, ", "")
                .replace("float[2]", "float[3]")
                .replace("\"name\": \"taste\"}]", "\"name\": \"taste\"}, {\"kind\": \"number\", \"feature\": \"age\"}]")
                .replace(", \"other\": \"elsewhere\"", "")
                .replace(
                        "\"kind\": \"overlap\", \"feature\": \"skills\"",
                        "\"kind\": \"overlap\", \"feature\": \"skills\", \"name\": \"o\"");
        FeatureDataException refused = catchThrowableOfType(
                FeatureDataException.class, () -> read(changed).view("v", "1").requireSame(view.fingerprint()));
        assertThat(refused)
                .hasMessageStartingWith("view \"v\" 1 is not what the model was trained on: ")
                .hasMessageContaining("column \"locale\".categories was [\"es\",\"en\"], is [\"en\",\"es\"]")
                .hasMessageContaining("column \"city\".other was \"elsewhere\", is absent")
                .hasMessageContaining("column \"taste\".type was \"float[2]\", is \"float[3]\"")
                .hasMessageContaining("column \"overlap_skills\" is gone")
                .hasMessageContaining("column \"o\" is new");
    }

    @Test
    void anotherOrderOfColumnsIsAnotherView() {
        String turned = MANIFEST.replace(
                "{\"kind\": \"number\", \"feature\": \"age\"}, {\"kind\": \"subject_number\", \"feature\": \"age\"}",
                "{\"kind\": \"subject_number\", \"feature\": \"age\"}, {\"kind\": \"number\", \"feature\": \"age\"}");
        assertThat(catchThrowableOfType(
                        FeatureDataException.class,
                        () -> read(turned).view("v", "1").requireSame(view.fingerprint())))
                .hasMessageContaining("columns were in the order [locale, city, subject_skills, age, subject_age");
    }

    @Test
    void aFingerprintThatWasTamperedWithIsRefused() {
        ViewFingerprint kept = view.fingerprint();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ViewFingerprint(kept.digest(), kept.canonical() + " "))
                .withMessageContaining("one of them was changed");
    }

    @Test
    void aWrongViewIsRefusedWithItsPlace() {
        String wrong = MANIFEST.replace("\"kind\": \"cosine\"", "\"kind\": \"shared\"")
                .replace("[\"Lima\", \"Oslo\"]", "[\"Lima\", \"Lima\"]")
                .replace(
                        "\"kind\": \"overlap\", \"feature\": \"skills\"",
                        "\"kind\": \"overlap\", \"feature\": \"skils\"")
                .replace(
                        "\"kind\": \"jaccard\", \"feature\": \"skills\"",
                        "\"kind\": \"shared\", \"feature\": \"skills\"")
                .replace("\"subject_category\", \"feature\": \"skills\", ", "\"number\", \"feature\": \"age\", ");
        assertThat(FeatureManifestTest.problems(wrong))
                .anyMatch(
                        problem -> problem.contains(
                                "views[0].columns[8].kind: a column of kind shared cannot read \"taste\", which is of type float[2]"))
                .anyMatch(problem -> problem.contains("categories must differ, \"Lima\" stands twice"))
                .anyMatch(problem -> problem.contains("was \"skils\"; did you mean \"skills\"?"))
                .anyMatch(problem -> problem.contains("a column must be declared once, \"shared_skills\""))
                .anyMatch(problem ->
                        problem.contains("categories must be one or more for a category and none for all else"));
    }

    @Test
    void aViewOfAFeatureThatIsWrongIsNotReportedToo() {
        assertThat(FeatureManifestTest.problems(MANIFEST.replace("\"long\"", "\"lang\"")))
                .singleElement()
                .asString()
                .contains("features[3].type");
    }

    @Test
    void aVersionOfAViewStandsOnceAndAnUnknownOneIsRefused() {
        String twice = MANIFEST.replace(
                "\"views\": [",
                "\"views\": [{\"name\": \"v\", \"version\": \"1\", \"entity\":"
                        + " \"person\", \"columns\": [{\"kind\": \"number\", \"feature\": \"age\"}]},");
        assertThat(FeatureManifestTest.problems(twice))
                .singleElement()
                .asString()
                .contains("a version of a view must be declared once, \"v 1\"");
        assertThat(read(twice.replaceFirst("\"version\": \"1\"", "\"version\": \"0\""))
                        .views())
                .hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manifest.view("v", "2"))
                .withMessage("view \"v\" 2 is not declared; the manifest has [v 1]");
    }
}
