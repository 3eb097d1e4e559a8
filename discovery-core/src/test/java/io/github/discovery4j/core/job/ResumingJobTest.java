package io.github.discovery4j.core.job;

import io.github.discovery4j.testkit.JobContract;
import java.time.Duration;
import java.util.TreeMap;

/** The contract holds for a plain job of the kind that the guide shows. */
class ResumingJobTest extends JobContract {

    @Override
    protected World world() {
        TreeMap<Integer, Integer> squares = new TreeMap<>();
        return new World() {
            @Override
            public Job job() {
                return Job.of("squares", Cadence.every(Duration.ofHours(1)), run -> {
                    for (int i = run.checkpoint().map(Integer::parseInt).orElse(0); i < 35; i++) {
                        run.throwIfStopped();
                        squares.put(i, i * i);
                        if (i % 5 == 4) {
                            run.checkpoint(String.valueOf(i + 1));
                        }
                    }
                });
            }

            @Override
            public Object result() {
                return squares;
            }
        };
    }
}
