package io.github.discovery4j.index.lucene;

/** Few vectors are compared one by one. */
class LuceneFewVectorsContractTest extends LuceneIndexContract {

    @Override
    LuceneSettings kept() {
        return byHand().build();
    }
}
