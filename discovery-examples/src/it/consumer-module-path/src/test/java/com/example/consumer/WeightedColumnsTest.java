package com.example.consumer;

import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RankerContract;

class WeightedColumnsTest extends RankerContract {
    @Override
    protected Ranker ranker() {
        return new WeightedColumns();
    }

    @Override
    protected FeatureSchema schema() {
        return Batches.schema("interests", "age", "friends");
    }
}
