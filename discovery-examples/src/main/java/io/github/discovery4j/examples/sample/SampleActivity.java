package io.github.discovery4j.examples.sample;

import io.github.discovery4j.examples.sample.SessionGenerator.Answer;
import io.github.discovery4j.examples.sample.SessionGenerator.Session;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the people of a sample community did in the days before a moment, and what they can, look for and are used to.
 *
 * <p>Everything has random streams of its own: people, favourites and follows are those of the community, whatever is drawn
 * here. The moment takes the place of the community's reference instant, so that times of joining and of favourites move with
 * it. A favourite that was marked within the days is a like at that time; messages go to people who are followed; nobody
 * meets a person on either side of a block; nobody does anything before they joined.
 *
 * <p>Events come in the order of their arrival, made while they are asked for: at no time are more kept than the beginnings of
 * two days' sittings and what is going on. A few sittings were offline and arrive up to half a day late.
 *
 * <p><b>Determinism:</b> the same community, moment and days give the same events on any machine whose time zones are the
 * same. <b>Cost:</b> linear in events. <b>Threads:</b> {@link #profile} is safe; {@link #events} may run several times at once.
 */
public final class SampleActivity {

    public static final int DEFAULT_DAYS = 30;
    public static final int MAX_DAYS = 366;

    private static final double MOST_SESSIONS_A_WEEK = 40;
    private static final double WEEKEND = 1.3;
    private static final double OFFLINE = 0.03;
    private static final int LONGEST_OFFLINE_SECONDS = 12 * 3_600;

    /** Farther from UTC no city of the table is. */
    private static final Duration FARTHEST_ZONE = Duration.ofHours(14);

    private final SampleCommunity community;
    private final Instant asOf;
    private final Instant from;
    private final Duration shift;
    private final ProfileGenerator profiles;

    private SampleActivity(SampleCommunity community, Instant asOf, int days) {
        this.community = community;
        this.asOf = asOf;
        this.from = asOf.minus(Duration.ofDays(days));
        this.shift = Duration.between(community.referenceInstant(), asOf);
        this.profiles = new ProfileGenerator(SkillTable.load(community.hobbies()), community.seed(), asOf);
    }

    /**
     * Draws what people did.
     *
     * @param asOf the last moment at which something may have arrived
     * @param days how many days before it
     * @throws IllegalArgumentException if days is less than 1 or more than {@value #MAX_DAYS}
     */
    static SampleActivity of(SampleCommunity community, Instant asOf, int days) {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException("days must be from 1 to " + MAX_DAYS + ", was " + days + "; "
                    + DEFAULT_DAYS + " fill the library's windows");
        }
        return new SampleActivity(community, asOf, days);
    }

    /** Returns the community. */
    public SampleCommunity community() {
        return community;
    }

    /** Returns the moment that everything is as of. */
    public Instant asOf() {
        return asOf;
    }

    /** Returns what a person can, looks for and is used to, by their position in {@link SampleCommunity#people()}. */
    public Profile profile(int personOrdinal) {
        return profiles.profile(community.people().get(personOrdinal));
    }

    /** Gives all events, in the order of their arrival. */
    public void events(Consumer<SampleEvent> consumer) {
        new Run(consumer).run();
    }

    /** Something that is going to happen; of the same time what was planned first comes first. */
    private record Due(Instant at, long number, Runnable happening) {}

    private final class Run {
        private final Consumer<SampleEvent> consumer;
        private final SessionGenerator sessions = new SessionGenerator(community);
        private final PriorityQueue<Due> queue =
                new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
        private long planned;

        Run(Consumer<SampleEvent> consumer) {
            this.consumer = consumer;
        }

        void run() {
            LocalDate day = LocalDate.ofInstant(from.minus(FARTHEST_ZONE), ZoneOffset.UTC);
            LocalDate last = LocalDate.ofInstant(asOf.plus(FARTHEST_ZONE), ZoneOffset.UTC);
            for (; !day.isAfter(last); day = day.plusDays(1)) {
                for (int ordinal = 0; ordinal < community.people().size(); ordinal++) {
                    plan(ordinal, day);
                }
                happenUntil(
                        day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minus(FARTHEST_ZONE));
            }
            happenUntil(asOf);
        }

        private void happenUntil(Instant until) {
            while (!queue.isEmpty() && !queue.peek().at().isAfter(until)) {
                queue.poll().happening().run();
            }
        }

        private void later(Instant at, Runnable happening) {
            if (!at.isAfter(asOf)) {
                queue.add(new Due(at, planned++, happening));
            }
        }

        /** Plans a day of a person's calendar; most have none to plan. */
        private void plan(int ordinal, LocalDate day) {
            Person person = community.people().get(ordinal);
            Draws draws = Draws.of(community.seed(), "day " + person.id() + " " + day);
            int sittings = draws.poisson(sessionsADay(person, day));
            if (sittings > 0) {
                Profile profile = profile(ordinal);
                Set<Instant> starts = new HashSet<>();
                for (int left = sittings; left > 0; left--) {
                    Instant start = start(profile.rhythm(), day, draws);
                    long offline = draws.chance(OFFLINE) ? 60L + draws.below(LONGEST_OFFLINE_SECONDS) : 0;
                    if (happens(person, start) && starts.add(start)) {
                        later(start, () -> begin(ordinal, profile, start, offline));
                    }
                }
            }
            for (Favourite favourite : person.favourites()) {
                Instant at = favourite.at().plus(shift);
                if (happens(person, at)
                        && LocalDate.ofInstant(at, ZoneOffset.UTC).equals(day)) {
                    later(at, () -> tell(sessions.marking(person, profile(ordinal), favourite, at), 0));
                }
            }
        }

        private static Instant start(Rhythm rhythm, LocalDate day, Draws draws) {
            return ZonedDateTime.of(day.atTime(rhythm.hour(draws), draws.below(60), draws.below(60)), rhythm.zone())
                    .toInstant();
        }

        private boolean happens(Person person, Instant at) {
            return !at.isBefore(from)
                    && !at.isAfter(asOf)
                    && !at.isBefore(person.joined().plus(shift));
        }

        private double sessionsADay(Person person, LocalDate day) {
            double aWeek = Math.min(MOST_SESSIONS_A_WEEK, 1.2 + 2 * StrictMath.sqrt(person.postsPerWeek()));
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            return aWeek / 7 * (weekend ? WEEKEND : 1);
        }

        private void begin(int ordinal, Profile profile, Instant start, long offlineSeconds) {
            Session session = sessions.session(ordinal, profile, start);
            tell(session.events(), offlineSeconds);
            for (Answer answer : session.answers()) {
                Instant at = answer.at().plusSeconds(offlineSeconds);
                Person by = community.people().get(answer.byOrdinal());
                if (happens(by, at)) {
                    later(
                            at,
                            () -> tell(
                                    sessions.answer(
                                            by,
                                            profile(answer.byOrdinal()),
                                            new Answer(answer.byOrdinal(), answer.to(), at)),
                                    0));
                }
            }
        }

        private void tell(List<SampleEvent> events, long lateSeconds) {
            for (SampleEvent event : events) {
                later(event.time().plusSeconds(lateSeconds), () -> consumer.accept(event));
            }
        }
    }
}
