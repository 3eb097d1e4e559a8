package io.github.discovery4j.index.lucene;

import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleDocValuesField;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * Entries as Lucene's documents: {@code id} as a term, to find and replace the entry, and beside the document, to name what
 * was found; {@code vector}; {@code label.NAME} as terms; {@code number.NAME} as points for ranges, and beside the document
 * for distances. Labels and numbers are stored as well, for their owner.
 */
final class Documents {

    static final String ID = "id";
    static final String VECTOR = "vector";

    private static final String LABEL = "label.";
    private static final String NUMBER = "number.";

    private Documents() {}

    static String labelField(String attribute) {
        return LABEL + attribute;
    }

    static String numberField(String attribute) {
        return NUMBER + attribute;
    }

    static Term idTerm(String id) {
        return new Term(ID, id);
    }

    static VectorSimilarityFunction function(Metric metric) {
        return switch (metric) {
            case COSINE -> VectorSimilarityFunction.DOT_PRODUCT;
            case DOT_PRODUCT -> VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT;
            case EUCLIDEAN -> VectorSimilarityFunction.EUCLIDEAN;
        };
    }

    static Document of(String id, float[] vector, EntryAttributes attributes, VectorIndexSettings settings) {
        requireTerm("id", id, settings);
        Document document = new Document();
        document.add(new StringField(ID, id, Store.NO));
        document.add(new BinaryDocValuesField(ID, new BytesRef(id)));
        document.add(new KnnFloatVectorField(VECTOR, vector, function(settings.metric())));
        attributes
                .labels()
                .forEach((attribute, labels) -> labels.forEach(label -> {
                    requireTerm("label of \"" + attribute + "\"", label, settings);
                    document.add(new StringField(labelField(attribute), label, Store.YES));
                }));
        attributes.numbers().forEach((attribute, value) -> {
            String field = numberField(attribute);
            document.add(new DoublePoint(field, withoutNegativeZero(value)));
            document.add(new DoubleDocValuesField(field, value));
            document.add(new StoredField(field, value));
        });
        return document;
    }

    /** Reads back the attributes of a stored document. */
    static EntryAttributes attributes(Document document) {
        EntryAttributes attributes = EntryAttributes.NONE;
        for (IndexableField field : document) {
            String name = field.name();
            Number number = field.numericValue();
            String label = field.stringValue();
            if (number != null && name.startsWith(NUMBER)) {
                attributes = attributes.number(name.substring(NUMBER.length()), number.doubleValue());
            } else if (label != null && name.startsWith(LABEL)) {
                attributes = attributes.label(name.substring(LABEL.length()), label);
            }
        }
        return attributes;
    }

    /** Points tell -0 from 0, numbers do not: both are kept and asked for as 0. */
    static double withoutNegativeZero(double value) {
        return value + 0.0;
    }

    /** Tells whether a text has a form in UTF-8: half of a surrogate pair has none. */
    static boolean wellFormed(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    static void requireTerm(String what, String text, VectorIndexSettings settings) {
        if (!wellFormed(text)) {
            throw new IllegalArgumentException(
                    "%s must be well-formed Unicode, has half of a surrogate pair (index \"%s\"); find where it was cut"
                            .formatted(what, settings.name()));
        }
        // One UTF-16 unit takes up to three bytes.
        if (text.length() > IndexWriter.MAX_TERM_LENGTH / 3
                && new BytesRef(text).length > IndexWriter.MAX_TERM_LENGTH) {
            throw new IllegalArgumentException(
                    "%s must take at most %d bytes in UTF-8, took %d (index \"%s\"); shorten it"
                            .formatted(what, IndexWriter.MAX_TERM_LENGTH, new BytesRef(text).length, settings.name()));
        }
    }
}
