package io.github.discovery4j.examples.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Draws what somebody does in one sitting: works and people are shown, and what becomes of each depends on the person's
 * favourites, communities and follows. Nobody meets a person on either side of a block.
 *
 * <p>A sitting depends on the seed, the person and its beginning alone. <b>Threads:</b> one at a time.
 */
final class SessionGenerator {

    private static final double WORK = 0.6;
    private static final double OWN_FAVOURITE = 0.3;
    private static final double WITHIN_COMMUNITY = 0.7;
    private static final double SOMEBODY_FOLLOWED = 0.5;
    private static final double ROOM = 0.12;
    private static final double ANSWER = 0.55;
    private static final int TRIES = 4;
    private static final int MOST_CARDS = 40;
    private static final long LONGEST_DWELL_MILLIS = 600_000;

    private final SampleCommunity community;
    private final TasteTables tastes;

    SessionGenerator(SampleCommunity community) {
        this.community = community;
        this.tastes = new TasteTables(community.catalogue(), community.seed());
    }

    /** What one sitting brings: events in order of time, and messages that ask for an answer. */
    record Session(List<SampleEvent> events, List<Answer> answers) {}

    /** Somebody answers a message. */
    record Answer(int byOrdinal, String to, Instant at) {}

    Session session(int ordinal, Profile profile, Instant start) {
        return new Sitting(ordinal, profile, start).run();
    }

    /** Somebody marks a favourite: at that very time it is a like. */
    List<SampleEvent> marking(Person person, Profile profile, Favourite favourite, Instant at) {
        Draws draws = Draws.of(
                community.seed(),
                "marking " + person.id() + " " + favourite.item().id());
        Teller teller = new Teller(person, profile, at);
        String item = favourite.item().id();
        teller.tell("like", item, OptionalLong.empty());
        teller.wait(draws.between(1, 5));
        teller.tell("dwell", item, OptionalLong.of(length(draws, 20_000)));
        return teller.events;
    }

    List<SampleEvent> answer(Person person, Profile profile, Answer answer) {
        Teller teller = new Teller(person, profile, answer.at());
        teller.tell("message", answer.to(), OptionalLong.empty());
        return teller.events;
    }

    private static long length(Draws draws, double medianMillis) {
        return Math.min(LONGEST_DWELL_MILLIS, (long) draws.logNormal(medianMillis, 0.8));
    }

    /** Writes events of one person down, as time goes by. */
    private static final class Teller {
        private final Person person;
        private final Profile profile;
        private final String sessionId;
        private final List<SampleEvent> events = new ArrayList<>();
        private Instant time;

        Teller(Person person, Profile profile, Instant start) {
            this.person = person;
            this.profile = profile;
            this.sessionId = "s-" + person.id() + "-" + start.getEpochSecond();
            this.time = start;
        }

        void wait(int seconds) {
            time = time.plusSeconds(seconds);
        }

        void tell(String type, String item, OptionalLong millis) {
            events.add(new SampleEvent(
                    person.id(),
                    type,
                    item,
                    time,
                    profile.rhythm().zone(),
                    millis,
                    sessionId,
                    profile.device(),
                    profile.locale(),
                    profile.firstVersion()));
        }
    }

    private final class Sitting {
        private final int ordinal;
        private final Person person;
        private final Draws draws;
        private final Teller teller;
        private final List<Answer> answers = new ArrayList<>();

        Sitting(int ordinal, Profile profile, Instant start) {
            this.ordinal = ordinal;
            this.person = community.people().get(ordinal);
            this.draws = Draws.of(community.seed(), "session " + person.id() + " " + start.toEpochMilli());
            // Who begins at a whole second would be known by it.
            this.teller = new Teller(person, profile, start.plusMillis(draws.below(1_000)));
        }

        Session run() {
            Optional<String> room = draws.chance(ROOM)
                    ? Optional.of("room:" + draws.oneOf(person.communities()).id())
                    : Optional.empty();
            room.ifPresent(id -> tell("room_joined", id));
            int cards = Math.min(MOST_CARDS, 1 + (int) draws.logNormal(4, 0.7));
            for (int card = 0; card < cards; card++) {
                teller.wait(draws.between(1, 12));
                if (draws.chance(WORK)) {
                    work();
                } else {
                    somebody();
                }
            }
            teller.wait(draws.between(1, 12));
            room.ifPresent(id -> tell("room_left", id));
            return new Session(teller.events, answers);
        }

        private void tell(String type, String item) {
            teller.tell(type, item, OptionalLong.empty());
        }

        private void tell(String type, String item, double medianMillis) {
            long millis = length(draws, medianMillis);
            teller.tell(type, item, OptionalLong.of(millis));
            teller.wait((int) (millis / 1_000));
        }

        private void work() {
            boolean own = !person.favourites().isEmpty() && draws.chance(OWN_FAVOURITE);
            CatalogueItem item = own
                    ? draws.oneOf(person.favourites()).item()
                    : (draws.chance(WITHIN_COMMUNITY)
                                    ? tastes.within(draws.oneOf(person.communities()), person.languages())
                                    : tastes.general(person.languages()))
                            .draw(draws);
            boolean fits = own || fits(item);
            tell("impression", item.id());
            teller.wait(draws.between(1, 4));
            if (!draws.chance(fits ? 0.6 : 0.15)) {
                if (draws.chance(fits ? 0.1 : 0.5)) {
                    tell("skip", item.id());
                }
                return;
            }
            tell("view", item.id());
            tell("dwell", item.id(), fits ? 15_000 : 4_000);
            if (fits && item.kind() != CatalogueItem.Kind.BOOK && draws.chance(0.4)) {
                tell("play", item.id(), 90_000);
            }
            // What is among the favourites was liked when it was marked.
            if (fits && !isFavourite(item) && draws.chance(0.06)) {
                tell("like", item.id());
            }
        }

        private boolean isFavourite(CatalogueItem item) {
            return person.favourites().stream()
                    .anyMatch(favourite -> favourite.item().equals(item));
        }

        private boolean fits(CatalogueItem item) {
            return person.communities().stream().anyMatch(its -> !Collections.disjoint(its.genres(), item.genres()));
        }

        private void somebody() {
            DirectedEdges follows = community.follows();
            int followed = follows.targetCount(ordinal);
            if (followed > 0 && draws.chance(SOMEBODY_FOLLOWED)) {
                friend(target(ordinal, draws.below(followed)));
            } else {
                stranger().ifPresent(this::stranger);
            }
        }

        private int target(int of, int place) {
            return community.follows().targets(of).skip(place).findFirst().orElseThrow();
        }

        private void friend(int other) {
            String id = community.people().get(other).id();
            tell("impression", id);
            teller.wait(draws.between(1, 4));
            if (draws.chance(0.6)) {
                tell("view", id);
                tell("dwell", id, 8_000);
                boolean mutual = community.follows().contains(other, ordinal);
                if (canTalk(other) && draws.chance(mutual ? 0.35 : 0.1)) {
                    tell("message", id);
                    if (mutual && draws.chance(ANSWER)) {
                        answers.add(new Answer(
                                other, person.id(), teller.time.plusSeconds(30 + (long) draws.logNormal(1_500, 1.5))));
                    }
                }
            }
        }

        private void stranger(int other) {
            Person shown = community.people().get(other);
            tell("impression", shown.id());
            teller.wait(draws.between(1, 6));
            boolean alike = !Collections.disjoint(shown.communities(), person.communities());
            if (canTalk(other) && draws.chance(alike ? 0.45 : 0.12)) {
                tell("swipe_right", shown.id());
            } else if (draws.chance(0.7)) {
                tell("swipe_left", shown.id());
            }
        }

        private boolean canTalk(int other) {
            return !Collections.disjoint(community.people().get(other).languages(), person.languages());
        }

        /** Somebody whom a followed person follows, or anybody; not found in a community of two. */
        private Optional<Integer> stranger() {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                int other = draws.below(community.people().size());
                int followed = community.follows().targetCount(ordinal);
                if (followed > 0 && draws.chance(0.7)) {
                    int friend = target(ordinal, draws.below(followed));
                    int theirs = community.follows().targetCount(friend);
                    other = theirs > 0 ? target(friend, draws.below(theirs)) : other;
                }
                if (other != ordinal && !community.follows().contains(ordinal, other) && !blocked(other)) {
                    return Optional.of(other);
                }
            }
            return Optional.empty();
        }

        private boolean blocked(int other) {
            return community.blocks().contains(ordinal, other)
                    || community.blocks().contains(other, ordinal);
        }
    }
}
