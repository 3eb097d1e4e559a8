package io.github.discovery4j.examples.sample;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What people of a sample community did, in numbers. A share of nothing is 0.
 *
 * @param events how many there are
 * @param eventsADay the mean number a person and day
 * @param activePeople the share of people who did anything
 * @param byType how many there are of each type
 * @param likesOfFavourites the share of likes that mark a favourite
 * @param likesInOwnTaste the share of likes of a favourite, or of a work in a genre of one's communities
 * @param skipsOutsideTaste the share of skips of works in no genre of one's communities
 * @param messagesToFollowed the share of messages to somebody whom the sender follows, or who wrote before
 * @param swipesInWithinCommunity the share of swipes in at somebody of one's communities; of swipes away it is lower
 * @param swipesAwayWithinCommunity the same of swipes away
 * @param inTheEvening the share of events between 18 and 24 o'clock where the person lives
 * @param atNight the share of events between 2 and 6 o'clock there
 * @param firstVersion the share of events in schema version 1
 * @param skillsOffered the mean number a person
 * @param skillsWanted the mean number a person
 * @param intents the mean number a person of those that hold
 * @param intentsEnded the share of intents that have ended
 */
public record ActivityFigures(
        long events,
        double eventsADay,
        double activePeople,
        Map<String, Long> byType,
        double likesOfFavourites,
        double likesInOwnTaste,
        double skipsOutsideTaste,
        double messagesToFollowed,
        double swipesInWithinCommunity,
        double swipesAwayWithinCommunity,
        double inTheEvening,
        double atNight,
        double firstVersion,
        double skillsOffered,
        double skillsWanted,
        double intents,
        double intentsEnded) {

    public ActivityFigures {
        byType = Collections.unmodifiableMap(new TreeMap<>(byType));
    }

    /** Measures what people did in so many days. */
    public static ActivityFigures of(SampleActivity activity, int days) {
        return new Count(activity).figures(days);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static final class Count {
        private final SampleActivity activity;
        private final SampleCommunity community;
        private final Map<String, CatalogueItem> works = new HashMap<>();
        private final Map<String, Long> byType = new HashMap<>();
        private final boolean[] active;

        /** Who has been written to by whom: the two numbers of people in one. */
        private final Set<Long> written = new HashSet<>();

        private long events;
        private long favourites;
        private long inTaste;
        private long skipsOutside;
        private long toFollowed;
        private long inWithin;
        private long awayWithin;
        private long evening;
        private long night;
        private long firstVersion;

        Count(SampleActivity activity) {
            this.activity = activity;
            this.community = activity.community();
            this.active = new boolean[community.people().size()];
            community.catalogue().forEach(item -> works.put(item.id(), item));
        }

        ActivityFigures figures(int days) {
            activity.events(this::count);
            int people = community.people().size();
            long actives = IntStream.range(0, people).filter(i -> active[i]).count();
            long offered = 0;
            long wanted = 0;
            long intents = 0;
            long holding = 0;
            for (int ordinal = 0; ordinal < people; ordinal++) {
                Profile profile = activity.profile(ordinal);
                offered += profile.offered().size();
                wanted += profile.wanted().size();
                intents += profile.intents().size();
                holding += profile.intentsAt(activity.asOf()).size();
            }
            return new ActivityFigures(
                    events,
                    share(events, (long) people * days),
                    share(actives, people),
                    byType,
                    share(favourites, of("like")),
                    share(inTaste, of("like")),
                    share(skipsOutside, of("skip")),
                    share(toFollowed, of("message")),
                    share(inWithin, of("swipe_right")),
                    share(awayWithin, of("swipe_left")),
                    share(evening, events),
                    share(night, events),
                    share(firstVersion, events),
                    share(offered, people),
                    share(wanted, people),
                    share(holding, people),
                    share(intents - holding, intents));
        }

        private long of(String type) {
            return byType.getOrDefault(type, 0L);
        }

        private void count(SampleEvent event) {
            int ordinal = ordinal(event.userId());
            Person person = community.people().get(ordinal);
            events++;
            active[ordinal] = true;
            byType.merge(event.type(), 1L, Long::sum);
            int hour = event.time().atZone(event.zone()).getHour();
            evening += hour >= 18 ? 1 : 0;
            night += hour >= 2 && hour < 6 ? 1 : 0;
            firstVersion += event.firstVersion() ? 1 : 0;
            switch (event.type()) {
                case "like" -> like(person, event);
                case "skip" -> skipsOutside += inTaste(person, event) ? 0 : 1;
                case "message" -> message(ordinal, ordinal(event.itemId()));
                case "swipe_right" -> inWithin += together(person, event) ? 1 : 0;
                case "swipe_left" -> awayWithin += together(person, event) ? 1 : 0;
                default -> {}
            }
        }

        private void like(Person person, SampleEvent event) {
            boolean favourite = person.favourites().stream()
                    .anyMatch(marked -> marked.item().id().equals(event.itemId()));
            favourites += favourite ? 1 : 0;
            inTaste += favourite || inTaste(person, event) ? 1 : 0;
        }

        private boolean inTaste(Person person, SampleEvent event) {
            CatalogueItem item = works.get(event.itemId());
            return item != null
                    && person.communities().stream()
                            .anyMatch(its -> !Collections.disjoint(its.genres(), item.genres()));
        }

        private void message(int from, int to) {
            written.add(pair(from, to));
            toFollowed += community.follows().contains(from, to) || written.contains(pair(to, from)) ? 1 : 0;
        }

        private static long pair(int from, int to) {
            return ((long) from << 32) | to;
        }

        private boolean together(Person person, SampleEvent event) {
            Person other = community.people().get(ordinal(event.itemId()));
            return !Collections.disjoint(person.communities(), other.communities());
        }

        private static int ordinal(String personId) {
            return Integer.parseInt(personId.substring(1)) - 1;
        }
    }
}
