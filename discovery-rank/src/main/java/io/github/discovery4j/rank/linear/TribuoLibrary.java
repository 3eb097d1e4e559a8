package io.github.discovery4j.rank.linear;

import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.discovery4j.core.data.TrainingRows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.LabelObjective;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.sgd.AbstractLinearSGDModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.TransformedModel;
import org.tribuo.transform.Transformer;
import org.tribuo.transform.TransformerMap;
import org.tribuo.transform.transformations.SimpleTransform;

/** The only class that touches Tribuo; loading it fails where the library is missing. */
final class TribuoLibrary {

    private static final double ADAGRAD_EPSILON = 1e-6;
    private static final int NEVER = -1;
    private static final String SCORE = "score";

    private TribuoLibrary() {}

    static TribuoModel train(TribuoTrainer settings, TrainingRows rows) {
        if (rows.rows() == 0 || rows.features().isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be rows with features to learn from, were %d rows of %d features"
                            .formatted(rows.rows(), rows.features().size()));
        }
        AdaGrad optimiser = new AdaGrad(settings.learningRate, ADAGRAD_EPSILON);
        Model<?> model;
        if (settings.objective == TribuoTrainer.Objective.SQUARES) {
            model = train(
                    new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
                            new SquaredLoss(), optimiser, settings.epochs, NEVER, settings.batchRows, settings.seed),
                    rows,
                    new RegressionFactory(),
                    label -> new Regressor(SCORE, label));
        } else {
            requireBoth(rows.labels());
            LabelObjective objective =
                    settings.objective == TribuoTrainer.Objective.HINGE ? new Hinge() : new LogMulticlass();
            model = train(
                    new org.tribuo.classification.sgd.linear.LinearSGDTrainer(
                            objective, optimiser, settings.epochs, NEVER, settings.batchRows, settings.seed),
                    rows,
                    new LabelFactory(),
                    label -> new Label(label > 0 ? TribuoModel.POSITIVE : "0"));
        }
        return of(model, model.serialize().toByteArray(), "the model trained just now");
    }

    private static void requireBoth(float[] labels) {
        int positive = 0;
        for (float label : labels) {
            positive += label > 0 ? 1 : 0;
        }
        if (positive == 0 || positive == labels.length) {
            throw new IllegalArgumentException("rows must have labels above 0 and others, %d of %d are; take more rows"
                    .formatted(positive, labels.length));
        }
    }

    /** Makes Tribuo's form of a label. */
    private interface Outputs<T> {
        T of(float label);
    }

    private static <T extends Output<T>> Model<T> train(
            Trainer<T> trainer, TrainingRows rows, OutputFactory<T> factory, Outputs<T> outputs) {
        SimpleDataSourceProvenance source =
                new SimpleDataSourceProvenance("TrainingRows", Instant.EPOCH.atOffset(ZoneOffset.UTC), factory);
        MutableDataset<T> dataset = new MutableDataset<>(source, factory);
        double[] scales = scales(rows);
        for (int row = 0; row < rows.rows(); row++) {
            dataset.add(example(outputs.of(rows.labels()[row]), rows, row));
        }
        Map<String, List<Transformation>> scaling = new HashMap<>();
        for (VariableInfo feature : dataset.getFeatureMap()) {
            double scale = scales[rows.features().indexOf(feature.getName())];
            scaling.put(Pattern.quote(feature.getName()), List.of(SimpleTransform.mul(scale)));
        }
        return new TransformTrainer<>(trainer, new TransformationMap(scaling)).train(dataset);
    }

    /** A missing value is 0, which moves no weight: batches that mix rows with and without gaps make Tribuo 4.3.2 fail. */
    private static <T extends Output<T>> Example<T> example(T output, TrainingRows rows, int row) {
        int width = rows.features().size();
        ArrayExample<T> example = new ArrayExample<>(output);
        for (int f = 0; f < width; f++) {
            double value = rows.values()[row * width + f];
            example.add(rows.features().get(f), Double.isNaN(value) ? 0 : value);
        }
        return example;
    }

    /** One over the root mean square of each column; 1 for a column of zeros. */
    private static double[] scales(TrainingRows rows) {
        int width = rows.features().size();
        double[] scales = new double[width];
        for (int f = 0; f < width; f++) {
            double sum = 0;
            int count = 0;
            for (int row = 0; row < rows.rows(); row++) {
                double value = rows.values()[row * width + f];
                if (Double.isInfinite(value)) {
                    throw new IllegalArgumentException(
                            "a value must be finite, or NaN for missing, was %s (feature \"%s\", row %d)"
                                    .formatted(value, rows.features().get(f), row));
                }
                if (!Double.isNaN(value)) {
                    sum += value * value;
                    count++;
                }
            }
            double scale = Math.sqrt(count / sum);
            scales[f] = Double.isFinite(scale) && scale > 0 ? scale : 1;
        }
        return scales;
    }

    static TribuoModel read(byte[] bytes, String where) {
        try {
            return of(Model.deserialize(ModelProto.parseFrom(bytes)), bytes, where);
        } catch (TribuoModelException e) {
            throw e;
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            // Tribuo checks the parts of a model as it puts them together, each in its own way.
            throw new TribuoModelException(
                    where + ": must be a model in Tribuo's protobuf (" + e.getMessage()
                            + "); write it with serializeToFile",
                    e);
        }
    }

    private static TribuoModel of(Model<?> model, byte[] bytes, String where) {
        List<String> features = new ArrayList<>();
        for (VariableInfo feature : model.getFeatureIDMap()) {
            features.add(feature.getName());
        }
        Collections.sort(features);
        return new TribuoModel(features, scorer(model, features, where), provenance(model), bytes);
    }

    private static RowScorer scorer(Model<?> model, List<String> features, String where) {
        int positive = -1;
        int negative = -1;
        String kind = "";
        List<String> outputs = new ArrayList<>();
        for (Pair<Integer, ? extends Output<?>> output : model.getOutputIDInfo()) {
            outputs.add(name(output.getB()));
            kind = output.getB() instanceof Label ? "labels" : "dimensions";
            if (output.getB() instanceof Regressor || outputs.getLast().equals(TribuoModel.POSITIVE)) {
                positive = output.getA();
            } else {
                negative = output.getA();
            }
        }
        boolean regression = kind.equals("dimensions") && outputs.size() == 1 && positive >= 0;
        boolean binary = kind.equals("labels") && outputs.size() == 2 && positive >= 0;
        if (!regression && !binary) {
            throw new TribuoModelException(
                    "%s: must have one dimension, or two labels of which one is \"%s\", has the %s %s; train it so"
                            .formatted(where, TribuoModel.POSITIVE, kind, outputs),
                    null);
        }
        double[] scales = new double[features.size()];
        if (core(model, features, scales) instanceof AbstractLinearSGDModel<?> linear) {
            return linear(linear, features, scales, positive, negative);
        }
        return values -> predicted(model, features, values);
    }

    private static String name(Output<?> output) {
        return output instanceof Label label ? label.getLabel() : output.toString();
    }

    /** The model behind a scaling of single features, or the model itself; fills in the scales. */
    private static Model<?> core(Model<?> model, List<String> features, double[] scales) {
        Arrays.fill(scales, 1);
        if (!(model instanceof TransformedModel<?> transformed) || transformed.getDensify()) {
            return model;
        }
        TransformerMap transformers = transformed.getTransformerMap();
        for (int f = 0; f < scales.length; f++) {
            List<Transformer> own = transformers.get(features.get(f));
            if (own != null) {
                scales[f] = TransformerMap.applyTransformerList(1, own);
                if (!own.stream().allMatch(TribuoLibrary::multiplies)) {
                    return model;
                }
            }
        }
        return transformed.getInnerModel();
    }

    /** Known by its kind and its factor: probing could not tell a product from what is one over a range only. */
    private static boolean multiplies(Transformer transformer) {
        return transformer.equals(SimpleTransform.mul(transformer.transform(1)));
    }

    private static LinearScore linear(
            AbstractLinearSGDModel<?> model, List<String> features, double[] scales, int positive, int negative) {
        DenseMatrix matrix = model.getWeightsCopy();
        double[] weights = new double[features.size()];
        for (int f = 0; f < weights.length; f++) {
            int column = model.getFeatureIDMap().getID(features.get(f));
            weights[f] = difference(matrix, positive, negative, column) * scales[f];
        }
        return new LinearScore(weights, difference(matrix, positive, negative, matrix.getDimension2Size() - 1));
    }

    private static double difference(DenseMatrix matrix, int positive, int negative, int column) {
        return matrix.get(positive, column) - (negative < 0 ? 0 : matrix.get(negative, column));
    }

    private static <T extends Output<T>> double predicted(Model<T> model, List<String> features, double[] values) {
        ArrayExample<T> example =
                new ArrayExample<>(model.getOutputIDInfo().iterator().next().getB());
        for (int f = 0; f < values.length; f++) {
            example.add(features.get(f), Double.isNaN(values[f]) ? 0 : values[f]);
        }
        var prediction = model.predict(example);
        if (prediction.getOutput() instanceof Regressor regressor) {
            return regressor.getValues()[0];
        }
        Output<?> wanted = prediction.getOutputScores().get(TribuoModel.POSITIVE);
        return wanted instanceof Label label ? label.getScore() : Double.NaN;
    }

    private static Map<String, String> provenance(Model<?> model) {
        ModelProvenance provenance = model.getProvenance();
        Map<String, String> named = new LinkedHashMap<>();
        named.put("tribuo.model", provenance.getClassName());
        named.put("tribuo.version", provenance.getTribuoVersion());
        named.put("tribuo.trainer", provenance.getTrainerProvenance().getClassName());
        named.put(
                "tribuo.examples",
                Integer.toString(provenance.getDatasetProvenance().getNumExamples()));
        named.put(
                "tribuo.features",
                Integer.toString(provenance.getDatasetProvenance().getNumFeatures()));
        return named;
    }
}
