package io.github.discovery4j.rank.harassment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Trains with Tribuo and takes the weights out of its model; the only class that knows it. */
final class TribuoTraining {

    private static final double EPSILON = 0.1;
    private static final int NEVER_LOG = -1;
    private static final int BATCH = 1;

    private TribuoTraining() {}

    /** {@code labelWeights} are in the order of the model's labels. */
    static ToxicityModel train(
            List<TrainingText> texts,
            int[] hashes,
            String benignLabel,
            Map<String, Float> labelWeights,
            int epochs,
            double learningRate,
            long seed) {
        String[] names = names(hashes);
        LinearSGDModel model = fitted(texts, hashes, names, labelWeights, epochs, learningRate, seed);
        return taken(model, hashes, names, new ArrayList<>(labelWeights.keySet()), benignLabel);
    }

    /** What Tribuo calls each n-gram. */
    static String[] names(int[] hashes) {
        String[] names = new String[hashes.length];
        Arrays.setAll(names, i -> Integer.toString(i));
        return names;
    }

    static LinearSGDModel fitted(
            List<TrainingText> texts,
            int[] hashes,
            String[] names,
            Map<String, Float> labelWeights,
            int epochs,
            double learningRate,
            long seed) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("labelled texts", factory), factory);
        texts.forEach(text ->
                data.add(example(text, hashes, names, text.share() * labelWeights.getOrDefault(text.label(), 1f))));
        return new LinearSGDTrainer(
                        new LogMulticlass(), new AdaGrad(learningRate, EPSILON), epochs, NEVER_LOG, BATCH, seed)
                .train(data);
    }

    static ArrayExample<Label> example(TrainingText text, int[] hashes, String[] names, float weight) {
        int[] ngrams = text.ngrams();
        String[] features = new String[ngrams.length];
        double[] values = new double[ngrams.length];
        Arrays.setAll(features, i -> names[Arrays.binarySearch(hashes, ngrams[i])]);
        Arrays.fill(values, 1 / Math.sqrt(ngrams.length));
        ArrayExample<Label> example = new ArrayExample<>(new Label(text.label()), features, values);
        example.setWeight(weight);
        return example;
    }

    static ToxicityModel taken(
            LinearSGDModel model, int[] hashes, String[] names, List<String> labels, String benignLabel) {
        DenseMatrix matrix = model.getWeightsCopy();
        ImmutableFeatureMap features = model.getFeatureIDMap();
        ImmutableOutputInfo<Label> outputs = model.getOutputIDInfo();
        float[] weights = new float[hashes.length * labels.size()];
        double[] biases = new double[labels.size()];
        for (int label = 0; label < biases.length; label++) {
            int row = outputs.getID(new Label(labels.get(label)));
            biases[label] = matrix.get(row, features.size());
            for (int ngram = 0; ngram < hashes.length; ngram++) {
                int column = features.getID(names[ngram]);
                weights[ngram * biases.length + label] = column < 0 ? 0 : (float) matrix.get(row, column);
            }
        }
        return new ToxicityModel(labels, benignLabel, hashes, weights, biases);
    }
}
