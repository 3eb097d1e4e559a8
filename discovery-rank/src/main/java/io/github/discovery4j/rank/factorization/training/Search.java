package io.github.discovery4j.rank.factorization.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Which settings are tried. The first trial is always the plan's own values; settings that the plan fixes are not searched.
 *
 * @param kind how values are chosen
 * @param trials how many are tried at most, 1 or more
 */
public record Search(Kind kind, int trials) {

    /** How values are chosen. */
    public enum Kind {
        /** The plan's own values alone. */
        NONE,
        /** Combinations of the {@linkplain Setting#grid grids}, in an order drawn from the seed. */
        GRID,
        /** Values drawn between the ends of the grids. */
        RANDOM
    }

    /** Tries the plan's own values and nothing else. */
    public static final Search NONE = new Search(Kind.NONE, 1);

    /**
     * Checks the budget.
     *
     * @throws IllegalArgumentException if there is no trial
     */
    public Search {
        if (trials < 1) {
            throw new IllegalArgumentException("a search must have 1 trial or more, had " + trials + "; 20 are usual");
        }
    }

    /** Returns the values of every trial; they depend on the seed alone. */
    List<Map<String, Double>> trials(List<Setting> settings, Map<String, Double> fixed, long seed) {
        Map<String, Double> own = new LinkedHashMap<>();
        List<Setting> searched = new ArrayList<>();
        for (Setting setting : settings) {
            own.put(setting.name(), fixed.getOrDefault(setting.name(), setting.normal()));
            if (!setting.grid().isEmpty() && !fixed.containsKey(setting.name())) {
                searched.add(setting);
            }
        }
        List<Map<String, Double>> all = new ArrayList<>(List.of(own));
        Random random = new Random(seed);
        switch (kind) {
            case NONE -> {}
            case GRID -> addGrid(all, own, searched, random);
            case RANDOM -> addDrawn(all, own, searched, random);
        }
        return List.copyOf(all.subList(0, Math.min(trials, all.size())));
    }

    private static void addGrid(
            List<Map<String, Double>> all, Map<String, Double> own, List<Setting> searched, Random random) {
        List<Map<String, Double>> grid = new ArrayList<>(List.of(own));
        for (Setting setting : searched) {
            List<Map<String, Double>> wider = new ArrayList<>();
            for (Map<String, Double> values : grid) {
                for (double value : setting.grid()) {
                    Map<String, Double> more = new LinkedHashMap<>(values);
                    more.put(setting.name(), value);
                    wider.add(more);
                }
            }
            grid = wider;
        }
        grid.remove(own);
        Collections.shuffle(grid, random);
        all.addAll(grid);
    }

    private void addDrawn(
            List<Map<String, Double>> all, Map<String, Double> own, List<Setting> searched, Random random) {
        while (all.size() < trials && !searched.isEmpty()) {
            Map<String, Double> values = new LinkedHashMap<>(own);
            searched.forEach(setting -> values.put(setting.name(), setting.draw(random)));
            all.add(values);
        }
    }
}
