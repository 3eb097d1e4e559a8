package io.github.discovery4j.index.lucene;

import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/** Chooses Lucene's formats for what an index writes; reading finds them by the names in the files. */
final class Formats {

    private static final String FULL = new Lucene99HnswVectorsFormat().getName();

    private Formats() {}

    static Codec codec(LuceneSettings settings) {
        KnnVectorsFormat vectors = vectors(settings);
        return new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return vectors;
            }
        };
    }

    private static KnnVectorsFormat vectors(LuceneSettings settings) {
        int connections = settings.maxConnections();
        int effort = settings.buildEffort();
        int threads = settings.mergeThreads();
        return new OfAnyDimension(settings.encoding()
                .scalar()
                .<KnnVectorsFormat>map(scalar ->
                        new Lucene104HnswScalarQuantizedVectorsFormat(scalar, connections, effort, threads, null))
                .orElseGet(() -> new Lucene99HnswVectorsFormat(connections, effort, threads, null)));
    }

    /** Tells whether a segment's graph compares full vectors, whatever is written now. */
    static boolean scoresInFull(LeafReaderContext segment) {
        FieldInfo vector = segment.reader().getFieldInfos().fieldInfo(Documents.VECTOR);
        return vector != null && FULL.equals(vector.getAttribute(PerFieldKnnVectorsFormat.PER_FIELD_FORMAT_KEY));
    }

    /** Lucene's formats write vectors of any dimension, but say that 1,024 is the most. */
    private static final class OfAnyDimension extends KnnVectorsFormat {
        private final KnnVectorsFormat format;

        OfAnyDimension(KnnVectorsFormat format) {
            super(format.getName());
            this.format = format;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return format.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return format.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return VectorIndexSettings.LARGEST_DIMENSION;
        }
    }
}
