package io.github.discovery4j.examples.community;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.safety.InMemoryReportQueue;
import io.github.discovery4j.core.safety.Report;
import io.github.discovery4j.core.safety.ReportFiling;
import io.github.discovery4j.core.safety.ReportState;
import io.github.discovery4j.core.signal.Intents;
import io.github.discovery4j.examples.sample.DirectedEdges;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.SampleCommunity;
import io.github.discovery4j.examples.sample.SampleSafety;
import io.github.discovery4j.examples.sample.SampleSafety.Message;
import io.github.discovery4j.rank.fairness.ProtectedGroups;
import io.github.discovery4j.rank.guardrail.Blocks;
import io.github.discovery4j.rank.guardrail.ExposureCounts;
import io.github.discovery4j.rank.guardrail.OutreachLimits;
import io.github.discovery4j.rank.guardrail.OutreachStanding;
import io.github.discovery4j.rank.guardrail.SeenItems;
import io.github.discovery4j.rank.harassment.AccountScores;
import io.github.discovery4j.rank.harassment.LabelledText;
import io.github.discovery4j.rank.harassment.ToxicityModel;
import io.github.discovery4j.rank.harassment.ToxicityTrainer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What guardrails and parity read about the people of a sample community: nothing of it is a feature.
 *
 * @param blocks who has blocked whom
 * @param scores how likely accounts are to harass, by their messages, blocks and reports
 * @param outreach how many people an account may still write to
 * @param snoozes communities that a viewer does not want to see for a while
 * @param seen who was shown to whom of late, and what came of it
 * @param shown how often each person was shown, to anybody
 * @param vulnerable newcomers, whom harassment drives away first
 * @param groups the made-up protected attribute, of those who allow that they are counted
 */
record CommunitySafety(
        Blocks blocks,
        AccountScores scores,
        OutreachLimits outreach,
        Intents snoozes,
        SeenItems seen,
        ExposureCounts shown,
        Set<String> vulnerable,
        ProtectedGroups groups) {

    /** What the protected attribute is called. */
    static final String GROUP = "group";

    /** Whoever switches it off is counted in no group. */
    static final SignalGroup COUNTED = new SignalGroup("protected");

    private static final String BENIGN = "fine";
    private static final String ABUSIVE = "abusive";

    /** Of each label: some hundreds tell templates apart. */
    private static final int LABELLED_TEXTS = 400;

    /** Of each label: of fewer nothing is learned, and texts count for nothing. */
    private static final int FEWEST_TO_LEARN = 10;

    /** Of fewer nobody can tell how many reply. */
    private static final int FEWEST_FOR_RATIO = 5;

    private static final String MODERATOR = "moderator";

    /** Gathers it, as of the community's own moment. */
    static CommunitySafety of(SampleCommunity community, SampleSafety drawn, ConsentView consent) {
        return new Gathering(community, drawn, consent).safety();
    }

    private static final class Gathering {

        private final SampleCommunity community;
        private final List<Person> people;
        private final SampleSafety drawn;
        private final ConsentView consent;
        private final Instant now;
        private final InstantSource clock;

        Gathering(SampleCommunity community, SampleSafety drawn, ConsentView consent) {
            this.community = community;
            this.people = community.people();
            this.drawn = drawn;
            this.consent = consent;
            this.now = community.referenceInstant();
            this.clock = InstantSource.fixed(now);
        }

        CommunitySafety safety() {
            Set<String> newcomers = new HashSet<>();
            people.stream().filter(Person::newcomer).map(Person::id).forEach(newcomers::add);
            return new CommunitySafety(blocks(), scores(), outreach(), snoozes(), seen(), shown(), newcomers, groups());
        }

        private String id(int person) {
            return people.get(person).id();
        }

        private Blocks blocks() {
            Blocks blocks = new Blocks();
            drawn.blocks().forEach(block -> blocks.block(id(block.by()), id(block.blocked())));
            return blocks;
        }

        private AccountScores scores() {
            AccountScores scores = new AccountScores(reports(), clock);
            Optional<ToxicityModel> model = toxicity();
            for (Message message : drawn.messages()) {
                String from = id(message.from());
                String to = id(message.to());
                scores.reached(from, to, message.at());
                model.ifPresent(judge -> judge.probability(message.text())
                        .ifPresent(probability -> scores.judged(from, to, probability, message.at())));
            }
            reachedByFollowing(scores);
            drawn.blocks().forEach(block -> scores.blocked(id(block.blocked()), id(block.by()), block.at()));
            return scores;
        }

        /** Whoever is followed is reached; follows have no times, so they are spread evenly over an account's life. */
        private void reachedByFollowing(AccountScores scores) {
            for (int person = 0; person < people.size(); person++) {
                int[] followed = community.follows().targets(person).toArray();
                Instant joined = people.get(person).joined();
                long seconds = Duration.between(joined, now).toSeconds();
                for (int i = 0; i < followed.length; i++) {
                    scores.reached(
                            id(person), id(followed[i]), joined.plusSeconds(seconds * (i + 1) / followed.length));
                }
            }
        }

        /** Learns from the first messages that people labelled; a tiny community has none of one kind. */
        private Optional<ToxicityModel> toxicity() {
            List<LabelledText> texts = Stream.of(true, false)
                    .flatMap(kind -> drawn.messages().stream()
                            .filter(message -> message.abusive() == kind)
                            .limit(LABELLED_TEXTS)
                            .map(message -> new LabelledText(message.text(), kind ? ABUSIVE : BENIGN)))
                    .toList();
            long abusive =
                    texts.stream().filter(text -> text.label().equals(ABUSIVE)).count();
            return Math.min(abusive, texts.size() - abusive) >= FEWEST_TO_LEARN
                    ? Optional.of(ToxicityTrainer.builder(BENIGN).build().train(texts))
                    : Optional.empty();
        }

        /** Reports with what moderators decided; those that nobody has decided come last, so that they are not claimed. */
        private InMemoryReportQueue reports() {
            AtomicReference<Instant> time = new AtomicReference<>(now);
            InMemoryReportQueue queue = new InMemoryReportQueue(time::get);
            drawn.reports().stream()
                    .filter(report -> report.upheld().isPresent())
                    .forEach(report -> {
                        Report filed = file(report, queue, time);
                        queue.claim(MODERATOR, Duration.ofHours(1));
                        ReportState outcome =
                                report.upheld().orElseThrow() ? ReportState.UPHELD : ReportState.DISMISSED;
                        queue.decide(filed.id(), MODERATOR, outcome, "read the message");
                    });
            drawn.reports().stream()
                    .filter(report -> report.upheld().isEmpty())
                    .forEach(report -> file(report, queue, time));
            return queue;
        }

        private Report file(SampleSafety.Report report, InMemoryReportQueue queue, AtomicReference<Instant> time) {
            time.set(report.at());
            return queue.file(new ReportFiling(id(report.by()), id(report.about()), "insults"));
        }

        /** Limits from which the first messages to strangers of the last day are taken. */
        private OutreachLimits outreach() {
            Map<Integer, Set<Integer>> reached = new HashMap<>();
            Map<Integer, Set<Integer>> replied = new HashMap<>();
            for (Message message : drawn.messages()) {
                reached.computeIfAbsent(message.from(), from -> new HashSet<>()).add(message.to());
                if (message.answered()) {
                    replied.computeIfAbsent(message.from(), from -> new HashSet<>())
                            .add(message.to());
                }
            }
            Map<String, OutreachStanding> standings = new HashMap<>();
            for (int person = 0; person < people.size(); person++) {
                int all = reached.getOrDefault(person, Set.of()).size();
                double ratio = all < FEWEST_FOR_RATIO
                        ? Double.NaN
                        : replied.getOrDefault(person, Set.of()).size() / (double) all;
                standings.put(
                        id(person), new OutreachStanding(people.get(person).joined(), ratio));
            }
            OutreachStanding stranger = new OutreachStanding(now, Double.NaN);
            OutreachLimits limits = new OutreachLimits(id -> standings.getOrDefault(id, stranger));
            Instant yesterday = now.minus(Duration.ofDays(1));
            drawn.messages().stream()
                    .filter(message -> message.at().isAfter(yesterday) && strangers(message))
                    .forEach(message -> limits.tryAcquire(id(message.from()), message.at()));
            return limits;
        }

        private boolean strangers(Message message) {
            DirectedEdges follows = community.follows();
            return !follows.contains(message.from(), message.to()) && !follows.contains(message.to(), message.from());
        }

        private Intents snoozes() {
            Intents snoozes = Intents.inMemory(consent, clock);
            drawn.snoozes()
                    .forEach(snooze -> snoozes.snooze(
                            id(snooze.person()), snooze.community().id(), Duration.between(now, snooze.until())));
            return snoozes;
        }

        private SeenItems seen() {
            SeenItems seen = new SeenItems(consent, SignalGroup.BEHAVIOUR, ItemKind.PEOPLE);
            drawn.sightings().forEach(sighting -> {
                String viewer = id(sighting.viewer());
                String shown = id(sighting.shown());
                seen.add(viewer, List.of(shown), sighting.at());
                switch (sighting.reaction()) {
                    case LIKED -> seen.react(viewer, shown, SeenItems.Reaction.LIKED, sighting.at());
                    case DISMISSED -> seen.react(viewer, shown, SeenItems.Reaction.DISMISSED, sighting.at());
                    case NONE -> {}
                }
            });
            return seen;
        }

        private ExposureCounts shown() {
            ExposureCounts shown = ExposureCounts.over(Duration.ofDays(1), Math.max(1_000, 2 * people.size()), clock);
            Instant yesterday = now.minus(shown.window());
            drawn.sightings().stream()
                    .filter(sighting -> sighting.at().isAfter(yesterday))
                    .forEach(sighting -> shown.add(id(sighting.shown()), sighting.at()));
            return shown;
        }

        private ProtectedGroups groups() {
            Map<String, String> groups = new HashMap<>();
            for (int person = 0; person < people.size(); person++) {
                groups.put(id(person), drawn.groups().get(person));
            }
            return id -> Optional.ofNullable(groups.get(id)).filter(group -> consent.allows(id, COUNTED));
        }
    }
}
