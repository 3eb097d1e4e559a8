package io.github.discovery4j.rank.factorization.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trials as the text of a checkpoint. One of another plan, of other data, or that cannot be read, begins a new log. */
final class TrialLog {

    private static final JsonMapper JSON = new JsonMapper();

    private final String work;
    private final List<Trial> trials = new ArrayList<>();

    /** The work is plan and data: trials of anything else are worth nothing here. */
    TrialLog(String work) {
        this.work = work;
    }

    List<Trial> trials() {
        return trials;
    }

    void restore(String checkpoint) {
        try {
            JsonNode json = JSON.readTree(checkpoint);
            if (json.path("work").asText().equals(work)) {
                json.path("trials")
                        .forEach(trial -> trials.add(new Trial(
                                numbers(trial.path("values")),
                                trial.path("epochs").asInt(),
                                numbers(trial.path("metrics")))));
            }
        } catch (JsonProcessingException e) {
            trials.clear();
        }
    }

    private static Map<String, Double> numbers(JsonNode json) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asDouble()));
        return numbers;
    }

    String checkpoint() {
        ObjectNode json = JSON.createObjectNode().put("work", work);
        ArrayNode list = json.putArray("trials");
        for (Trial trial : trials) {
            ObjectNode node = list.addObject().put("epochs", trial.epochs());
            trial.values().forEach(node.putObject("values")::put);
            trial.metrics().forEach(node.putObject("metrics")::put);
        }
        return json.toString();
    }
}
