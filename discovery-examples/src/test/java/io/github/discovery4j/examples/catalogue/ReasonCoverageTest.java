package io.github.discovery4j.examples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.data.DataLocation;
import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.ReadOptions;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.explain.phrase.PhraseExplainer;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.Rp3BetaTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of real slates has something to say for itself; docs/explanations.md shows what this prints. */
class ReasonCoverageTest {

    private static final int USERS = 300;
    private static final int CANDIDATES = 200;

    @ParameterizedTest
    @CsvSource({"movielens-100k, built in", "hetrec2011-lastfm-2k, built in", "hetrec2011-lastfm-2k, RP3beta"})
    void nearlyEveryItemHasAReasonOfItsOwn(String name, String model) throws IOException {
        DataSet data = DataLocation.detect(folder(name)).read(ReadOptions.DEFAULT);
        Tally tally = new Tally();
        try (CatalogueEngine engine = engine(data, model)) {
            IdMap users = data.interactions().users();
            int step = Math.max(1, users.size() / USERS);
            for (int user = 0; user < users.size() && tally.slates < USERS; user += step) {
                tally.add(engine.recommend(SlateRequest.forViewer(users.idOf(user))
                                .size(10)
                                .build())
                        .slate()
                        .items());
            }
        }
        System.out.println(name + ", " + model + ": " + tally);
        assertThat(tally.specific).as(tally.toString()).isGreaterThanOrEqualTo(Math.ceilDiv(95 * tally.items, 100));
        assertThat(tally.lengths).containsOnlyKeys("en", "es");
    }

    /** What {@code recommend --data} builds by itself, which goes without a model where EASE would not fit, or a trained model. */
    private static CatalogueEngine engine(DataSet data, String model) {
        if (model.equals("built in")) {
            return CatalogueEngine.over(data, CANDIDATES);
        }
        CatalogueModel trained = Rp3BetaTrainer.builder().build().train(data.interactions());
        return CatalogueEngine.over(data, CANDIDATES, new Handle.Version<>("1", trained));
    }

    private static Path folder(String name) {
        String root = System.getenv("DISCOVERY_DATA");
        Path folder = Path.of(root == null ? "." : root, name);
        boolean there = root != null && Files.isDirectory(folder);
        if (!there) {
            System.err.println("SKIPPED: no " + name + " in the folder that DISCOVERY_DATA names (" + root + ")");
        }
        Assumptions.assumeTrue(there, "no " + name);
        return folder;
    }

    private static final class Tally {
        private final Map<String, List<Integer>> lengths = new TreeMap<>();
        private final Map<String, Integer> codes = new TreeMap<>();
        private int slates;
        private int items;
        private int specific;
        private int distinct;

        void add(List<SlateItem> slate) {
            slates++;
            items += slate.size();
            Set<String> said = new HashSet<>();
            for (SlateItem item : slate) {
                List<Reason> reasons = item.reasons();
                specific += reasons.stream().anyMatch(reason -> !reason.code().equals(PhraseExplainer.FALLBACK_CODE))
                        ? 1
                        : 0;
                for (Reason reason : reasons) {
                    codes.merge(reason.code(), 1, Integer::sum);
                    said.add(reason.text(Locale.ENGLISH));
                    reason.texts()
                            .forEach((language, text) -> lengths.computeIfAbsent(language, key -> new ArrayList<>())
                                    .add(text.length()));
                }
            }
            distinct += said.size();
        }

        private String length(String language) {
            List<Integer> sorted =
                    lengths.getOrDefault(language, List.of(0)).stream().sorted().toList();
            return "%s %d (at most %d)".formatted(language, sorted.get(sorted.size() / 2), sorted.getLast());
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d slates, %d items, %.1f %% with a reason of their own, %.1f different texts a slate, median length %s and %s, codes %s",
                    slates,
                    items,
                    100.0 * specific / items,
                    1.0 * distinct / slates,
                    length("en"),
                    length("es"),
                    codes);
        }
    }
}
