package io.github.discovery4j.examples.chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Means over requests. */
final class Means {

    private Means() {}

    static <T> double of(List<T> all, ToDoubleFunction<T> value) {
        return all.stream().mapToDouble(value).average().orElse(0);
    }

    /** The mean of each entry; a request without it had none. */
    static <T> Map<String, Double> ofEach(List<T> all, Function<T, Map<String, Double>> values) {
        Map<String, Double> means = new LinkedHashMap<>();
        all.forEach(one -> values.apply(one).forEach((name, value) -> means.merge(name, value, Double::sum)));
        means.replaceAll((name, sum) -> sum / all.size());
        return means;
    }

    /** The mean over the requests that have the value; empty if none has. */
    static <T, V> Optional<V> ofThoseWith(List<T> all, Function<T, Optional<V>> value, Function<List<V>, V> mean) {
        List<V> present = all.stream().flatMap(one -> value.apply(one).stream()).toList();
        return present.isEmpty() ? Optional.empty() : Optional.of(mean.apply(present));
    }

    static Change change(List<Change> all) {
        return new Change(of(all, Change::byScore), of(all, Change::chosen));
    }
}
