package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.feature.FeatureValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ChangedValuesTest {

    /** A change from one to the other would not be written. */
    @Test
    void noTwoSetsOfUpToThreeHoursLookAlike() {
        Map<Integer, Set<String>> seen = new HashMap<>();
        for (int a = 0; a < 24; a++) {
            for (int b = a; b < 24; b++) {
                for (int c = b; c < 24; c++) {
                    Set<String> hours = new TreeSet<>();
                    for (int hour : new int[] {a, b, c}) {
                        hours.add((hour < 10 ? "0" : "") + hour);
                    }
                    int fingerprint = ChangedValues.fingerprint(new FeatureValue.Labels(hours));
                    assertThat(seen.merge(fingerprint, hours, (earlier, later) -> earlier))
                            .isEqualTo(hours);
                }
            }
        }
    }
}
