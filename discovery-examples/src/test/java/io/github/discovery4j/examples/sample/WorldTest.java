package io.github.discovery4j.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.examples.sample.CatalogueItem.Kind;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorldTest {

    private final World world = World.load();

    @Test
    void catalogueHoldsAboutThreeHundredWorksOfEachKindAHundred() {
        Map<Kind, Long> counts =
                world.catalogue().stream().collect(Collectors.groupingBy(CatalogueItem::kind, Collectors.counting()));

        assertThat(world.catalogue()).hasSizeBetween(290, 340);
        assertThat(counts).containsOnlyKeys(Kind.values());
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(90L, 120L));
    }

    @Test
    void catalogueIsInOrderOfUniqueIds() {
        assertThat(world.catalogue())
                .extracting(CatalogueItem::id)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void catalogueIdsFollowFromKindTitleAndYear() {
        assertThat(world.catalogue())
                .allSatisfy(item -> assertThat(item.id())
                        .isEqualTo("sample:%s:%s-%d"
                                .formatted(
                                        item.kind().name().toLowerCase(Locale.ROOT), slug(item.title()), item.year())));
    }

    @Test
    void noWorkIsListedTwice() {
        assertThat(world.catalogue())
                .extracting(item -> item.kind() + item.title().toLowerCase(Locale.ROOT) + item.creator())
                .doesNotHaveDuplicates();
    }

    @Test
    void yearsArePlausibleForTheKind() {
        assertThat(world.catalogue()).allSatisfy(item -> {
            int earliest = switch (item.kind()) {
                case FILM -> 1895;
                case ALBUM -> 1948;
                case BOOK -> 1500;
            };
            assertThat(item.year()).as(item.title()).isBetween(earliest, 2024);
        });
    }

    @Test
    void worksHaveOneToThreeDifferentGenresAndEveryGenreIsUsed() {
        assertThat(world.catalogue())
                .allSatisfy(item -> assertThat(item.genres())
                        .as(item.title())
                        .hasSizeBetween(1, 3)
                        .doesNotHaveDuplicates());
        assertThat(world.genres())
                .hasSizeBetween(25, 35)
                .allSatisfy(genre -> assertThat(world.catalogue())
                        .as(genre.id())
                        .filteredOn(item -> item.genres().contains(genre))
                        .hasSizeGreaterThanOrEqualTo(5));
    }

    @Test
    void languagesAreIsoCodesAndAGoodShareIsSpanish() {
        List<String> isoLanguages = List.of(Locale.getISOLanguages());

        assertThat(world.catalogue())
                .allSatisfy(item -> assertThat(isoLanguages.contains(item.language())
                                || item.language().equals(Language.NONE))
                        .as(item.id())
                        .isTrue());
        assertThat(world.catalogue())
                .filteredOn(item -> item.language().equals(Language.SPANISH))
                .hasSizeGreaterThan(world.catalogue().size() / 4);
    }

    @Test
    void hobbiesAreGroupedAndNamedInBothLanguages() {
        assertThat(world.hobbies()).hasSizeBetween(55, 70).allSatisfy(hobby -> {
            assertThat(hobby.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(hobby.name(Locale.forLanguageTag("es-MX")))
                    .isEqualTo(hobby.spanish())
                    .isNotBlank();
            assertThat(hobby.name(Locale.FRENCH)).isEqualTo(hobby.english()).isNotBlank();
        });
        assertThat(world.hobbies()).extracting(Hobby::id).isSorted();
        assertThat(world.hobbies().stream().map(Hobby::group).distinct()).hasSizeBetween(8, 12);
    }

    @Test
    void genresAreNamedInBothLanguages() {
        assertThat(world.genres()).allSatisfy(genre -> {
            assertThat(genre.name(Locale.forLanguageTag("es")))
                    .isEqualTo(genre.spanish())
                    .isNotBlank();
            assertThat(genre.name(Locale.UK)).isEqualTo(genre.english()).isNotBlank();
        });
    }

    @Test
    void citiesLieOnTheGlobeAndSpeakEnglishOrSpanish() {
        assertThat(world.cities()).hasSizeBetween(18, 26).allSatisfy(city -> {
            assertThat(city.country()).isIn((Object[]) Locale.getISOCountries());
            assertThat(city.latitude()).isBetween(-90.0, 90.0);
            assertThat(city.longitude()).isBetween(-180.0, 180.0);
            assertThat(city.languages()).isNotEmpty().isSubsetOf(Language.ENGLISH, Language.SPANISH);
            assertThat(city.share()).isPositive();
        });
    }

    @Test
    void communitiesSplitEvenlyBetweenLanguagesAndHaveWorksToLike() {
        assertThat(world.communities()).hasSize(24).extracting(Community::id).doesNotHaveDuplicates();
        assertThat(world.communities())
                .filteredOn(community -> community.language().equals(Language.SPANISH))
                .hasSize(12);
        assertThat(world.communities())
                .allSatisfy(community -> assertThat(world.catalogue())
                        .as(community.id())
                        .filteredOn(item -> !Collections.disjoint(item.genres(), community.genres()))
                        .hasSizeGreaterThanOrEqualTo(20));
    }

    @Test
    void firstNamesAreSingleWordsForEachLanguage() {
        assertThat(world.firstNames()).allSatisfy(firstName -> {
            assertThat(firstName.name()).matches("\\p{Lu}\\p{Ll}+");
            assertThat(firstName.languages()).isNotEmpty().isSubsetOf(Language.ENGLISH, Language.SPANISH);
        });
        for (String language : List.of(Language.ENGLISH, Language.SPANISH)) {
            assertThat(world.firstNames())
                    .filteredOn(firstName -> firstName.languages().contains(language))
                    .hasSizeGreaterThan(50);
        }
    }

    private static String slug(String title) {
        return Normalizer.normalize(title, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}']", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
