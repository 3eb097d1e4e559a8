package io.github.discovery4j.rank.harassment;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.KeyedHash;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.safety.HarassmentScores;
import io.github.discovery4j.core.safety.Report;
import io.github.discovery4j.core.safety.ReportQueue;
import io.github.discovery4j.core.safety.ReportState;
import io.github.discovery4j.core.signal.EventConsumer;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.SignalEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How likely accounts are to harass, by {@link HarassmentFormula}, from judged messages, blocks, contacts and reports.
 *
 * <p>It reads the event log: {@link EventTypes#MESSAGE} is a contact, {@link EventTypes#BLOCK} a block, and {@link #JUDGED}
 * says how toxic a message was, which the host works out when the message is sent; no text comes here. It begins with the
 * log's first event each time the process starts. Reports come from a {@link ReportQueue}: a decision made in this process
 * counts at the next read, one of another process within {@link #FOLLOW_EVERY}. While the queue cannot be read, what was known
 * holds.
 *
 * <p>A score is kept for guardrails and holds whatever its owner has switched off: see {@link HarassmentScores}. An account of
 * which nothing is known has none (NaN).
 *
 * <p><b>Cost:</b> an account holds its last {@value Account#MOST_MESSAGES} messages' toxicities and the ids of the last
 * {@value Account#MOST_PEOPLE} people that it reached, and that block it; all reports are in memory. A read is a few look-ups
 * and one look at the account's reports. <b>Threads:</b> safe.
 */
public final class AccountScores implements HarassmentScores, EventConsumer, PersonalDataHolder {

    /** Says how toxic a message was that a person sent to another: the amount is a probability. Never its text. */
    public static final EventType JUDGED = EventType.of("message_judged", EventType.Target.PERSON)
            .in(ReportQueue.GROUP)
            .with(new EventType.Amount("probability", 0, 1, true));

    /** For how long a message counts. */
    public static final Duration MESSAGES_STAY = Duration.ofDays(30);

    /** How often other processes' reports are looked for, at most. */
    public static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(AccountScores.class);
    private static final String NAME = "harassment-scores";
    private static final int PAGE = 1_000;

    /** Before the hash of an erased person. */
    private static final String HIDDEN = "\u0001";

    private final HarassmentFormula formula;
    private final ReportQueue reports;
    private final InstantSource clock;
    private final Predicate<String> erased;
    private final KeyedHash hash = KeyedHash.random();
    private final ConcurrentHashMap<String, Account> accounts = new ConcurrentHashMap<>();
    private final ReportIndex index;
    private final ReentrantLock following = new ReentrantLock();
    private final AtomicLong changes = new AtomicLong();
    private volatile long followed;
    private volatile long nextLookMillis;
    private volatile boolean failing;
    private volatile long position;
    private long followedTo;

    /**
     * Creates scores by {@link HarassmentFormula#DEFAULT}.
     *
     * @param reports asked when one changed
     * @param clock tells when to look for other processes' reports
     */
    public AccountScores(ReportQueue reports, InstantSource clock) {
        this(reports, clock, HarassmentFormula.DEFAULT);
    }

    /**
     * Creates scores.
     *
     * @param reports asked when one changed
     * @param clock tells when to look for other processes' reports
     * @param formula makes a score of what is known
     */
    public AccountScores(ReportQueue reports, InstantSource clock, HarassmentFormula formula) {
        this(reports, clock, formula, id -> false);
    }

    /**
     * Creates scores.
     *
     * @param reports asked when one changed
     * @param clock tells when to look for other processes' reports
     * @param formula makes a score of what is known
     * @param erased tells of whom nothing is taken in any more, such as {@code tombstones::contains}; what they do late to
     *     others' accounts counts without their id
     */
    public AccountScores(
            ReportQueue reports, InstantSource clock, HarassmentFormula formula, Predicate<String> erased) {
        this.reports = reports;
        this.clock = clock;
        this.formula = formula;
        this.erased = erased;
        this.index = new ReportIndex(formula);
        reports.listen(changes::incrementAndGet);
    }

    @Override
    public double score(String personId, Instant at) {
        follow();
        Account account = accounts.get(personId);
        List<Report> about = index.about(personId);
        if (account == null && about.stream().allMatch(report -> report.state() == ReportState.WITHDRAWN)) {
            return Double.NaN;
        }
        long now = at.toEpochMilli();
        Account known = account == null ? newAccount() : account;
        return formula.score(index.with(about, known.text(now), known.contacts(now), known.blocks(now), now));
    }

    private Account newAccount() {
        return new Account(formula, MESSAGES_STAY.toMillis());
    }

    /**
     * Takes in how toxic a message was.
     *
     * @param senderId who sent it
     * @param receiverId to whom
     * @param probability in [0, 1], as {@link ToxicityModel#probability} says; leave out texts that are no evidence
     * @param at when
     * @throws IllegalArgumentException if the probability is out of range
     */
    public void judged(String senderId, String receiverId, double probability, Instant at) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "toxicity of a message must be in [0, 1], was %s; leave out messages that are no evidence"
                            .formatted(probability));
        }
        change(senderId, receiverId, (account, receiver) -> {
            account.judged(probability, at.toEpochMilli());
            account.reached(receiver, at.toEpochMilli());
        });
    }

    /** Changes an account by what it and another person have to do with each other. */
    private void change(String personId, String otherId, BiConsumer<Account, String> change) {
        boolean[] first = {false};
        accounts.compute(personId, (id, before) -> {
            // Asked where an erasure waits: what came first is erased or hidden, what comes after is dropped or hidden.
            if (erased.test(id)) {
                return before;
            }
            Account account = before == null ? newAccount() : before;
            change.accept(account, erased.test(otherId) ? hidden(otherId) : otherId);
            first[0] = before == null;
            return account;
        });
        // Asked again: an erasure does not see an account whose first change is under way.
        if (first[0] && erased.test(otherId)) {
            hide(personId, otherId);
        }
    }

    /** Puts a hash in the place of an id, once whoever is changing that account has finished. */
    private void hide(String ownerId, String goneId) {
        accounts.computeIfPresent(ownerId, (id, account) -> {
            if (account.names(goneId)) {
                account.rename(goneId, hidden(goneId));
            }
            return account;
        });
    }

    /**
     * Takes in that an account reached somebody. Again has no effect while they are among the last {@value Account#MOST_PEOPLE}.
     *
     * @param personId whose account
     * @param otherId whom it reached
     * @param at when
     */
    public void reached(String personId, String otherId, Instant at) {
        change(personId, otherId, (account, other) -> account.reached(other, at.toEpochMilli()));
    }

    /**
     * Takes in that somebody blocks an account. Again has no effect while they are among the last {@value Account#MOST_PEOPLE}.
     *
     * @param personId whose account
     * @param blockerId who blocks it
     * @param at when
     */
    public void blocked(String personId, String blockerId, Instant at) {
        change(personId, blockerId, (account, blocker) -> account.blocked(blocker, at.toEpochMilli()));
    }

    /**
     * Takes a block back.
     *
     * @param personId whose account
     * @param blockerId who no longer blocks it
     */
    public void unblocked(String personId, String blockerId) {
        Account account = accounts.get(personId);
        if (account != null) {
            account.unblocked(blockerId);
            account.unblocked(hidden(blockerId));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(List<Logged> batch) {
        for (Logged logged : batch) {
            SignalEvent event = logged.event();
            event.itemId().ifPresent(other -> apply(event, other));
            position = logged.position();
        }
    }

    private void apply(SignalEvent event, String otherId) {
        String type = event.type().name();
        if (type.equals(JUDGED.name())) {
            event.amount().ifPresent(probability -> judged(event.userId(), otherId, probability, event.time()));
        } else if (type.equals(EventTypes.MESSAGE.name())) {
            reached(event.userId(), otherId, event.time());
        } else if (type.equals(EventTypes.BLOCK.name())) {
            blocked(otherId, event.userId(), event.time());
        }
    }

    /** {@inheritDoc} In this process: nothing is kept beyond it. */
    @Override
    public long position() {
        return position;
    }

    /** Looks for changed reports if this process made some, or if it is time to look for those of others. */
    private void follow() {
        long now = clock.millis();
        if (!due(now)) {
            return;
        }
        following.lock();
        try {
            if (due(now)) {
                // Taken before reading: what changes meanwhile is read next time.
                long upTo = changes.get();
                boolean read = readChanges();
                followed = read ? upTo : followed;
                failing = !read;
                nextLookMillis = now + FOLLOW_EVERY.toMillis();
            }
        } finally {
            following.unlock();
        }
    }

    /** A clock that was set back does not put a look off for longer. While the queue fails, changes wait for the next look. */
    private boolean due(long now) {
        boolean time = now >= nextLookMillis || nextLookMillis - now > FOLLOW_EVERY.toMillis();
        return time || (followed < changes.get() && !failing);
    }

    private boolean readChanges() {
        try {
            List<Report> page;
            do {
                page = reports.changedAfter(followedTo, PAGE);
                page.stream()
                        .filter(report -> !erased.test(report.reportedId()))
                        .map(this::withoutErased)
                        .forEach(index::put);
                followedTo = page.isEmpty() ? followedTo : page.getLast().revision();
            } while (page.size() == PAGE);
            return true;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn(
                        "reports cannot be read ({}); what was known of them holds",
                        e.getClass().getName());
            }
            return false;
        }
    }

    /** The queue may not have erased whom we have. */
    private Report withoutErased(Report report) {
        Stream<String> named = Stream.concat(
                report.reporterId().stream(), report.claim().stream().map(Report.Claim::moderatorId));
        Report rest = report;
        for (String id : named.filter(erased).toList()) {
            rest = rest.without(id, rest.revision());
        }
        return rest;
    }

    private String hidden(String personId) {
        return HIDDEN + hash.of(personId);
    }

    @Override
    public String holderName() {
        return NAME;
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(ReportQueue.GROUP);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Counts, and the score by what the person did and what was decided about them. That somebody blocks them, who reported
     * them and what is undecided is not theirs to see: all that is left out, of the score too.
     */
    @Override
    public List<PersonalRecord> export(String personId) {
        follow();
        long now = clock.millis();
        Account account = accounts.getOrDefault(personId, newAccount());
        List<Report> decided = index.about(personId).stream()
                .filter(report -> report.state().decided())
                .toList();
        if (account.contacts() == 0 && decided.isEmpty()) {
            return List.of();
        }
        double score = formula.score(index.with(decided, account.text(now), account.contacts(now), 0, now));
        return List.of(
                record("messages judged", Integer.toString(account.messages(now))),
                record("people reached", Integer.toString(account.contacts())),
                record("harassment score, blocks and undecided reports left out", Double.toString(score)));
    }

    private static PersonalRecord record(String what, String value) {
        return new PersonalRecord(NAME, ReportQueue.GROUP, what, value)
                .from("what you sent, and what moderators decided")
                .usedFor("guardrails")
                .visibleTo(Visibility.PRIVATE_OPT_IN);
    }

    /** {@inheritDoc} Nothing: what protects others does not end with an opt-out. */
    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Where the person blocks others or was reached by them, that goes on counting: a keyed hash stands in the place of the
     * id, under a key that ends with the process. Reports are erased in their own queue; here those about the person are
     * forgotten at once, and who filed the others. <b>Cost:</b> one look-up for every account, one look at every report.
     */
    @Override
    public int erase(String personId) {
        int records = export(personId).size();
        accounts.remove(personId);
        following.lock();
        try {
            index.erase(personId);
        } finally {
            following.unlock();
        }
        accounts.keySet().forEach(owner -> hide(owner, personId));
        return records;
    }
}
