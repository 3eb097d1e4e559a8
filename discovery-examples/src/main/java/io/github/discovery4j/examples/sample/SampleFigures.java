package io.github.discovery4j.examples.sample;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What a sample community looks like in numbers. A share of nothing is 0.
 *
 * <p>Usage: {@code java -cp discovery-examples/target/discovery.jar
 * io.github.discovery4j.examples.sample.SampleFigures [seed] [people] [days]}; without days, what people did is not drawn.
 *
 * @param speakEnglish the share of people who speak English
 * @param speakSpanish the share of people who speak Spanish; who speaks both counts twice
 * @param newcomers the share of people who are newcomers
 * @param favouritesPerPerson the mean number of favourites
 * @param favouritesInOwnGenres the share of favourites with a genre of one of the person's communities
 * @param followsPerPerson the mean number of follows
 * @param reciprocity the share of follows that are returned
 * @param blockedPairs the share of blocked pairs among the pairs with a follow or a block between them
 * @param topTenthOfFollowers the share of all follows that go to the tenth of the people with most followers
 * @param topTenthOfPosts the share of all posts that come from the most active tenth of the people
 * @param topTenthOfFavourites the share of all favourites that go to the most popular tenth of the catalogue
 * @param sharedCommunity how many pairs have a community in common
 * @param sharedLanguage how many pairs have a language in common
 * @param sameCity how many pairs live in the same city
 */
public record SampleFigures(
        double speakEnglish,
        double speakSpanish,
        double newcomers,
        double favouritesPerPerson,
        double favouritesInOwnGenres,
        double followsPerPerson,
        double reciprocity,
        double blockedPairs,
        double topTenthOfFollowers,
        double topTenthOfPosts,
        double topTenthOfFavourites,
        Contrast sharedCommunity,
        Contrast sharedLanguage,
        Contrast sameCity) {

    private static final int RANDOM_PAIRS = 100_000;

    /**
     * How much more alike people are who follow each other: homophily is the first share against the second.
     *
     * @param amongFollows the share of follows whose two people have the thing in common
     * @param amongRandomPairs the same share among randomly drawn pairs of different people
     */
    public record Contrast(double amongFollows, double amongRandomPairs) {}

    /** Measures a community. */
    public static SampleFigures of(SampleCommunity sample) {
        List<Person> people = sample.people();
        DirectedEdges follows = sample.follows();
        double returned = countFollows(sample, (from, to) -> follows.contains(to, from));
        double followingPairs = follows.edgeCount() - returned / 2;
        double blocks = sample.blocks().edgeCount();
        List<Favourite> favourites =
                people.stream().flatMap(person -> person.favourites().stream()).toList();
        Map<String, Long> fans = favourites.stream()
                .collect(Collectors.groupingBy(favourite -> favourite.item().id(), Collectors.counting()));
        return new SampleFigures(
                share(countSpeakers(people, Language.ENGLISH), people.size()),
                share(countSpeakers(people, Language.SPANISH), people.size()),
                share(people.stream().filter(Person::newcomer).count(), people.size()),
                share(favourites.size(), people.size()),
                share(people.stream().mapToLong(SampleFigures::countInOwnGenres).sum(), favourites.size()),
                share(follows.edgeCount(), people.size()),
                share(returned, follows.edgeCount()),
                share(blocks, followingPairs + blocks),
                topTenth(Arrays.stream(follows.sourceCounts()).asDoubleStream()),
                topTenth(people.stream().mapToDouble(Person::postsPerWeek)),
                topTenth(sample.catalogue().stream().mapToDouble(item -> fans.getOrDefault(item.id(), 0L))),
                contrast(sample, (one, other) -> !Collections.disjoint(one.communities(), other.communities())),
                contrast(sample, (one, other) -> !Collections.disjoint(one.languages(), other.languages())),
                contrast(sample, (one, other) -> one.city().equals(other.city())));
    }

    private static Contrast contrast(SampleCommunity sample, BiPredicate<Person, Person> alike) {
        List<Person> people = sample.people();
        int follows = countFollows(sample, (from, to) -> alike.test(people.get(from), people.get(to)));
        Draws draws = Draws.of(sample.seed(), "random pairs");
        int random = 0;
        int pairs = people.size() < 2 ? 0 : RANDOM_PAIRS;
        for (int pair = 0; pair < pairs; pair++) {
            int one = draws.below(people.size());
            int other = (one + draws.between(1, people.size() - 1)) % people.size();
            if (alike.test(people.get(one), people.get(other))) {
                random++;
            }
        }
        return new Contrast(share(follows, sample.follows().edgeCount()), share(random, pairs));
    }

    private static int countFollows(SampleCommunity sample, BiPredicate<Integer, Integer> condition) {
        int count = 0;
        for (int from = 0; from < sample.people().size(); from++) {
            int source = from;
            count += (int) sample.follows()
                    .targets(from)
                    .filter(to -> condition.test(source, to))
                    .count();
        }
        return count;
    }

    private static long countSpeakers(List<Person> people, String language) {
        return people.stream()
                .filter(person -> person.languages().contains(language))
                .count();
    }

    private static long countInOwnGenres(Person person) {
        return person.favourites().stream()
                .filter(favourite -> person.communities().stream()
                        .anyMatch(community -> !Collections.disjoint(
                                community.genres(), favourite.item().genres())))
                .count();
    }

    private static double topTenth(DoubleStream values) {
        double[] ascending = values.sorted().toArray();
        int first = ascending.length - Math.ceilDiv(ascending.length, 10);
        return share(
                Arrays.stream(ascending, first, ascending.length).sum(),
                Arrays.stream(ascending).sum());
    }

    private static double share(long part, long whole) {
        return share((double) part, (double) whole);
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** Draws a community and prints its figures. */
    public static void main(String[] args) {
        long seed = args.length > 0 ? Long.parseLong(args[0]) : 42;
        int peopleCount = args.length > 1 ? Integer.parseInt(args[1]) : SampleCommunity.DEFAULT_PEOPLE_COUNT;
        long start = System.nanoTime();
        SampleCommunity sample = SampleCommunity.generate(seed, peopleCount);
        double seconds = (System.nanoTime() - start) / 1e9;
        SampleFigures figures = of(sample);
        System.out.printf(
                Locale.ROOT,
                "%d people, %d follows, %d blocks, drawn in %.2f s%n",
                sample.people().size(),
                sample.follows().edgeCount(),
                sample.blocks().edgeCount(),
                seconds);
        print("speak English", figures.speakEnglish());
        print("speak Spanish", figures.speakSpanish());
        print("newcomers", figures.newcomers());
        print("favourites per person", figures.favouritesPerPerson());
        print("favourites in own genres", figures.favouritesInOwnGenres());
        print("follows per person", figures.followsPerPerson());
        print("reciprocity", figures.reciprocity());
        print("blocked pairs", figures.blockedPairs());
        print("top tenth of followers", figures.topTenthOfFollowers());
        print("top tenth of posts", figures.topTenthOfPosts());
        print("top tenth of favourites", figures.topTenthOfFavourites());
        print("shared community", figures.sharedCommunity());
        print("shared language", figures.sharedLanguage());
        print("same city", figures.sameCity());
        printSafety(SafetyFigures.of(sample, sample.safety()));
        if (args.length > 2) {
            printActivity(sample, Integer.parseInt(args[2]));
        }
    }

    private static void printSafety(SafetyFigures safety) {
        System.out.printf(Locale.ROOT, "%n%d messages with text%n", safety.messages());
        safety.groupShares().forEach((group, share) -> print("group " + group, share));
        safety.followersByGroup().forEach((group, mean) -> print("followers in group " + group, mean));
        print("harassers", safety.harassers());
        print("newcomers among harassers", safety.youngHarassers());
        print("abusive messages", safety.abusive());
        print("harassers", safety.ofHarassers());
        print("others", safety.ofOthers());
        print("reports upheld, of decided", safety.upheld());
        print("reports undecided", safety.undecided());
        print("people who snooze", safety.snoozing());
        print("sightings per person", safety.sightingsPerPerson());
    }

    private static void print(String who, SafetyFigures.Conduct conduct) {
        print(who + ": messages each", conduct.sent());
        print(who + ": answered", conduct.answered());
        print(who + ": to followed", conduct.toFollowed());
        print(who + ": blocked by", conduct.blockedBy());
        print(who + ": reported", conduct.reported());
    }

    private static void printActivity(SampleCommunity sample, int days) {
        long start = System.nanoTime();
        long[] drawn = {0};
        SampleActivity activity = sample.activity(sample.referenceInstant(), days);
        activity.events(event -> drawn[0]++);
        double seconds = (System.nanoTime() - start) / 1e9;
        ActivityFigures did = ActivityFigures.of(activity, days);
        System.out.printf(
                Locale.ROOT,
                "%n%d events of %d days, drawn in %.2f s, by type: %s%n",
                drawn[0],
                days,
                seconds,
                did.byType());
        print("events per person and day", did.eventsADay());
        print("active people", did.activePeople());
        print("likes of favourites", did.likesOfFavourites());
        print("likes in own taste", did.likesInOwnTaste());
        print("skips outside taste", did.skipsOutsideTaste());
        print("messages to followed", did.messagesToFollowed());
        print("swipes in, own community", did.swipesInWithinCommunity());
        print("swipes away, own community", did.swipesAwayWithinCommunity());
        print("from 18 to 24 o'clock", did.inTheEvening());
        print("from 2 to 6 o'clock", did.atNight());
        print("schema version 1", did.firstVersion());
        print("skills offered per person", did.skillsOffered());
        print("skills wanted per person", did.skillsWanted());
        print("intents per person", did.intents());
        print("intents ended", did.intentsEnded());
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%-26s %7.3f%n", name, value);
    }

    private static void print(String name, Contrast contrast) {
        System.out.printf(
                Locale.ROOT,
                "%-26s %7.3f among follows, %.3f among random pairs%n",
                name,
                contrast.amongFollows(),
                contrast.amongRandomPairs());
    }
}
