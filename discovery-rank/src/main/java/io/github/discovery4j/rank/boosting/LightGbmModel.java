package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.TreeEnsemble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A LightGBM model: its trees, its objective, and what it says of its features.
 *
 * <p>Texts of versions 2 to 4 are read, as {@code save_model} writes them: boosted trees, DART, random forests, numeric and
 * categorical splits, all ways of missing values, several classes. Linear trees are refused. Reading is strict: a text that
 * is cut off, changed, or does not add up to trees is refused with its line.
 *
 * <p><b>Raw scores</b> are what the trees add up to, before the objective's transformation. Where the model averages its
 * trees, so does the raw score; LightGBM itself then returns the sum.
 *
 * <p><b>Cost:</b> reading takes one pass; files of at most 1 GiB. <b>Threads:</b> immutable.
 */
public final class LightGbmModel {

    /** The largest text that is read. */
    static final long MAX_BYTES = 1L << 30;

    private final int version;
    private final TreeEnsemble ensemble;
    private final Objective objective;
    private final Set<String> categorical;
    private final Map<String, List<String>> dictionaries;
    private final Map<String, String> parameters;
    private final double[] gains;

    LightGbmModel(
            int version,
            TreeEnsemble ensemble,
            Objective objective,
            boolean[] categorical,
            Map<String, List<String>> dictionaries,
            Map<String, String> parameters,
            double[] gains) {
        this.version = version;
        this.ensemble = ensemble;
        this.objective = objective;
        Set<String> names = new LinkedHashSet<>();
        for (int f = 0; f < categorical.length; f++) {
            if (categorical[f]) {
                names.add(ensemble.features().get(f));
            }
        }
        this.categorical = Collections.unmodifiableSet(names);
        this.dictionaries = Map.copyOf(dictionaries);
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.gains = gains.clone();
    }

    /**
     * Reads a file.
     *
     * @param file a model's text
     * @return the model
     * @throws IOException if it cannot be read
     * @throws MalformedModelException if it is not a whole model of a kind that is read
     */
    public static LightGbmModel load(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "a model must have at most %d bytes, has %d; train fewer trees".formatted(MAX_BYTES, size));
        }
        return new LightGbmReader(new ModelText(file.toString(), Files.readAllBytes(file))).read();
    }

    /**
     * Reads a text.
     *
     * @param text a model's text
     * @return the model
     * @throws MalformedModelException if it is not a whole model of a kind that is read
     */
    public static LightGbmModel parse(String text) {
        return new LightGbmReader(new ModelText("model text", text.getBytes(StandardCharsets.UTF_8))).read();
    }

    /** {@return the version of the text: 2, 3 or 4} */
    public int version() {
        return version;
    }

    /** {@return the trees} */
    public TreeEnsemble ensemble() {
        return ensemble;
    }

    /** {@return what turns raw scores into predictions} */
    public Objective objective() {
        return objective;
    }

    /** {@return the names of the features, in order} */
    public List<String> features() {
        return ensemble.features();
    }

    /** {@return the features whose values are categories, in order} */
    public Set<String> categorical() {
        return categorical;
    }

    /** {@return the dictionary of each categorical feature of which it is known, value i standing for entry i} */
    public Map<String, List<String>> dictionaries() {
        return dictionaries;
    }

    /** {@return what it was trained with, by name, as text; possibly empty} */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** {@return by how much the splits of each feature lowered the loss in training, in order; 0 where the text does not say} */
    public double[] gains() {
        return gains.clone();
    }

    /**
     * Returns this model with the dictionaries that its categories were numbered by.
     *
     * @param byFeature for categorical features, all or some
     * @return the model
     * @throws IllegalArgumentException if a feature is not categorical
     */
    public LightGbmModel withDictionaries(Map<String, List<String>> byFeature) {
        for (String feature : byFeature.keySet()) {
            if (!categorical.contains(feature)) {
                throw new IllegalArgumentException(
                        "a dictionary must be for a categorical feature, \"%s\" is none; the model has %s"
                                .formatted(feature, categorical));
            }
        }
        boolean[] flags = new boolean[features().size()];
        for (int f = 0; f < flags.length; f++) {
            flags[f] = categorical.contains(features().get(f));
        }
        return new LightGbmModel(version, ensemble, objective, flags, byFeature, parameters, gains);
    }

    /**
     * Checks that columns are the model's features, in its order: a row of other columns would be scored without complaint,
     * and wrongly.
     *
     * @param columns of the rows to be scored
     * @throws IllegalArgumentException if one is missing, unknown or elsewhere; the message shows the difference
     */
    public void requireFeatures(List<String> columns) {
        if (columns.equals(features())) {
            return;
        }
        List<String> missing = without(features(), columns);
        List<String> unknown = without(columns, features());
        StringBuilder difference = new StringBuilder("columns must be the model's ")
                .append(features().size())
                .append(" features in its order; ");
        if (!missing.isEmpty()) {
            difference.append("missing ").append(someOf(missing)).append("; ");
        }
        if (!unknown.isEmpty()) {
            difference.append("unknown ").append(someOf(unknown)).append("; ");
        }
        if (missing.isEmpty() && unknown.isEmpty()) {
            difference.append(misplaced(columns)).append("; ");
        }
        throw new IllegalArgumentException(
                difference.append("select and order them by name").toString());
    }

    private String misplaced(List<String> columns) {
        for (int i = 0; i < Math.min(columns.size(), features().size()); i++) {
            if (!columns.get(i).equals(features().get(i))) {
                return "column %d must be \"%s\", was \"%s\""
                        .formatted(i, features().get(i), columns.get(i));
            }
        }
        return "a column stands twice, there are " + columns.size();
    }

    private static List<String> without(List<String> all, List<String> those) {
        Set<String> left = new LinkedHashSet<>(all);
        those.forEach(left::remove);
        return new ArrayList<>(left);
    }

    private static String someOf(List<String> names) {
        int shown = Math.min(names.size(), 10);
        return names.subList(0, shown) + (shown < names.size() ? " and " + (names.size() - shown) + " more" : "");
    }

    @Override
    public String toString() {
        return "LightGbmModel[v%d, %s, objective %s]".formatted(version, ensemble, objective);
    }
}
