package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.safety.Report;
import io.github.discovery4j.core.safety.ReportDecision;
import io.github.discovery4j.core.safety.ReportFiling;
import io.github.discovery4j.core.safety.ReportQueue;
import io.github.discovery4j.core.safety.ReportState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** The laws of a {@link ReportQueue}. */
public abstract class ReportQueueContract extends PersonalDataHolderContract {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final ReportFiling BEN_BY_ANA =
            new ReportFiling("ana", "ben", "insults", Optional.of("message 7 🙂"));

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    /**
     * Returns a queue without reports.
     *
     * @param clock its clock
     * @return the queue under test
     */
    protected abstract ReportQueue queue(InstantSource clock);

    private ReportQueue queue() {
        return queue(() -> now);
    }

    @Override
    protected PersonalDataHolder holder() {
        ReportQueue queue = queue();
        queue.file(BEN_BY_ANA);
        queue.claim("mod", HOUR);
        queue.decide(1, "mod", ReportState.UPHELD, "seen in the message");
        queue.file(new ReportFiling("ana", "cy", "spam"));
        queue.file(new ReportFiling("ben", "ana", "spam"));
        queue.claim("mod", HOUR);
        return queue;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "ben";
    }

    @Example
    void filingGivesBackWhatWasFiled() {
        ReportQueue queue = queue();
        Report report = queue.file(BEN_BY_ANA);
        assertThat(report.filing()).contains(BEN_BY_ANA);
        assertThat(report.state()).isEqualTo(ReportState.OPEN);
        assertThat(report.filedAt()).isEqualTo(now);
        assertThat(queue.find(report.id())).contains(report);
        assertThat(queue.find(99)).isEmpty();
        assertThat(report.toString()).doesNotContain("ana", "ben", "message 7");
    }

    @Example
    void theSameReportTwiceIsOneWhileItIsUndecided() {
        ReportQueue queue = queue();
        Report first = queue.file(BEN_BY_ANA);
        now = now.plusSeconds(60);
        assertThat(queue.file(new ReportFiling("ana", "ben", "insults"))).isEqualTo(first);
        assertThat(queue.file(new ReportFiling("ana", "ben", "spam")).id()).isNotEqualTo(first.id());
        assertThat(queue.file(new ReportFiling("cy", "ben", "insults")).id()).isNotEqualTo(first.id());
        decide(queue, first, ReportState.NEEDS_MORE);
        assertThat(queue.file(BEN_BY_ANA).id()).isEqualTo(first.id());
        queue.reopen(first.id(), Optional.empty());
        decide(queue, first, ReportState.DISMISSED);
        Report again = queue.file(BEN_BY_ANA);
        assertThat(again.id()).isGreaterThan(first.id());
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.reopen(first.id(), Optional.empty()))
                .withMessageContainingAll(Long.toString(first.id()), Long.toString(again.id()));
    }

    @Example
    void aReportAboutOneselfOrWithoutWordsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReportFiling("ana", "ana", "spam"))
                .withMessageContaining("somebody else")
                .withMessageNotContaining("ana");
        for (String bad : List.of("", " ", "x".repeat(300), "a\0", "\ud83d")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ReportFiling(bad, "ben", "spam"));
            assertThatIllegalArgumentException().isThrownBy(() -> new ReportFiling("ana", bad, "spam"));
            assertThatIllegalArgumentException().isThrownBy(() -> new ReportFiling("ana", "ben", bad));
        }
    }

    @Example
    void theOldestIsClaimedFirstAndByOneModeratorAtATime() {
        ReportQueue queue = queue();
        Report first = queue.file(BEN_BY_ANA);
        Report second = queue.file(new ReportFiling("ana", "cy", "spam"));
        assertThat(queue.claim("mod", HOUR)).map(Report::id).contains(first.id());
        assertThat(queue.claim("mia", HOUR)).map(Report::id).contains(second.id());
        assertThat(queue.claim("max", HOUR)).isEmpty();
        now = now.plus(HOUR).minusMillis(1);
        assertThat(queue.claim("max", HOUR)).isEmpty();
        now = now.plusMillis(1);
        assertThat(queue.claim("max", HOUR)).map(Report::id).contains(first.id());
        for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(999_999), Duration.ofMillis(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> queue.claim("max", none));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> queue.claim(" ", HOUR));
    }

    @Example
    void aModeratorIsNeverGivenAReportAboutOrByThemselves() {
        ReportQueue queue = queue();
        Report about = queue.file(new ReportFiling("ana", "mod", "insults"));
        Report by = queue.file(new ReportFiling("mod", "ben", "spam"));
        assertThat(queue.claim("mod", HOUR)).isEmpty();
        Report other = queue.file(new ReportFiling("ana", "ben", "spam"));
        assertThat(queue.claim("mod", HOUR)).map(Report::id).contains(other.id());
        assertThat(queue.claim("mia", HOUR)).map(Report::id).contains(about.id());
        assertThat(queue.claim("mia", HOUR)).map(Report::id).contains(by.id());
        now = now.plus(HOUR);
        assertThat(queue.claim("mod", HOUR)).map(Report::id).contains(other.id());
        assertThat(queue.claim("mod", HOUR)).isEmpty();
        now = now.plus(HOUR);
        queue.erase("ana");
        assertThat(queue.claim("mod", HOUR)).map(Report::id).contains(other.id());
    }

    @Example
    void onlyWhoHoldsTheRunningClaimDecides() {
        ReportQueue queue = queue();
        long id = queue.file(BEN_BY_ANA).id();
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.decide(id, "mod", ReportState.UPHELD, "why"))
                .withMessageContaining("nobody");
        queue.claim("mod", HOUR);
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.decide(id, "mia", ReportState.UPHELD, "why"))
                .withMessageContaining("another")
                .withMessageNotContaining("mod ");
        now = now.plus(HOUR);
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.decide(id, "mod", ReportState.UPHELD, "why"))
                .withMessageContaining("ended");
        assertThat(queue.decisions(id)).isEmpty();
        queue.claim("mia", HOUR);
        assertThat(queue.decide(id, "mia", ReportState.UPHELD, "why").state()).isEqualTo(ReportState.UPHELD);
    }

    @Example
    void decidingIsLoggedOnceHoweverOftenItIsSaid() {
        ReportQueue queue = queue();
        long id = queue.file(BEN_BY_ANA).id();
        queue.claim("mod", HOUR);
        Report decided = queue.decide(id, "mod", ReportState.UPHELD, "seen");
        now = now.plusSeconds(5);
        assertThat(queue.decide(id, "mod", ReportState.UPHELD, "seen")).isEqualTo(decided);
        assertThat(decided.claim()).isEmpty();
        assertThat(queue.decisions(id))
                .containsExactly(
                        new ReportDecision(id, Optional.of("mod"), ReportState.UPHELD, "seen", now.minusSeconds(5)));
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.decide(id, "mod", ReportState.DISMISSED, "seen"))
                .withMessageContaining("UPHELD");
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.decide(id, "mod", ReportState.UPHELD, "another reason"));
        assertThatIllegalStateException().isThrownBy(() -> queue.decide(id, "mia", ReportState.UPHELD, "seen"));
    }

    @Example
    void outcomesAndWordsAreChecked() {
        ReportQueue queue = queue();
        long id = queue.file(BEN_BY_ANA).id();
        queue.claim("mod", HOUR);
        for (ReportState none : List.of(ReportState.OPEN, ReportState.WITHDRAWN)) {
            assertThatIllegalArgumentException().isThrownBy(() -> queue.decide(id, "mod", none, "why"));
        }
        for (String bad : List.of("", " ", "x".repeat(ReportQueue.LONGEST_WHY + 1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> queue.decide(id, "mod", ReportState.UPHELD, bad));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.decide(99, "mod", ReportState.UPHELD, "why"))
                .withMessageContaining("99");
        assertThatIllegalArgumentException().isThrownBy(() -> queue.reopen(99, Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> queue.list(ReportState.OPEN, 0, 0));
        assertThat(queue.find(id).orElseThrow().state()).isEqualTo(ReportState.OPEN);
    }

    @Example
    void whatNeedsMoreWaitsUntilItIsOpenedAgain() {
        ReportQueue queue = queue();
        Report report = queue.file(BEN_BY_ANA);
        decide(queue, report, ReportState.NEEDS_MORE);
        assertThat(queue.claim("mod", HOUR)).isEmpty();
        assertThat(queue.reopen(report.id(), Optional.of("message 8")).evidence())
                .contains("message 8");
        Report open = queue.find(report.id()).orElseThrow();
        assertThat(queue.reopen(report.id(), Optional.of("not taken"))).isEqualTo(open);
        decide(queue, report, ReportState.UPHELD);
        assertThat(queue.reopen(report.id(), Optional.empty()).evidence()).contains("message 8");
        decide(queue, report, ReportState.DISMISSED);
        assertThat(queue.decisions(report.id()))
                .extracting(ReportDecision::outcome)
                .containsExactly(ReportState.NEEDS_MORE, ReportState.UPHELD, ReportState.DISMISSED);
    }

    @Example
    void listsByStateInPages() {
        ReportQueue queue = queue();
        List<Long> ids = IntStream.range(0, 5)
                .mapToObj(i ->
                        queue.file(new ReportFiling("ana", "p" + i, "spam")).id())
                .toList();
        decide(queue, queue.find(ids.getFirst()).orElseThrow(), ReportState.DISMISSED);
        assertThat(queue.list(ReportState.OPEN, 0, 3)).extracting(Report::id).isEqualTo(ids.subList(1, 4));
        assertThat(queue.list(ReportState.OPEN, ids.get(3), 3))
                .extracting(Report::id)
                .containsExactly(ids.get(4));
        assertThat(queue.list(ReportState.DISMISSED, 0, 3)).hasSize(1);
        assertThat(queue.list(ReportState.UPHELD, 0, 3)).isEmpty();
    }

    @Example
    void everyChangeIsHeardAndHasALargerRevision() {
        ReportQueue queue = queue();
        AtomicInteger heard = new AtomicInteger();
        queue.listen(heard::incrementAndGet);
        Report first = queue.file(BEN_BY_ANA);
        Report second = queue.file(new ReportFiling("ana", "cy", "spam"));
        assertThat(heard).hasValue(2);
        assertThat(queue.changedAfter(0, 10)).containsExactly(first, second);
        decide(queue, first, ReportState.UPHELD);
        Report decided = queue.find(first.id()).orElseThrow();
        assertThat(decided.revision()).isGreaterThan(second.revision());
        assertThat(queue.changedAfter(second.revision(), 10)).containsExactly(decided);
        assertThat(queue.changedAfter(0, 1)).containsExactly(second);
        assertThat(queue.changedAfter(decided.revision(), 1)).isEmpty();
        assertThat(heard.get()).isGreaterThanOrEqualTo(4);
    }

    @Example
    void anErasedReporterLeavesTheDecisionAndTheReportWithoutTheirId() {
        ReportQueue queue = queue();
        Report upheld = queue.file(BEN_BY_ANA);
        decide(queue, upheld, ReportState.UPHELD);
        Report open = queue.file(new ReportFiling("ana", "cy", "spam"));
        assertThat(queue.erase("ana")).isEqualTo(2);
        assertThat(queue.find(upheld.id())).map(Report::state).contains(ReportState.UPHELD);
        assertThat(queue.find(upheld.id()).flatMap(Report::reporterId)).isEmpty();
        assertThat(queue.decisions(upheld.id())).hasSize(1);
        assertThat(queue.claim("mod", HOUR)).map(Report::id).contains(open.id());
        assertThat(queue.changedAfter(open.revision(), 10))
                .extracting(Report::id)
                .contains(upheld.id(), open.id());
    }

    @Example
    void theErasureOfAReportedPersonTakesAllReportsAboutThem() {
        ReportQueue queue = queue();
        Report upheld = queue.file(BEN_BY_ANA);
        decide(queue, upheld, ReportState.UPHELD);
        queue.file(new ReportFiling("cy", "ben", "spam"));
        assertThat(queue.erase("ben")).isEqualTo(1);
        assertThat(queue.changedAfter(0, 10)).isEmpty();
        assertThat(queue.decisions(upheld.id())).isEmpty();
        assertThat(queue.export("ana")).isEmpty();
    }

    @Example
    void anErasedModeratorLeavesDecisionsWithoutTheirIdAndFreesWhatTheyHeld() {
        ReportQueue queue = queue();
        Report upheld = queue.file(BEN_BY_ANA);
        decide(queue, upheld, ReportState.UPHELD);
        Report held = queue.file(new ReportFiling("ana", "cy", "spam"));
        queue.claim("mod", HOUR);
        assertThat(queue.erase("mod")).isEqualTo(1);
        assertThat(queue.decisions(upheld.id()))
                .singleElement()
                .matches(decision -> decision.moderatorId().isEmpty() && decision.outcome() == ReportState.UPHELD);
        assertThat(queue.claim("mia", HOUR)).map(Report::id).contains(held.id());
    }

    @Example
    void nobodyReadsWhoReportedThemNorWhatIsUndecided() {
        ReportQueue queue = queue();
        Report report = queue.file(BEN_BY_ANA);
        assertThat(queue.export("ben")).isEmpty();
        decide(queue, report, ReportState.UPHELD);
        assertThat(queue.export("ben"))
                .singleElement()
                .matches(record -> !record.toString().contains("ana")
                        && !record.value().contains("ana")
                        && !record.value().contains("message"));
        assertThat(queue.export("ana")).extracting(PersonalRecord::value).allMatch(value -> value.contains("ben"));
        assertThat(queue.remove("ben", Long.toString(report.id()))).isFalse();
    }

    @Example
    void whatIsTakenBackIsDecidedByNobody() {
        ReportQueue queue = queue();
        Report open = queue.file(BEN_BY_ANA);
        assertThat(queue.takeBack("cy", open.id())).isFalse();
        assertThat(queue.takeBack("ana", open.id())).isTrue();
        assertThat(queue.claim("mod", HOUR)).isEmpty();
        assertThat(queue.list(ReportState.WITHDRAWN, 0, 5))
                .singleElement()
                .matches(report -> report.evidence().isEmpty());
        assertThatIllegalStateException().isThrownBy(() -> queue.reopen(open.id(), Optional.empty()));
        Report decided = queue.file(BEN_BY_ANA);
        decide(queue, decided, ReportState.UPHELD);
        assertThat(queue.takeBack("ana", decided.id())).isTrue();
        assertThat(queue.find(decided.id())).map(Report::state).contains(ReportState.UPHELD);
    }

    @Example
    void manyModeratorsAreNeverGivenTheSameReport() {
        ReportQueue queue = queue();
        int reports = 40;
        IntStream.range(0, reports).forEach(i -> queue.file(new ReportFiling("ana", "p" + i, "spam")));
        Set<Long> claimed = ConcurrentHashMap.newKeySet();
        int given = IntStream.range(0, 60)
                .parallel()
                .map(i -> queue.claim("mod" + i, HOUR)
                                .filter(report -> claimed.add(report.id()))
                                .isPresent()
                        ? 1
                        : 0)
                .sum();
        assertThat(given).isEqualTo(reports);
        assertThat(claimed).hasSize(reports);
    }

    private static void decide(ReportQueue queue, Report report, ReportState outcome) {
        assertThat(queue.claim("mod", HOUR)).map(Report::id).contains(report.id());
        queue.decide(report.id(), "mod", outcome, "looked at");
    }
}
