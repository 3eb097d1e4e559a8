package io.github.discovery4j.rank.harassment;

import io.github.discovery4j.core.safety.Report;
import io.github.discovery4j.core.safety.ReportState;
import io.github.discovery4j.rank.harassment.HarassmentFormula.Evidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Reports by whom they are about, with the credibility of who filed them. <b>Threads:</b> one writes, any read. */
final class ReportIndex {

    /** How many of a reporter's reports were decided, and how. */
    private record Outcomes(int upheld, int dismissed) {
        static final Outcomes NONE = new Outcomes(0, 0);

        Outcomes plus(ReportState state, int change) {
            return switch (state) {
                case UPHELD -> new Outcomes(upheld + change, dismissed);
                case DISMISSED -> new Outcomes(upheld, dismissed + change);
                case OPEN, NEEDS_MORE, WITHDRAWN -> this;
            };
        }
    }

    /**
     * What counts as one report: a reporter's of one period. All reporters who are gone count as one, but for what was upheld:
     * that is known to be true, and each report counts by itself.
     */
    private record Slot(Optional<String> reporter, long period, OptionalLong upheldId) {}

    private final HarassmentFormula formula;
    private final ConcurrentHashMap<String, List<Report>> byReported = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Outcomes> reporters = new ConcurrentHashMap<>();

    ReportIndex(HarassmentFormula formula) {
        this.formula = formula;
    }

    void put(Report report) {
        List<Report> about = new ArrayList<>(about(report.reportedId()));
        about.stream().filter(old -> old.id() == report.id()).findFirst().ifPresent(old -> count(old, -1));
        about.removeIf(old -> old.id() == report.id());
        about.add(report);
        count(report, 1);
        byReported.put(report.reportedId(), List.copyOf(about));
    }

    private void count(Report report, int change) {
        if (report.state().decided()) {
            report.reporterId()
                    .ifPresent(reporter -> reporters.compute(reporter, (id, before) -> {
                        Outcomes after = (before == null ? Outcomes.NONE : before).plus(report.state(), change);
                        return after.equals(Outcomes.NONE) ? null : after;
                    }));
        }
    }

    List<Report> about(String personId) {
        return byReported.getOrDefault(personId, List.of());
    }

    /** Forgets what is about somebody, and who it was in what they reported or claimed. */
    void erase(String personId) {
        about(personId).forEach(report -> count(report, -1));
        byReported.remove(personId);
        byReported.values().stream()
                .flatMap(List::stream)
                .filter(report -> !report.without(personId, report.revision()).equals(report))
                .toList()
                .forEach(report -> put(report.without(personId, report.revision())));
    }

    /** Adds reports about somebody to what else is known of them. */
    Evidence with(List<Report> reports, double text, double contacts, double blocks, long now) {
        double undecided = 0;
        double upheld = 0;
        double dismissed = 0;
        for (Report report : strongest(reports)) {
            double left = formula.decay(now - report.filedAt().toEpochMilli());
            switch (report.state()) {
                case UPHELD -> upheld += left;
                case DISMISSED -> dismissed += left;
                case OPEN, NEEDS_MORE -> undecided += left * credibility(report.reporterId());
                case WITHDRAWN -> {}
            }
        }
        return new Evidence(text, contacts, blocks, undecided, upheld, dismissed);
    }

    private double credibility(Optional<String> reporterId) {
        Outcomes outcomes = reporterId.map(reporters::get).orElse(Outcomes.NONE);
        return HarassmentFormula.credibility(outcomes.upheld(), outcomes.dismissed());
    }

    private Slot slot(Report report) {
        long period = Math.floorDiv(
                report.filedAt().toEpochMilli(), formula.reportPeriod().toMillis());
        boolean orphaned = report.reporterId().isEmpty() && report.state() == ReportState.UPHELD;
        return new Slot(report.reporterId(), period, orphaned ? OptionalLong.of(report.id()) : OptionalLong.empty());
    }

    /** Of each slot one report: an upheld one, or else an undecided one, or else a dismissed one. */
    private Collection<Report> strongest(List<Report> reports) {
        Map<Slot, Report> strongest = new HashMap<>();
        for (Report report : reports) {
            strongest.merge(slot(report), report, (one, other) -> strength(other) > strength(one) ? other : one);
        }
        return strongest.values();
    }

    private static int strength(Report report) {
        return switch (report.state()) {
            case UPHELD -> 3;
            case OPEN, NEEDS_MORE -> 2;
            case DISMISSED -> 1;
            case WITHDRAWN -> 0;
        };
    }
}
