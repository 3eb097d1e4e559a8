package io.github.discovery4j.rank.harassment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.safety.InMemoryReportQueue;
import io.github.discovery4j.core.safety.Report;
import io.github.discovery4j.core.safety.ReportFiling;
import io.github.discovery4j.core.safety.ReportQueue;
import io.github.discovery4j.core.safety.ReportState;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.SignalEvent;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountScoresTest extends PersonalDataHolderContract {

    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private final ReportQueue queue = new InMemoryReportQueue(() -> now);
    private final AccountScores scores = new AccountScores(queue, () -> now);

    @Override
    protected PersonalDataHolder holder() {
        AccountScores holder = new AccountScores(new InMemoryReportQueue(() -> now), () -> now);
        holder.judged("ana", "bo", 0.2, now);
        holder.judged("bo", "ana", 0.1, now);
        holder.blocked("bo", "ana", now);
        return holder;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "bo";
    }

    @Test
    void nothingKnownIsNoScore() {
        assertThat(scores.score("ana", now)).isNaN();
        queue.file(new ReportFiling("bo", "ana", "spam"));
        assertThat(scores.score("ana", now)).isBetween(0.0, 1.0);
        assertThat(scores.score("bo", now)).isNaN();
    }

    @Test
    void aDecisionCountsAtTheNextRead() {
        report("bo");
        double filed = scores.score("ana", now);
        decide(ReportState.UPHELD);
        double upheld = scores.score("ana", now);
        assertThat(upheld).isGreaterThan(filed + 0.2);
        queue.reopen(1, Optional.empty());
        assertThat(scores.score("ana", now)).isCloseTo(filed, within(0.05));
        decide(ReportState.DISMISSED);
        assertThat(scores.score("ana", now)).isLessThan(filed);
    }

    @Test
    void moreUpheldReportsNeverLowerIt() {
        double before = 0;
        for (int i = 0; i < 10; i++) {
            report("r" + i);
            decide(ReportState.UPHELD);
            double score = scores.score("ana", now);
            assertThat(score).isGreaterThanOrEqualTo(before);
            before = score;
        }
        assertThat(before).isGreaterThan(0.95);
    }

    @Test
    void aCrowdOfReportersWithoutCredibilityDoesNotRemoveAnybody() {
        IntStream.range(0, 1_000).forEach(i -> report("r" + i));
        assertThat(scores.score("ana", now)).isLessThan(0.8);
    }

    @Test
    void aReporterCountsOnceAPeriod() {
        report("bo");
        double one = scores.score("ana", now);
        for (int i = 0; i < 5; i++) {
            queue.file(new ReportFiling("bo", "ana", "category " + i));
        }
        assertThat(scores.score("ana", now)).isCloseTo(one, within(1e-12));
        now = now.plus(Duration.ofDays(8));
        double later = scores.score("ana", now);
        queue.file(new ReportFiling("bo", "ana", "yet another"));
        assertThat(scores.score("ana", now)).isGreaterThan(later);
    }

    @Test
    void whoseReportsWereDismissedCountsLess() {
        report("liar");
        double before = scores.score("ana", now);
        for (int i = 0; i < 4; i++) {
            queue.file(new ReportFiling("liar", "p" + i, "spam"));
        }
        queue.claim("mod", Duration.ofHours(1)); // the one about ana stays claimed and undecided
        for (int i = 0; i < 4; i++) {
            decide(ReportState.DISMISSED);
        }
        assertThat(scores.score("ana", now)).isLessThan(before);
    }

    @Test
    void whatWasTakenBackCountsNothing() {
        report("bo");
        queue.takeBack("bo", 1);
        assertThat(scores.score("ana", now)).isNaN();
    }

    @Test
    void blocksPerPersonReachedCount() {
        for (int i = 0; i < 20; i++) {
            scores.reached("ana", "p" + i, now);
            scores.reached("ana", "p" + i, now);
        }
        double before = scores.score("ana", now);
        scores.blocked("ana", "p1", now);
        double blocked = scores.score("ana", now);
        scores.blocked("ana", "p1", now);
        assertThat(blocked).isGreaterThan(before);
        assertThat(scores.score("ana", now)).isEqualTo(blocked);
        scores.unblocked("ana", "p1");
        assertThat(scores.score("ana", now)).isCloseTo(before, within(1e-9));
        scores.unblocked("nobody", "p1");
    }

    @Test
    void toxicMessagesCountForAMonthAndTroubleFades() {
        for (int i = 0; i < 10; i++) {
            scores.judged("ana", "p" + i, 0.95, now);
        }
        double fresh = scores.score("ana", now);
        assertThat(fresh).isGreaterThan(0.6);
        assertThat(scores.score("ana", now.minus(Duration.ofDays(400)))).isBetween(0.0, 1.0);
        assertThat(scores.score("ana", now.plus(Duration.ofDays(30)))).isLessThan(0.2);
        scores.blocked("ben", "p1", now);
        assertThat(scores.score("ben", now.plus(Duration.ofDays(900)))).isLessThan(scores.score("ben", now));
    }

    @Test
    void aProbabilityOutOfRangeIsRefused() {
        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scores.judged("ana", "bo", bad, now))
                    .withMessageNotContaining("ana");
        }
        assertThat(scores.score("ana", now)).isNaN();
    }

    @Test
    void itReadsTheEventLog() {
        scores.apply(List.of(
                new Logged(1, event("ana", "bo", AccountScores.JUDGED, 0.9)),
                new Logged(2, event("ana", "cy", EventTypes.MESSAGE, Double.NaN)),
                new Logged(3, event("bo", "ana", EventTypes.BLOCK, Double.NaN)),
                new Logged(4, event("bo", "ana", EventTypes.LIKE, Double.NaN))));
        assertThat(scores.position()).isEqualTo(4);
        AccountScores same = new AccountScores(queue, () -> now);
        same.judged("ana", "bo", 0.9, now);
        same.reached("ana", "cy", now);
        same.blocked("ana", "bo", now);
        assertThat(scores.score("ana", now)).isEqualTo(same.score("ana", now));
        assertThat(scores.score("bo", now)).isNaN();
    }

    @Test
    void anOptOutDoesNotHideAnybody() {
        scores.judged("ana", "bo", 0.9, now);
        double before = scores.score("ana", now);
        InMemoryConsentLedger ledger = new InMemoryConsentLedger();
        ledger.optOut("ana", ReportQueue.GROUP);
        assertThat(scores.forget("ana", ReportQueue.GROUP)).isZero();
        assertThat(scores.score("ana", now)).isEqualTo(before);
    }

    @Test
    void anErasedPersonsBlocksGoOnCountingWithoutTheirId() {
        scores.reached("ana", "bo", now);
        scores.blocked("ana", "bo", now);
        double before = scores.score("ana", now);
        scores.erase("bo");
        assertThat(scores.score("ana", now)).isEqualTo(before);
        scores.erase("ana");
        assertThat(scores.score("ana", now)).isNaN();
    }

    @Test
    void lateDataOfWhoeverWasErasedBringsNothingBack() {
        InMemoryTombstones stones = new InMemoryTombstones();
        AccountScores late = new AccountScores(queue, () -> now, HarassmentFormula.DEFAULT, stones::contains);
        stones.add("ana");
        late.erase("ana");
        late.judged("ana", "bo", 0.9, now);
        late.reached("ana", "bo", now);
        late.blocked("ana", "bo", now);
        assertThat(late.score("ana", now)).isNaN();
        late.judged("bo", "ana", 0.9, now);
        late.blocked("cy", "ana", now);
        assertThat(kept(late)).doesNotContain("ana").contains("bo", "cy");
        scores.judged("bo", "ana", 0.9, now);
        scores.blocked("cy", "ana", now);
        assertThat(late.score("bo", now)).isEqualTo(scores.score("bo", now));
        assertThat(late.score("cy", now)).isEqualTo(scores.score("cy", now));
        stones.remove("ana");
        late.reached("ana", "bo", now);
        assertThat(late.score("ana", now)).isNotNaN();
    }

    /** An erasure walks over accounts that are there, and does not see one that is about to be. */
    @Test
    void anErasureReachesAFirstContactThatIsUnderWay() {
        InMemoryTombstones stones = new InMemoryTombstones();
        AtomicReference<AccountScores> late = new AtomicReference<>();
        AtomicBoolean begun = new AtomicBoolean();
        late.set(new AccountScores(queue, () -> now, HarassmentFormula.DEFAULT, id -> {
            boolean erased = stones.contains(id);
            if (id.equals("ana") && begun.compareAndSet(false, true)) {
                stones.add("ana");
                CompletableFuture.runAsync(() -> late.get().erase("ana"))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
            }
            return erased;
        }));
        late.get().blocked("cy", "ana", now);
        assertThat(kept(late.get())).doesNotContain("ana").contains("cy");
        scores.blocked("cy", "ana", now);
        assertThat(late.get().score("cy", now)).isEqualTo(scores.score("cy", now));
    }

    @Test
    void aQueueThatDidNotEraseBringsNobodyBack() {
        InMemoryTombstones stones = new InMemoryTombstones();
        AtomicBoolean broken = new AtomicBoolean();
        AccountScores late =
                new AccountScores(breaking("erase", broken), () -> now, HarassmentFormula.DEFAULT, stones::contains);
        report("mia");
        queue.file(new ReportFiling("ana", "bo", "spam"));
        assertThat(late.score("ana", now)).isNotNaN();
        double before = late.score("bo", now);
        broken.set(true);
        for (String id : List.of("ana", "mia")) {
            stones.add(id);
            late.erase(id);
        }
        assertThat(kept(late)).doesNotContain("ana", "mia").contains("bo");
        queue.claim("mia", Duration.ofHours(1));
        queue.claim("mod", Duration.ofHours(1));
        assertThat(late.score("ana", now)).isNaN();
        assertThat(late.score("bo", now)).isEqualTo(before);
        assertThat(kept(late)).doesNotContain("ana", "mia").contains("bo");
    }

    @Test
    void nobodyReadsWhoBlocksOrReportedThem() {
        report("bo");
        scores.blocked("ana", "cy", now);
        assertThat(scores.export("ana"))
                .extracting(PersonalRecord::value)
                .noneMatch(value -> value.contains("bo") || value.contains("cy"));
    }

    @Test
    void whatWasUpheldStaysWhenItsReportersAreGone() {
        for (int i = 0; i < 3; i++) {
            report("r" + i);
            decide(ReportState.UPHELD);
        }
        double before = scores.score("ana", now);
        assertThat(before).isGreaterThan(0.8);
        queue.erase("r0");
        queue.erase("r1");
        queue.takeBack("r2", 3);
        assertThat(scores.score("ana", now)).isEqualTo(before);
    }

    @Test
    void undecidedReportsOfThoseWhoAreGoneCountOnceAPeriodTogether() {
        report("r0");
        double one = scores.score("ana", now);
        report("r1");
        report("r2");
        for (int i = 0; i < 3; i++) {
            queue.erase("r" + i);
        }
        assertThat(scores.score("ana", now)).isCloseTo(one, within(1e-12));
    }

    @Test
    void anExportDoesNotTellThatSomebodyBlocksOrWhatIsUndecided() {
        InMemoryReportQueue calm = new InMemoryReportQueue(() -> now);
        AccountScores unblocked = new AccountScores(calm, () -> now);
        for (ReportQueue each : List.of(queue, calm)) {
            each.file(new ReportFiling("bo", "ana", "insults"));
            each.claim("mod", Duration.ofHours(1));
            each.decide(1, "mod", ReportState.DISMISSED, "looked at");
        }
        for (AccountScores each : List.of(scores, unblocked)) {
            each.judged("ana", "bo", 0.4, now);
            each.reached("ana", "cy", now);
        }
        scores.blocked("ana", "cy", now);
        report("dan");
        queue.file(new ReportFiling("bo", "ana", "spam"));
        assertThat(scores.score("ana", now)).isNotEqualTo(unblocked.score("ana", now));
        assertThat(scores.export("ana")).isEqualTo(unblocked.export("ana")).hasSize(3);
    }

    @Test
    void whoIsOnlyBlockedOrReportedReadsNothing() {
        scores.blocked("ana", "cy", now);
        report("bo");
        assertThat(scores.score("ana", now)).isBetween(0.0, 1.0);
        assertThat(scores.export("ana")).isEmpty();
        decide(ReportState.UPHELD);
        assertThat(scores.export("ana")).hasSize(3);
    }

    @Test
    void whatWasKnownHoldsWhileTheQueueCannotBeRead() {
        AtomicBoolean broken = new AtomicBoolean();
        AccountScores cut = new AccountScores(breaking("changedAfter", broken), () -> now);
        report("bo");
        double before = cut.score("ana", now);
        broken.set(true);
        decide(ReportState.UPHELD);
        assertThat(cut.score("ana", now)).isEqualTo(before);
        broken.set(false);
        now = now.plus(AccountScores.FOLLOW_EVERY);
        assertThat(cut.score("ana", now)).isGreaterThan(before);
    }

    @Test
    void manyThreadsLoseNothing() {
        IntStream.range(0, 5_000).parallel().forEach(i -> scores.reached("ana", "p" + i % 900, now));
        assertThat(scores.export("ana")).anyMatch(record -> record.value().equals("900"));
    }

    /** All texts that the holder keeps of people, ids among them. */
    private static Set<String> kept(AccountScores holder) {
        Set<String> texts = new HashSet<>();
        collect(field(holder, "accounts"), texts);
        collect(field(holder, "index"), texts);
        return texts;
    }

    private static void collect(Object value, Set<String> texts) {
        switch (value) {
            case String text -> texts.add(text);
            case Map<?, ?> map -> map.forEach((key, mapped) -> collect(List.of(key, mapped), texts));
            case Collection<?> values -> values.forEach(each -> collect(each, texts));
            case Optional<?> optional -> optional.ifPresent(each -> collect(each, texts));
            case Report.Claim claim -> texts.add(claim.moderatorId());
            case Report report -> collect(List.of(report.reporterId(), report.reportedId(), report.claim()), texts);
            case Account account -> collect(List.of(field(account, "contacts"), field(account, "blockers")), texts);
            case ReportIndex index -> collect(List.of(field(index, "byReported"), field(index, "reporters")), texts);
            default -> {}
        }
    }

    private static Object field(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The queue, of which one method fails while {@code broken}. */
    private ReportQueue breaking(String name, AtomicBoolean broken) {
        return (ReportQueue) Proxy.newProxyInstance(
                ReportQueue.class.getClassLoader(), new Class<?>[] {ReportQueue.class}, (self, method, arguments) -> {
                    if (broken.get() && method.getName().equals(name)) {
                        throw new IllegalStateException("the database is gone");
                    }
                    try {
                        return method.invoke(queue, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void report(String reporter) {
        queue.file(new ReportFiling(reporter, "ana", "insults"));
    }

    private void decide(ReportState outcome) {
        long id = queue.claim("mod", Duration.ofHours(1)).orElseThrow().id();
        queue.decide(id, "mod", outcome, "looked at");
    }

    private SignalEvent event(String user, String item, EventType type, double amount) {
        return new SignalEvent(
                user + item + type.name(),
                user,
                type,
                Optional.of(item),
                now,
                now,
                Double.isNaN(amount) ? OptionalDouble.empty() : OptionalDouble.of(amount),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
