package io.github.discovery4j.index.lucene;

/** All searches by graph, over several segments. */
class LuceneGraphContractTest extends LuceneIndexContract {

    @Override
    LuceneSettings kept() {
        return byHand().exactBelow(0).effort(80).build();
    }

    @Override
    protected double leastRecall() {
        return 0.8;
    }
}
