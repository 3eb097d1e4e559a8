package io.github.discovery4j.examples.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Draws the people, one after the other: who they are, then where they belong, then what they do and like.
 *
 * <p>Communities depend on language and city; hobbies and favourites depend on communities, with some noise. Every
 * facet has a stream of its own. <b>Threads:</b> one at a time.
 */
final class PersonGenerator {

    private static final double NEWCOMER_SHARE = 0.02;
    private static final int NEWCOMER_DAYS = 14;
    private static final int OLDEST_ACCOUNT_DAYS = 6 * 365;
    private static final Duration FAVOURITES_WINDOW = Duration.ofDays(180);
    private static final int SECONDS_A_DAY = (int) Duration.ofDays(1).toSeconds();

    private static final double UNSPOKEN_COMMUNITY_WEIGHT = 0.03;
    private static final double HOME_CITY_WEIGHT = 5;
    private static final double HOBBY_FROM_COMMUNITY = 0.75;
    private static final double FAVOURITE_FROM_COMMUNITY = 0.8;

    private final World world;
    private final WeightedChoice<City> cities;
    private final WeightedChoice<AgeBand> ageBands;
    private final WeightedChoice<Hobby> hobbies;
    private final List<Community> communitiesByPopularity;
    private final TasteTables tastes;

    private final Draws identityDraws;
    private final Draws communityDraws;
    private final Draws hobbyDraws;
    private final Draws favouriteDraws;
    private final Draws activityDraws;

    PersonGenerator(World world, long seed) {
        this.world = world;
        this.cities = WeightedChoice.of(world.cities(), (position, city) -> city.share());
        this.ageBands = WeightedChoice.of(List.of(AgeBand.values()), (position, band) -> band.percent());
        this.hobbies = WeightedChoice.of(
                Draws.of(seed, "hobby popularity").shuffled(world.hobbies()),
                (position, hobby) -> WeightedChoice.zipf(position));
        this.communitiesByPopularity = Draws.of(seed, "community popularity").shuffled(world.communities());
        this.tastes = new TasteTables(world.catalogue(), seed);
        this.identityDraws = Draws.of(seed, "identity");
        this.communityDraws = Draws.of(seed, "communities");
        this.hobbyDraws = Draws.of(seed, "hobbies");
        this.favouriteDraws = Draws.of(seed, "favourites");
        this.activityDraws = Draws.of(seed, "activity");
    }

    List<Person> generate(int count) {
        List<Person> people = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            people.add(person("u" + number));
        }
        return people;
    }

    private Person person(String id) {
        City city = cities.draw(identityDraws);
        List<String> languages = languages(city);
        String displayName = displayName(languages);
        AgeBand ageBand = ageBands.draw(identityDraws);
        boolean newcomer = identityDraws.chance(NEWCOMER_SHARE);
        Duration membership = membership(newcomer);
        List<Community> communities = communities(city, languages, newcomer);
        return new Person(
                id,
                displayName,
                languages,
                city,
                ageBand,
                SampleCommunity.REFERENCE_INSTANT.minus(membership),
                newcomer,
                communities,
                hobbies(communities),
                favourites(communities, languages, membership, newcomer),
                postsPerWeek(newcomer));
    }

    private List<String> languages(City city) {
        String first = city.languages().getFirst();
        String second = first.equals(Language.ENGLISH) ? Language.SPANISH : Language.ENGLISH;
        boolean bilingualCity = city.languages().size() > 1;
        double onlyFirst = bilingualCity ? 0.45 : 0.75;
        double both = bilingualCity ? 0.35 : 0.2;
        double point = identityDraws.uniform();
        if (point < onlyFirst) {
            return List.of(first);
        }
        return point < onlyFirst + both ? List.of(first, second) : List.of(second);
    }

    private String displayName(List<String> languages) {
        World.FirstName firstName;
        do {
            firstName = identityDraws.oneOf(world.firstNames());
        } while (!firstName.languages().contains(languages.getFirst()));
        return firstName.name() + " " + (char) ('A' + identityDraws.below(26)) + ".";
    }

    /** Returns how long ago the account was created. */
    private Duration membership(boolean newcomer) {
        int days = newcomer
                ? identityDraws.below(NEWCOMER_DAYS)
                : identityDraws.between(NEWCOMER_DAYS + 1, OLDEST_ACCOUNT_DAYS);
        return Duration.ofDays(days).plusSeconds(identityDraws.below(SECONDS_A_DAY));
    }

    private List<Community> communities(City city, List<String> languages, boolean newcomer) {
        WeightedChoice<Community> choice = WeightedChoice.of(
                communitiesByPopularity,
                (position, community) -> WeightedChoice.zipf(position)
                        * (languages.contains(community.language()) ? 1 : UNSPOKEN_COMMUNITY_WEIGHT)
                        * (community.cities().contains(city) ? HOME_CITY_WEIGHT : 1));
        int wanted = newcomer ? 1 : communityDraws.between(1, 3);
        return distinct(wanted, () -> choice.draw(communityDraws));
    }

    private List<Hobby> hobbies(List<Community> communities) {
        int wanted = hobbyDraws.between(3, 10);
        return distinct(
                wanted,
                () -> hobbyDraws.chance(HOBBY_FROM_COMMUNITY)
                        ? hobbyDraws.oneOf(
                                leaningToFirst(communities, hobbyDraws).hobbies())
                        : hobbies.draw(hobbyDraws));
    }

    private List<Favourite> favourites(
            List<Community> communities, List<String> languages, Duration membership, boolean newcomer) {
        int wanted = newcomer ? favouriteDraws.below(3) : Math.min(40, 5 + (int) favouriteDraws.logNormal(8, 0.8));
        Duration window = membership.compareTo(FAVOURITES_WINDOW) < 0 ? membership : FAVOURITES_WINDOW;
        Set<String> chosenIds = new HashSet<>();
        List<Favourite> favourites = new ArrayList<>(wanted);
        while (favourites.size() < wanted) {
            boolean fromCommunity = favouriteDraws.chance(FAVOURITE_FROM_COMMUNITY);
            WeightedChoice<CatalogueItem> choice = fromCommunity
                    ? tastes.within(leaningToFirst(communities, favouriteDraws), languages)
                    : tastes.general(languages);
            CatalogueItem item = choice.draw(favouriteDraws);
            if (chosenIds.add(item.id())) {
                favourites.add(new Favourite(item, strength(fromCommunity), instantWithin(window)));
            }
        }
        favourites.sort(Comparator.comparing(Favourite::at).reversed());
        return favourites;
    }

    /** Returns a strength from 1 to 5 in half steps; what fits a community is liked more. */
    private double strength(boolean fromCommunity) {
        double liking = (fromCommunity ? 4.4 : 3.7) + 0.6 * favouriteDraws.gaussian();
        return Math.clamp(Math.round(2 * liking) / 2.0, 1, 5);
    }

    /** Returns an instant of the window that ends now; recent ones are likelier. */
    private Instant instantWithin(Duration window) {
        double point = favouriteDraws.uniform();
        return SampleCommunity.REFERENCE_INSTANT.minusSeconds((long) (point * point * window.toSeconds()));
    }

    private double postsPerWeek(boolean newcomer) {
        double posts = activityDraws.logNormal(newcomer ? 0.3 : 1.5, 1.3);
        return Math.min(150, Math.round(10 * posts) / 10.0);
    }

    /** Draws until there are as many different values as wanted, in the order in which they first came. */
    private static <T> List<T> distinct(int wanted, Supplier<T> draw) {
        List<T> values = new ArrayList<>(wanted);
        while (values.size() < wanted) {
            T value = draw.get();
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return values;
    }

    private static Community leaningToFirst(List<Community> communities, Draws draws) {
        return communities.get(Math.min(draws.below(communities.size()), draws.below(communities.size())));
    }
}
