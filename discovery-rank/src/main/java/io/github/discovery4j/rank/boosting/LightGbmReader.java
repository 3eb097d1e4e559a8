package io.github.discovery4j.rank.boosting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.discovery4j.core.model.TreeEnsemble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one text: its head, its trees, and what follows them. */
final class LightGbmReader {

    private static final int MAX_FEATURES = 1 << 24;
    private static final int MAX_OUTPUTS = 1 << 16;
    private static final String TREE = "Tree=";
    private static final String END_OF_TREES = "end of trees";
    private static final Map<String, Integer> VERSIONS = Map.of("v2", 2, "v3", 3, "v4", 4);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ModelText text;
    private final boolean[] categorical;
    private final double[] gains;
    private final KeyedLines head;
    private final List<String> features;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private List<List<String>> dictionaries = List.of();

    LightGbmReader(ModelText text) {
        this.text = text;
        this.head = head();
        int features = head.integer("max_feature_idx", 0, MAX_FEATURES - 1) + 1;
        this.features = List.of(head.words("feature_names", features));
        this.categorical = new boolean[features];
        this.gains = new double[features];
        String[] infos = head.words("feature_infos", features);
        for (int f = 0; f < features; f++) {
            categorical[f] = !infos[f].equals("none") && !infos[f].startsWith("[");
        }
    }

    private KeyedLines head() {
        if (!"tree".equals(text.next())) {
            throw text.malformed(
                    "a LightGBM text model must begin with the line \"tree\"; save it with save_model, not as"
                            + " JSON or pickle");
        }
        KeyedLines lines = new KeyedLines(text, "the head");
        for (String line = text.next(); line != null; line = text.next()) {
            if (line.startsWith(TREE) || endsTrees(line)) {
                text.back();
                return lines;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        throw text.malformed("the head must be followed by trees, the text ends; take a complete copy of the file");
    }

    private static boolean endsTrees(String line) {
        // Early files of version 2 say no more than that importances follow.
        return line.equals(END_OF_TREES) || line.equals("feature importances:");
    }

    LightGbmModel read() {
        Integer version = VERSIONS.get(head.get("version"));
        if (version == null) {
            throw text.malformed(
                    "\"version\" must be one of v2, v3, v4, was \"%s\"; save the model again with LightGBM 2 to 4"
                            .formatted(head.get("version")));
        }
        int outputs = head.integer("num_tree_per_iteration", 1, MAX_OUTPUTS);
        Objective objective = objective(outputs);
        TreeEnsemble ensemble = ensemble(outputs);
        rest();
        return new LightGbmModel(version, ensemble, objective, categorical, dictionary(), parameters, gains);
    }

    private Objective objective(int outputs) {
        if (!head.has("objective")) {
            return Objective.NONE;
        }
        Objective objective;
        try {
            objective = Objective.parse(head.get("objective"));
        } catch (IllegalArgumentException e) {
            throw text.malformed(String.valueOf(e.getMessage()));
        }
        if (objective.outputs() != outputs) {
            throw text.malformed("objective \"%s\" must have %d trees an iteration, \"num_tree_per_iteration\" is %d"
                    .formatted(objective, objective.outputs(), outputs));
        }
        return objective;
    }

    private TreeEnsemble ensemble(int outputs) {
        try {
            TreeEnsemble.Builder builder =
                    TreeEnsemble.builder(features, outputs).averaged(head.has("average_output"));
            trees(builder);
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw text.malformed(String.valueOf(e.getMessage()));
        }
    }

    private void trees(TreeEnsemble.Builder builder) {
        String[] sizes = head.has("tree_sizes") ? head.words("tree_sizes") : null;
        int count = 0;
        for (String line = text.next(); line != null; line = text.next()) {
            if (endsTrees(line)) {
                if (sizes != null && count != sizes.length) {
                    throw text.malformed(
                            "there must be %d trees, as \"tree_sizes\" says, were %d".formatted(sizes.length, count));
                }
                return;
            }
            if (line.startsWith(TREE)) {
                if (!line.equals(TREE + count)) {
                    throw text.malformed("trees must be numbered from 0 on, \"%s\" came where %s%d must be"
                            .formatted(line, TREE, count));
                }
                tree(builder, count, sizes);
                count++;
            } else if (!line.isEmpty()) {
                throw text.malformed("a tree must begin with \"%s%d\", the line does not".formatted(TREE, count));
            }
        }
        throw text.malformed(
                "trees must be followed by \"%s\", the text ends after %d of them; take a complete copy of the file"
                        .formatted(END_OF_TREES, count));
    }

    private void tree(TreeEnsemble.Builder builder, int number, String @Nullable [] sizes) {
        int start = text.start();
        KeyedLines lines = new KeyedLines(text, "tree " + number);
        String line = text.next();
        while (line != null && !line.isEmpty() && !endsTrees(line) && !line.startsWith(TREE)) {
            lines.add(line);
            line = text.next();
        }
        while (line != null && line.isEmpty()) {
            line = text.next();
        }
        int bytes = text.start() - start;
        if (line != null) {
            text.back();
        }
        if (sizes != null && (number >= sizes.length || !sizes[number].equals(Integer.toString(bytes)))) {
            throw text.malformed(
                    "tree %d must have the bytes that \"tree_sizes\" says, %s, had %d; take an unchanged copy of"
                                    .formatted(number, number < sizes.length ? sizes[number] : "none", bytes)
                            + " the file");
        }
        new TreeLines(text, lines, number, categorical, gains).addTo(builder);
    }

    /** Parameters and dictionaries; nothing that scores depend on, but a text that ends within them is not whole. */
    private void rest() {
        for (String line = text.next(); line != null; line = text.next()) {
            if (line.equals("parameters:")) {
                parameters();
            } else if (line.startsWith("pandas_categorical:")) {
                dictionaries = pandas(line.substring(line.indexOf(':') + 1));
            }
        }
    }

    private void parameters() {
        for (String line = text.next(); line != null; line = text.next()) {
            if (line.equals("end of parameters")) {
                return;
            }
            int colon = line.indexOf(": ");
            if (line.startsWith("[") && line.endsWith("]") && colon > 0) {
                parameters.put(line.substring(1, colon), line.substring(colon + 2, line.length() - 1));
            }
        }
        throw text.malformed(
                "parameters must be followed by \"end of parameters\", the text ends; take a complete copy of the"
                        + " file");
    }

    private List<List<String>> pandas(String json) {
        JsonNode lists;
        try {
            lists = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw text.malformed("\"pandas_categorical\" must be JSON; take a complete copy of the file");
        }
        List<List<String>> read = new ArrayList<>();
        for (JsonNode list : lists) {
            List<String> labels = new ArrayList<>();
            list.forEach(label -> labels.add(label.asText()));
            read.add(Collections.unmodifiableList(labels));
        }
        return read;
    }

    /** The lists stand in the order of the categorical features; if there are not as many, whose they are is unknown. */
    private Map<String, List<String>> dictionary() {
        List<String> names = new ArrayList<>();
        for (int f = 0; f < categorical.length; f++) {
            if (categorical[f]) {
                names.add(features.get(f));
            }
        }
        Map<String, List<String>> byName = new HashMap<>();
        for (int i = 0; names.size() == dictionaries.size() && i < names.size(); i++) {
            byName.put(names.get(i), dictionaries.get(i));
        }
        return byName;
    }
}
