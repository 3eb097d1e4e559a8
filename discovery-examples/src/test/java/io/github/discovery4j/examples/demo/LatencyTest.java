package io.github.discovery4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void aPercentileIsTheSmallestValueThatCoversTheShare() {
        long[] ascending = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertThat(Latency.percentile(ascending, 0.5)).isEqualTo(5);
        assertThat(Latency.percentile(ascending, 0.95)).isEqualTo(10);
        assertThat(Latency.percentile(new long[] {7}, 0.99)).isEqualTo(7);
    }
}
