package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.discovery4j.core.report.Xml;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class EvaluationPageTest {

    private static final Provenance PROVENANCE = Provenance.builder()
            .command(List.of("discovery", "evaluate", "--data", "ml-100k"))
            .format("tsv")
            .file(new Provenance.DataFile("ratings.tsv", 1_979_173, "06416e59"))
            .model("ease", Map.of("regularization", "500.0"))
            .time(Instant.parse("2026-01-02T03:04:05Z"), Duration.ofMillis(1500))
            .build();

    @TempDir
    private Path folder;

    @Test
    void theSummaryNamesTheBestModelAndHowSureThatIs() {
        Document page = page(report(0.004));
        assertThat(Xml.texts(page, "p").get(0))
                .isEqualTo(
                        "ease has the best ndcg@10: 0.5000 ± 0.1414 (mean ± sd over 2 seeds), 0.2500 ahead of popularity"
                                + " (95 % interval 0.2000 to 0.3000, adjusted p 0.004).");
        assertThat(Xml.texts(page(report(0.4)), "p").get(0)).endsWith("which may be chance (adjusted p 0.400).");
    }

    @Test
    void theBestIsBoldByTheMetricsDirectionAndStarredWhenReal() {
        Document page = page(report(0.004));
        // Less Gini is better, nobody knows which way novelty should go, and equal values have no best.
        assertThat(strong(page))
                .contains("0.5000*", "0.6000", "✓ 0.004")
                .doesNotContain("9.0000", "8.0000", "0.7000", "0.1250");
        assertThat(strong(page(report(0.4))))
                .contains("0.5000")
                .noneMatch(text -> text.contains("*") || text.contains("✓"));
    }

    @Test
    void metricsStandInFamiliesUnknownOnesToo() {
        List<String> groups = Xml.all(page(report(0.004)), "th").stream()
                .filter(cell -> cell.getAttribute("class").equals("group"))
                .map(Element::getTextContent)
                .toList();
        assertThat(groups)
                .containsExactly(
                        "Accuracy",
                        "Variety and reach",
                        "Accuracy among sampled items: not to choose models by",
                        "Other",
                        "ndcg@10");
    }

    @Test
    void segmentsHaveBarsDefinitionsAndADashWhereNothingWasMeasured() {
        Document page = page(report(0.004));
        assertThat(Xml.texts(page, "h2")).contains("By segment", "Is the difference real?", "Trade-offs");
        assertThat(Xml.texts(page, "dt")).contains("cold-users", "long-tail-items");
        assertThat(Xml.texts(page, "dd")).contains("at most 20 interactions");
        assertThat(Xml.texts(page, "td")).contains("–", "30");
        assertThat(Xml.texts(page, "figcaption")).contains("ndcg@10 by segment", "Accuracy against coverage");
    }

    @Test
    void itSaysWhereItComesFrom() {
        Document page = page(report(0.004));
        assertThat(Xml.texts(page, "dd"))
                .contains(
                        "discovery evaluate --data ml-100k",
                        "1,979,173 bytes, SHA-256 06416e59",
                        "regularization = 500.0",
                        "2026-01-02T03:04:05Z",
                        "1.5 s",
                        "0, 1");
    }

    @Test
    void oneModelOneSeedAndNothingMoreIsAPageToo() {
        EvaluationReport report =
                report(Map.of("ease", model(Map.of("ndcg@10", Summary.of(List.of(0.5))))), List.of(0L));
        Document page = page(report);
        assertThat(Xml.texts(page, "p").get(0)).isEqualTo("ease has a ndcg@10: 0.5000 (one seed).");
        assertThat(Xml.texts(page, "h2"))
                .containsExactly("Metrics", "Time", "Data and protocol", "Where this comes from");
        assertThat(strong(page)).isEmpty();
    }

    @Test
    void severalCutoffsGiveCurves() {
        Map<String, Summary> metrics = new LinkedHashMap<>();
        metrics.put("ndcg@5", Summary.of(List.of(0.25)));
        metrics.put("ndcg@20", Summary.of(List.of(0.75)));
        Document page = page(report(Map.of("ease", model(metrics)), List.of(0L)));
        assertThat(Xml.texts(page, "figcaption")).contains("ndcg by length of list");
    }

    @Test
    void hostileModelNamesStayText() {
        String name = "<script>alert(1)</script>";
        Document page = page(report(Map.of(name, model(Map.of("ndcg@10", Summary.of(List.of(0.5))))), List.of(0L)));
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(Xml.texts(page, "h1").get(0)).contains(name);
    }

    @Test
    void theSameReportGivesTheSameBytes() {
        assertThat(report(0.004).toHtml(PROVENANCE)).isEqualTo(report(0.004).toHtml(PROVENANCE));
    }

    @Test
    void theJsonWithProvenanceIsTheOneWithoutAndOnePartMore() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode with = mapper.readTree(report(0.004).toJson(PROVENANCE));
        JsonNode provenance = with.path("provenance");
        assertThat(provenance.path("files").path(0).path("sha256").asText()).isEqualTo("06416e59");
        assertThat(provenance.path("models").path("ease").path("regularization").asText())
                .isEqualTo("500.0");
        assertThat(provenance.path("machine").path("processors").asInt())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(provenance.path("took_seconds").asDouble()).isEqualTo(1.5);
        ((com.fasterxml.jackson.databind.node.ObjectNode) with).remove("provenance");
        assertThat(with).isEqualTo(mapper.readTree(report(0.004).toJson()));
    }

    @Test
    void aFilesDigestIsThatOfItsBytesAndItsFolderIsNotNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("abc.txt"), "abc");
        // The first test vector of FIPS 180-2.
        assertThat(Provenance.DataFile.of(file))
                .isEqualTo(new Provenance.DataFile(
                        "abc.txt", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    @Test
    void classesInAFolderHaveNoVersionAndSaySo() {
        assertThat(PROVENANCE.version()).isEqualTo("unknown");
        assertThat(PROVENANCE.commit()).isEqualTo("unknown");
    }

    @Test
    void aFullDiskLeavesTheOldReport() throws IOException {
        int room = 16 * 1024;
        Configuration disk = Configuration.unix().toBuilder()
                .setMaxSize(room)
                .setBlockSize(512)
                .build();
        try (FileSystem small = Jimfs.newFileSystem(disk)) {
            Path json = Files.writeString(small.getPath("report.json"), "old json");
            Path html = Files.writeString(small.getPath("report.html"), "old html");
            Files.write(small.getPath("other"), new byte[room - 4 * 512]);

            assertThatThrownBy(() -> report(0.004).writeJson(json, PROVENANCE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("report.json: could not be written");
            assertThatThrownBy(() -> report(0.004).writeHtml(html, PROVENANCE)).isInstanceOf(IOException.class);

            assertThat(Files.readString(json)).isEqualTo("old json");
            assertThat(Files.readString(html)).isEqualTo("old html");
            try (Stream<Path> files = Files.list(small.getPath("").toAbsolutePath())) {
                assertThat(files).as("nothing half-written is left").hasSize(3);
            }
        }
    }

    @Test
    void theFileIsReplacedWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), "old");
        report(0.004).writeHtml(file, PROVENANCE);
        assertThat(file).content().isEqualTo(report(0.004).toHtml(PROVENANCE));
    }

    private static Document page(EvaluationReport report) {
        return Xml.parse(report.toHtml(PROVENANCE));
    }

    private static List<String> strong(Document page) {
        return Xml.texts(page, "strong");
    }

    private static EvaluationReport report(double adjusted) {
        Map<String, ModelReport> models = new LinkedHashMap<>();
        models.put("popularity", model(0.25, 0.7, 9, Map.of()));
        models.put("ease", model(0.5, 0.6, 8, Map.of("cold-users", Map.of("ndcg@10", Summary.of(List.of(0.3, 0.4))))));
        return new EvaluationReport(
                "random-75-25",
                "words",
                List.of(0L, 1L),
                50,
                60,
                List.of(new SplitCounts(0, 30, 10, 0, 40, 0), new SplitCounts(1, 29, 11, 1, 40, 1)),
                List.of(
                        new Segment("cold-users", "at most 20 interactions", List.of(29, 31)),
                        new Segment("long-tail-items", "outside the first fifth", List.of(1, 1))),
                models,
                List.of(new Comparison("ndcg@10", "ease", "popularity", 0.25, 0.2, 0.3, adjusted / 2, adjusted)),
                2);
    }

    private static ModelReport model(
            double ndcg, double gini, double novelty, Map<String, Map<String, Summary>> segments) {
        Map<String, Summary> metrics = new LinkedHashMap<>();
        metrics.put("ndcg@10", Summary.of(List.of(ndcg - 0.1, ndcg + 0.1)));
        metrics.put("mine@10", Summary.of(List.of(1.0, 1.0)));
        metrics.put("gini@10", Summary.of(List.of(gini, gini)));
        metrics.put("novelty@10", Summary.of(List.of(novelty, novelty)));
        metrics.put("coverage@10", Summary.of(List.of(0.125, 0.125)));
        metrics.put("ndcg_sampled_100@10", Summary.of(List.of(ndcg, 1 - ndcg)));
        return new ModelReport(metrics, segments, 1.5, 0.5);
    }

    private static ModelReport model(Map<String, Summary> metrics) {
        return new ModelReport(metrics, Map.of(), 1, 1);
    }

    private static EvaluationReport report(Map<String, ModelReport> models, List<Long> seeds) {
        return new EvaluationReport("random-75-25", "words", seeds, 5, 6, List.of(), List.of(), models, List.of(), 1);
    }
}
