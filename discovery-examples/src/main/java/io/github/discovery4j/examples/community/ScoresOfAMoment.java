package io.github.discovery4j.examples.community;

import io.github.discovery4j.core.safety.HarassmentScores;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Works each account's score out once for one moment: sources, merge and guardrail of a request all ask for it. The sample's
 * clock stands still, and nothing happens in it any more. A host whose clock runs would forget scores when the moment changes,
 * as this does, or with each event. <b>Threads:</b> safe.
 */
final class ScoresOfAMoment implements HarassmentScores {

    private record Known(Instant at, ConcurrentHashMap<String, Double> scores) {}

    private final HarassmentScores scores;
    private volatile Known known = new Known(Instant.MIN, new ConcurrentHashMap<>());

    ScoresOfAMoment(HarassmentScores scores) {
        this.scores = scores;
    }

    @Override
    public double score(String personId, Instant at) {
        Known now = known;
        if (!now.at().equals(at)) {
            now = new Known(at, new ConcurrentHashMap<>());
            known = now;
        }
        Double score = now.scores().get(personId);
        if (score == null) {
            score = scores.score(personId, at);
            now.scores().put(personId, score);
        }
        return score;
    }
}
