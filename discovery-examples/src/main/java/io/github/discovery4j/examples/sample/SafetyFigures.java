package io.github.discovery4j.examples.sample;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What the safety data of a sample community looks like in numbers. A share or mean of nothing is 0.
 *
 * @param groupShares by group of the made-up attribute, its share of the people
 * @param followersByGroup by group, the mean number of followers
 * @param harassers the share of people who harass
 * @param youngHarassers the share of harassers who are newcomers
 * @param messages how many there are
 * @param abusive the share of messages that are abusive
 * @param ofHarassers about those who harass
 * @param ofOthers about all others
 * @param upheld the share of decided reports that were upheld
 * @param undecided the share of reports that nobody has decided
 * @param snoozing the share of people who snooze a community
 * @param sightingsPerPerson the mean number of people that somebody was shown in ten days
 */
public record SafetyFigures(
        Map<String, Double> groupShares,
        Map<String, Double> followersByGroup,
        double harassers,
        double youngHarassers,
        long messages,
        double abusive,
        Conduct ofHarassers,
        Conduct ofOthers,
        double upheld,
        double undecided,
        double snoozing,
        double sightingsPerPerson) {

    /**
     * How some people treat others, and are treated.
     *
     * @param sent messages a person
     * @param answered the share of messages that are answered
     * @param toFollowed the share of messages to somebody whom the sender follows
     * @param blockedBy how many block a person, in the mean
     * @param reported reports about a person, in the mean
     */
    public record Conduct(double sent, double answered, double toFollowed, double blockedBy, double reported) {}

    public SafetyFigures {
        groupShares = Collections.unmodifiableMap(new TreeMap<>(groupShares));
        followersByGroup = Collections.unmodifiableMap(new TreeMap<>(followersByGroup));
    }

    /** Measures the safety data of a community. */
    public static SafetyFigures of(SampleCommunity community, SampleSafety safety) {
        int people = community.people().size();
        Set<Integer> harassers = new HashSet<>(safety.harassers());
        List<SampleSafety.Report> reports = safety.reports();
        long undecided =
                reports.stream().filter(report -> report.upheld().isEmpty()).count();
        return new SafetyFigures(
                byGroup(safety, person -> 1.0 / people),
                followers(community, safety),
                share(harassers.size(), people),
                share(
                        harassers.stream()
                                .filter(person -> community.people().get(person).newcomer())
                                .count(),
                        harassers.size()),
                safety.messages().size(),
                share(
                        safety.messages().stream()
                                .filter(SampleSafety.Message::abusive)
                                .count(),
                        safety.messages().size()),
                conduct(community, safety, harassers::contains, harassers.size()),
                conduct(community, safety, person -> !harassers.contains(person), people - harassers.size()),
                share(
                        reports.stream()
                                .filter(report -> report.upheld().orElse(false))
                                .count(),
                        reports.size() - undecided),
                share(undecided, reports.size()),
                share(safety.snoozes().size(), people),
                share(safety.sightings().size(), people));
    }

    /** Something about a person that is added up. */
    private interface Value {
        double of(int person);
    }

    private static Map<String, Double> byGroup(SampleSafety safety, Value value) {
        Map<String, Double> sums = new TreeMap<>();
        for (int person = 0; person < safety.groups().size(); person++) {
            sums.merge(safety.groups().get(person), value.of(person), Double::sum);
        }
        return sums;
    }

    private static Map<String, Double> followers(SampleCommunity community, SampleSafety safety) {
        int[] followers = community.follows().sourceCounts();
        Map<String, Double> members = byGroup(safety, person -> 1);
        Map<String, Double> means = byGroup(safety, person -> followers[person]);
        means.replaceAll((group, sum) -> sum / members.getOrDefault(group, 1.0));
        return means;
    }

    private static Conduct conduct(SampleCommunity community, SampleSafety safety, IntPredicate who, int count) {
        List<SampleSafety.Message> sent = safety.messages().stream()
                .filter(message -> who.test(message.from()))
                .toList();
        return new Conduct(
                share(sent.size(), count),
                share(sent.stream().filter(SampleSafety.Message::answered).count(), sent.size()),
                share(
                        sent.stream()
                                .filter(message -> community.follows().contains(message.from(), message.to()))
                                .count(),
                        sent.size()),
                share(count(safety.blocks().stream().mapToInt(SampleSafety.Block::blocked), who), count),
                share(count(safety.reports().stream().mapToInt(SampleSafety.Report::about), who), count));
    }

    private static long count(IntStream people, IntPredicate who) {
        return people.filter(who).count();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
