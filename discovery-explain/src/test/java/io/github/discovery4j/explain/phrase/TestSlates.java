package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.testkit.Batches;
import java.util.List;
import java.util.stream.IntStream;

/** Builds slates in which every candidate was chosen, and books from text. */
final class TestSlates {

    static final String VIEWER = "viewer";

    private TestSlates() {}

    /** A slate of items "a", "b", ... in this order, one a row. */
    static ChosenItems slate(ConsentView consent, List<FeatureColumn> columns, Ranker ranker, List<float[]> rows) {
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer(VIEWER).build(), new IdSpace())
                .consent(consent)
                .build();
        List<String> ids =
                IntStream.range(0, rows.size()).mapToObj(TestSlates::item).toList();
        ids.forEach(context.items()::intern); // so that row i is item i
        RankingBatch batch = Batches.ranking(context, FeatureSchema.of("test", "1", columns), ids, rows);
        double[] scores = new double[rows.size()];
        ranker.score(batch, scores);
        return new ChosenItems(
                ScoredCandidates.of(batch, scores),
                ranker,
                IntStream.range(0, rows.size()).toArray());
    }

    static String item(int row) {
        return Character.toString('a' + row);
    }

    /** A book of phrases, as the mapping lists them, and of English and Spanish messages, as the files have them. */
    static PhraseBook book(String phrases, String english, String spanish) {
        return PhraseBook.of(mapping(phrases), messages("en", english), messages("es", spanish));
    }

    /** A book in which phrases say the same in both languages. */
    static PhraseBook book(String phrases, String messages) {
        return book(phrases, messages, messages);
    }

    static PhraseFile mapping(String phrases) {
        return new PhraseFile("test.json", "{\"format\": 2, \"phrases\": [\n" + phrases + "\n]}");
    }

    static PhraseFile messages(String language, String messages) {
        return new PhraseFile("test.%s.json".formatted(language), """
                {"format": 2, "language": "%s", "fallback": "For you", "rest": "{count} +", "messages": {
                %s
                }}""".formatted(language, messages));
    }
}
