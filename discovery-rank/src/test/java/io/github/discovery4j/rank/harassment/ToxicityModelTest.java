package io.github.discovery4j.rank.harassment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToxicityModelTest {

    private static final List<String> KIND = List.of("thanks", "lovely", "gracias", "שלום", "🙂");
    private static final List<String> RUDE = List.of("idiot", "stupid", "idiota", "טיפש", "🤮");
    private static final List<String> THREATS = List.of("hurt", "kill", "matar", "אהרוג", "🔪");

    private static final ToxicityTrainer TRAINER = ToxicityTrainer.builder("fine")
            .minimumTexts(2)
            .epochs(20)
            .learningRate(0.5)
            .build();

    private static final ToxicityModel MODEL = TRAINER.train(texts());

    private static List<LabelledText> texts() {
        Random random = new Random(1);
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            boolean rare = i % 10 == 0;
            List<String> words = rare ? THREATS : i % 2 == 0 ? RUDE : KIND;
            String text = "you " + words.get(random.nextInt(words.size())) + " number "
                    + words.get(random.nextInt(words.size()));
            texts.add(new LabelledText(text, rare ? "threat" : i % 2 == 0 ? "rude" : "fine"));
        }
        return texts;
    }

    @Test
    void tellsKindFromRudeInAnyScript() {
        for (int i = 0; i < KIND.size(); i++) {
            assertThat(MODEL.probability("you are " + KIND.get(i)).orElseThrow())
                    .isLessThan(0.4);
            assertThat(MODEL.probability("you are " + RUDE.get(i)).orElseThrow())
                    .isGreaterThan(0.6);
            Toxicity threat = MODEL.judge("you " + THREATS.get(i)).orElseThrow();
            assertThat(threat.probability()).isGreaterThan(0.6);
            assertThat(threat.byLabel().get(MODEL.labels().indexOf("threat")))
                    .isGreaterThan(threat.byLabel().get(MODEL.labels().indexOf("rude")));
        }
    }

    @Test
    void probabilitiesOfTheLabelsSumToOne() {
        assertThat(MODEL.labels()).containsExactly("fine", "rude", "threat");
        assertThat(MODEL.benignLabel()).isEqualTo("fine");
        Toxicity toxicity = MODEL.judge("you stupid thing").orElseThrow();
        assertThat(toxicity.byLabel().stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-12));
        assertThat(toxicity.probability()).isCloseTo(1 - toxicity.byLabel().getFirst(), within(1e-12));
        assertThat(toxicity.known()).isBetween(0.01, 1.0);
    }

    @Test
    void whatSaysNothingOrIsUnknownIsNoEvidence() {
        for (String text : List.of("", "   ", "?!", "@idiot", "ქართული", "عربي")) {
            assertThat(MODEL.judge(text)).isEmpty();
            assertThat(MODEL.probability(text)).isEmpty();
        }
    }

    @Test
    void anInsultDoesNotThinOutInALongText() {
        String kind = "lovely thanks number ".repeat(500);
        assertThat(MODEL.probability(kind).orElseThrow()).isLessThan(0.3);
        assertThat(MODEL.probability(kind + " you stupid idiot you idiot stupid ".repeat(20))
                        .orElseThrow())
                .isGreaterThan(MODEL.probability(kind).orElseThrow() + 0.2);
    }

    @Test
    void sameTextsAndSeedGiveTheSameModel() {
        ToxicityModel again = TRAINER.train(texts());
        assertThat(again.weights()).isEqualTo(MODEL.weights());
        assertThat(again.biases()).isEqualTo(MODEL.biases());
        ToxicityModel other = ToxicityTrainer.builder("fine")
                .minimumTexts(2)
                .epochs(20)
                .learningRate(0.5)
                .seed(7)
                .build()
                .train(texts());
        assertThat(other.weights()).isNotEqualTo(MODEL.weights());
    }

    @Test
    void balanceRaisesWhatIsRare() {
        ToxicityModel balanced = ToxicityTrainer.builder("fine")
                .minimumTexts(2)
                .balance(1)
                .build()
                .train(texts());
        ToxicityModel plain = ToxicityTrainer.builder("fine")
                .minimumTexts(2)
                .balance(0)
                .build()
                .train(texts());
        int threat = MODEL.labels().indexOf("threat");
        assertThat(balanced.judge("you number").orElseThrow().byLabel().get(threat))
                .isGreaterThan(plain.judge("you number").orElseThrow().byLabel().get(threat));
    }

    @Test
    void whatOneLongTextRepeatsIsNotLearned() {
        List<LabelledText> texts = new ArrayList<>(texts());
        texts.add(new LabelledText("Wilhelmina ".repeat(1_000), "rude"));
        assertThat(TRAINER.train(texts).judge("Wilhelmina")).isEmpty();
        texts.add(new LabelledText("Wilhelmina", "rude"));
        assertThat(TRAINER.train(texts).judge("Wilhelmina")).isPresent();
    }

    @Test
    void aLongTextWeighsAsMuchAsAShortOne() {
        String words = "word ".repeat(10);
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            texts.add(new LabelledText(words, "fine"));
            texts.add(new LabelledText(words.repeat(200), "rude"));
        }
        ToxicityModel model = ToxicityTrainer.builder("fine").balance(0).build().train(texts);
        assertThat(model.probability(words).orElseThrow()).isBetween(0.35, 0.65);
    }

    @Test
    void textsOfOneLabelOrWithoutCommonWordsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRAINER.train(Collections.nCopies(5, new LabelledText("you idiot", "rude"))))
                .withMessageContaining("fine")
                .withMessageNotContaining("idiot");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRAINER.train(List.of(new LabelledText("alone", "fine"))))
                .withMessageContaining("minimumTexts");
        assertThatIllegalArgumentException().isThrownBy(() -> TRAINER.train(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToxicityTrainer.builder("fine").epochs(0).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToxicityTrainer.builder("fine").balance(1.5).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ToxicityTrainer.builder("fine").learningRate(Double.NaN).build());
    }

    @Test
    void aSavedModelAnswersAsBefore(@TempDir Path folder) throws IOException {
        ArtefactStore store = ArtefactStore.at(folder.resolve("toxicity"));
        store.publish(writer -> ToxicityArtefacts.write(MODEL, TRAINER, writer).build());
        ToxicityModel read = store.load(ToxicityArtefacts::read).value();
        for (LabelledText text : texts()) {
            assertThat(read.judge(text.text())).isEqualTo(MODEL.judge(text.text()));
        }
        assertThat(read.toString()).doesNotContain("idiot");
    }

    @Test
    void aDamagedModelIsRefusedWithTheNameOfItsFile(@TempDir Path folder) throws IOException {
        ArtefactStore store = ArtefactStore.at(folder.resolve("toxicity"));
        String version = store.publish(
                writer -> ToxicityArtefacts.write(MODEL, TRAINER, writer).build());
        Path weights;
        try (Stream<Path> files = Files.list(store.folder().resolve(version))) {
            weights = files.filter(file -> file.getFileName().toString().startsWith("weights"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        assertThatThrownBy(() -> store.load(ToxicityArtefacts::read).value())
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("weights");
    }

    @Test
    void arraysThatDoNotFitTogetherAreRefused() {
        List<String> labels = List.of("fine", "rude");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ToxicityModel(labels, "fine", new int[] {1}, new float[1], new double[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ToxicityModel(labels, "fine", new int[] {2, 1}, new float[4], new double[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ToxicityModel(labels, "none", new int[0], new float[0], new double[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ToxicityModel(labels, "fine", new int[] {1}, new float[] {Float.NaN, 0}, new double[2]))
                .withMessageContaining("NaN");
    }

    @Test
    void nothingThatIsPrintedHoldsAText() {
        assertThat(new LabelledText("you idiot", "rude").toString()).doesNotContain("idiot");
    }
}
