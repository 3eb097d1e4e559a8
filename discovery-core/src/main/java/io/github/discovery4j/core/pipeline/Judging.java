package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.observe.Demotion;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Lets every guardrail judge every candidate; what one leaves undecided, for whatever cause, is removed. */
final class Judging {

    private final List<Named<Guardrail>> guardrails;

    Judging(List<Named<Guardrail>> guardrails) {
        this.guardrails = guardrails;
    }

    /** What the guardrails would remove in any case; a guardrail that cannot say excludes nothing here. */
    Predicate<String> exclusions(RequestContext context, TraceRecorder trace) {
        List<Predicate<String>> all = new ArrayList<>(guardrails.size());
        for (Named<Guardrail> guardrail : guardrails) {
            try {
                all.add(counted(guardrail, quiet(guardrail.stage().exclusions(context)), trace));
            } catch (Throwable thrown) {
                trace.note("guardrail \"%s\" could not say what to exclude: %s"
                        .formatted(guardrail.name(), Failures.nameOf(thrown)));
            }
        }
        return id -> {
            for (Predicate<String> exclusion : all) {
                if (exclusion.test(id)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Predicate<String> counted(
            Named<Guardrail> guardrail, Predicate<String> exclusion, TraceRecorder trace) {
        PassedOver passedOver = trace.passedOver(guardrail.name());
        return id -> {
            boolean excluded = exclusion.test(id);
            if (excluded) {
                passedOver.add(id);
            }
            return excluded;
        };
    }

    /** Sources call this on their own threads, so a failure is no candidate's and no source's fault. */
    private static Predicate<String> quiet(Predicate<String> exclusion) {
        return id -> {
            try {
                return exclusion.test(id);
            } catch (Throwable thrown) {
                Failures.survive(thrown);
                return false;
            }
        };
    }

    KeptCandidates judge(ScoredCandidates scored, TraceRecorder trace) {
        int[] tiers = new int[scored.size()];
        List<Demoted> demoted = new ArrayList<>();
        for (Named<Guardrail> guardrail : guardrails) {
            judge(guardrail, scored, tiers, demoted, trace);
        }
        trace.demotions(counted(demoted, tiers));
        return KeptCandidates.of(scored, tiers);
    }

    /** A guardrail's verdict on a row that may yet be removed by another. */
    private record Demoted(int row, String stage, String reason) {}

    private static List<Demotion> counted(List<Demoted> demoted, int[] tiers) {
        Map<Demotion, Integer> counts = new LinkedHashMap<>();
        for (Demoted one : demoted) {
            if (tiers[one.row()] != Integer.MAX_VALUE) {
                counts.merge(new Demotion(one.stage(), one.reason(), 0), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(entry ->
                        new Demotion(entry.getKey().stage(), entry.getKey().reason(), entry.getValue()))
                .toList();
    }

    private static void judge(
            Named<Guardrail> guardrail,
            ScoredCandidates scored,
            int[] tiers,
            List<Demoted> demoted,
            TraceRecorder trace) {
        long since = trace.open("guard", guardrail.name());
        Verdicts verdicts = new Verdicts(scored.size());
        String error = "";
        try {
            guardrail.stage().judge(scored, verdicts);
        } catch (Throwable thrown) {
            error = Failures.nameOf(thrown);
        }
        int kept = 0;
        for (int row = 0; row < tiers.length; row++) {
            Verdict verdict = verdicts.get(row);
            if (verdict instanceof Verdict.Remove(String reason) && tiers[row] != Integer.MAX_VALUE) {
                trace.drop(scored.id(row), guardrail.name(), reason);
            }
            if (verdict instanceof Verdict.Demote(int tier, String reason)) {
                demoted.add(new Demoted(row, guardrail.name(), reason));
            }
            tiers[row] = Math.max(tiers[row], verdict.tier());
            kept += tiers[row] == Integer.MAX_VALUE ? 0 : 1;
        }
        if (error.isEmpty()) {
            trace.completed("guard", guardrail.name(), since, tiers.length, kept);
        } else {
            trace.failed("guard", guardrail.name(), error, since, tiers.length, kept);
        }
    }
}
