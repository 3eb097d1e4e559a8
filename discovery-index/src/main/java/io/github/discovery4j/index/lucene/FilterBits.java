package io.github.discovery4j.index.lucene;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.ItemAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.geo.Rectangle;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * The documents of one segment that pass a filter, as bits: the same that {@link Filter#test} lets pass.
 *
 * <p>Labels and ranges come from Lucene's terms and points. A distance is asked of a box around the circle first and then,
 * by the filter's own formula, of what is in the box. Sets of bits are combined here and not by Lucene's queries, which
 * allow some thousand parts at most.
 *
 * <p><b>Cost:</b> O(n / 64) words a part, and the length of the lists. <b>Threads:</b> for one.
 */
final class FilterBits {

    private static final double METRES = 1_000;
    /** Covers the rounding of both formulas. */
    private static final double WIDER = 1 + 1e-6;

    private final IndexSearcher searcher;
    private final LeafReaderContext segment;

    FilterBits(IndexSearcher searcher, LeafReaderContext segment) {
        this.searcher = searcher;
        this.segment = segment;
    }

    /** Returns what passes of all that is alive. */
    FixedBitSet passing(Filter filter) throws IOException {
        return passing(filter, alive(segment));
    }

    static FixedBitSet alive(LeafReaderContext segment) {
        if (segment.reader().getLiveDocs() != null) {
            return FixedBitSet.copyOf(segment.reader().getLiveDocs());
        }
        FixedBitSet all = new FixedBitSet(segment.reader().maxDoc());
        all.set(0, all.length());
        return all;
    }

    /** Returns what passes of a set, as a set of its own. */
    private FixedBitSet passing(Filter filter, FixedBitSet within) throws IOException {
        return switch (filter) {
            case Filter.Equal equal -> labelled(equal.attribute(), List.of(equal.label()), within);
            case Filter.In in -> labelled(in.attribute(), in.labels(), within);
            case Filter.Range range -> matching(between(range.attribute(), range.min(), range.max()), within);
            case Filter.Near near -> near(near, within);
            case Filter.Not not -> {
                FixedBitSet rest = within.clone();
                rest.andNot(passing(not.part(), within));
                yield rest;
            }
            case Filter.And and -> {
                FixedBitSet rest = within.clone();
                for (Filter part : distancesLast(and.parts())) {
                    rest = passing(part, rest);
                }
                yield rest;
            }
            case Filter.Or or -> {
                FixedBitSet any = new FixedBitSet(within.length());
                for (Filter part : or.parts()) {
                    any.or(passing(part, within));
                }
                yield any;
            }
        };
    }

    private static List<Filter> distancesLast(List<Filter> parts) {
        return parts.stream()
                .sorted(Comparator.comparing(part -> part instanceof Filter.Near))
                .toList();
    }

    private FixedBitSet labelled(String attribute, Collection<String> labels, FixedBitSet within) throws IOException {
        List<BytesRef> terms =
                labels.stream().filter(Documents::wellFormed).map(BytesRef::new).toList();
        return matching(new TermInSetQuery(Documents.labelField(attribute), terms), within);
    }

    private static Query between(String attribute, double min, double max) {
        return DoublePoint.newRangeQuery(
                Documents.numberField(attribute),
                Documents.withoutNegativeZero(min),
                Documents.withoutNegativeZero(max));
    }

    private FixedBitSet matching(Query query, FixedBitSet within) throws IOException {
        FixedBitSet bits = new FixedBitSet(within.length());
        Scorer scorer = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1)
                .scorer(segment);
        if (scorer != null) {
            bits.or(scorer.iterator());
            bits.and(within);
        }
        return bits;
    }

    private FixedBitSet near(Filter.Near near, FixedBitSet within) throws IOException {
        FixedBitSet close = inTheBox(near, within);
        Coordinates coordinates = new Coordinates();
        for (int document = close.nextSetBit(0); document < close.length(); ) {
            coordinates.document = document;
            if (!near.test("", coordinates)) {
                close.clear(document);
            }
            document = document + 1 < close.length() ? close.nextSetBit(document + 1) : close.length();
        }
        return close;
    }

    /** Coordinates beyond the poles and the date line go round the globe in the formula, and are let into the box. */
    private FixedBitSet inTheBox(Filter.Near near, FixedBitSet within) throws IOException {
        double radius = near.kilometres() * METRES * WIDER + 1;
        if (radius >= Math.PI * 6_371_008) {
            return within.clone();
        }
        Rectangle box = Rectangle.fromPointDistance(near.latitude(), near.longitude(), radius);
        String latitude = near.latitudeAttribute();
        String longitude = near.longitudeAttribute();
        FixedBitSet fits = matching(between(latitude, box.minLat, box.maxLat), within);
        FixedBitSet inLongitude;
        if (box.crossesDateline()) {
            inLongitude = matching(between(longitude, box.minLon, 180), within);
            inLongitude.or(matching(between(longitude, -180, box.maxLon), within));
        } else {
            inLongitude = matching(between(longitude, box.minLon, box.maxLon), within);
        }
        fits.and(inLongitude);
        fits.or(outside(latitude, 90, within));
        fits.or(outside(longitude, 180, within));
        return fits;
    }

    private FixedBitSet outside(String attribute, double bound, FixedBitSet within) throws IOException {
        FixedBitSet bits = matching(between(attribute, Math.nextUp(bound), Double.POSITIVE_INFINITY), within);
        bits.or(matching(between(attribute, Double.NEGATIVE_INFINITY, Math.nextDown(-bound)), within));
        return bits;
    }

    /** The numbers of one document after the other, in their order. */
    private final class Coordinates implements ItemAttributes {
        private final Map<String, NumericDocValues> columns = new HashMap<>();
        private int document;

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return Set.of();
        }

        @Override
        public double number(String itemId, String attribute) {
            try {
                NumericDocValues column = columns.get(attribute);
                if (column == null) {
                    column = DocValues.getNumeric(segment.reader(), Documents.numberField(attribute));
                    columns.put(attribute, column);
                }
                return column.advanceExact(document) ? Double.longBitsToDouble(column.longValue()) : Double.NaN;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
