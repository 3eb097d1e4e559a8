package io.github.discovery4j.index.lucene;

/** All searches by graphs of quantised vectors, answered in full. */
class LuceneQuantisedContractTest extends LuceneIndexContract {

    @Override
    LuceneSettings kept() {
        return byHand().encoding(VectorEncoding.INT8).exactBelow(0).effort(80).build();
    }

    @Override
    protected double leastRecall() {
        return 0.8;
    }
}
