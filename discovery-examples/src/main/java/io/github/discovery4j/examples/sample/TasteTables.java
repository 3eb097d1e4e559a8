package io.github.discovery4j.examples.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How likely each work is to be somebody's favourite: popularity, times the genres in common with a community, times
 * whether the person speaks the work's language.
 *
 * <p>The order of popularity is drawn from the seed. <b>Threads:</b> one at a time.
 */
final class TasteTables {

    /** Works travel in translation, but fewer people come across them. */
    private static final double FOREIGN_LANGUAGE_WEIGHT = 0.3;

    private record CommunityTaste(String communityId, List<String> languages) {}

    private final List<CatalogueItem> byPopularity;
    private final Map<CommunityTaste, WeightedChoice<CatalogueItem>> communityTables = new HashMap<>();
    private final Map<List<String>, WeightedChoice<CatalogueItem>> generalTables = new HashMap<>();

    TasteTables(List<CatalogueItem> catalogue, long seed) {
        this.byPopularity = Draws.of(seed, "catalogue popularity").shuffled(catalogue);
    }

    /** Returns the works in a community's genres, as a member who speaks these languages comes across them. */
    WeightedChoice<CatalogueItem> within(Community community, List<String> languages) {
        return communityTables.computeIfAbsent(
                new CommunityTaste(community.id(), languages),
                taste -> WeightedChoice.of(
                        byPopularity,
                        (position, item) -> WeightedChoice.zipf(position)
                                * languageWeight(item, languages)
                                * genresInCommon(item, community)));
    }

    /** Returns all works, as anybody who speaks these languages comes across them. */
    WeightedChoice<CatalogueItem> general(List<String> languages) {
        return generalTables.computeIfAbsent(
                languages,
                spoken -> WeightedChoice.of(
                        byPopularity,
                        (position, item) -> WeightedChoice.zipf(position) * languageWeight(item, spoken)));
    }

    private static double languageWeight(CatalogueItem item, List<String> languages) {
        boolean understood = item.language().equals(Language.NONE) || languages.contains(item.language());
        return understood ? 1 : FOREIGN_LANGUAGE_WEIGHT;
    }

    private static long genresInCommon(CatalogueItem item, Community community) {
        return item.genres().stream().filter(community.genres()::contains).count();
    }
}
