package io.github.discovery4j.rank.harassment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;

class TribuoTrainingTest {

    private static final List<LabelledText> TEXTS = List.of(
            new LabelledText("you are lovely", "fine"),
            new LabelledText("many thanks to you", "fine"),
            new LabelledText("you idiot", "rude"),
            new LabelledText("what an idiot you are", "rude"),
            new LabelledText("you will be sorry", "threat"));

    @Test
    void whatIsServedIsWhatTribuoPredicts() {
        List<TrainingText> texts = TEXTS.stream()
                .map(text -> new TrainingText(TextFeatures.windows(text.text()).getFirst(), text.label(), 1))
                .toList();
        int[] hashes = texts.stream()
                .flatMapToInt(text -> Arrays.stream(text.ngrams()))
                .sorted()
                .distinct()
                .toArray();
        String[] names = TribuoTraining.names(hashes);
        Map<String, Float> weights = new LinkedHashMap<>();
        weights.put("fine", 1f);
        weights.put("rude", 2f);
        weights.put("threat", 3f);
        LinearSGDModel tribuo = TribuoTraining.fitted(texts, hashes, names, weights, 5, 0.5, 1);
        ToxicityModel ours = TribuoTraining.taken(tribuo, hashes, names, List.of("fine", "rude", "threat"), "fine");
        for (int i = 0; i < TEXTS.size(); i++) {
            Prediction<Label> said = tribuo.predict(TribuoTraining.example(texts.get(i), hashes, names, 1));
            Toxicity toxicity = ours.judge(TEXTS.get(i).text()).orElseThrow();
            for (int label = 0; label < 3; label++) {
                assertThat(toxicity.byLabel().get(label))
                        .isCloseTo(
                                said.getOutputScores()
                                        .get(ours.labels().get(label))
                                        .getScore(),
                                within(1e-6));
            }
        }
    }
}
