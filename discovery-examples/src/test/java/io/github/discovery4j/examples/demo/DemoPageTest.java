package io.github.discovery4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoPageTest {

    @Test
    void textFromOutsideCannotBecomeMarkup() {
        assertThat(DemoPage.escape("<img src=x onerror='a(\"b\")'> & <bdi>"))
                .isEqualTo("&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt; &amp; &lt;bdi&gt;");
    }

    @Test
    void aPercentileIsTheSmallestValueThatCoversTheShare() {
        long[] ascending = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertThat(Latency.percentile(ascending, 0.5)).isEqualTo(5);
        assertThat(Latency.percentile(ascending, 0.95)).isEqualTo(10);
        assertThat(Latency.percentile(new long[] {7}, 0.99)).isEqualTo(7);
    }
}
