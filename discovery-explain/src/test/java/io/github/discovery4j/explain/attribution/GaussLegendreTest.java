package io.github.discovery4j.explain.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussLegendreTest {

    @Test
    void integratesEveryPowerUpToTwiceThePointsLessOne() {
        for (int points : new int[] {1, 2, 4, 8, 12, 64}) {
            GaussLegendre quadrature = GaussLegendre.of(points);
            for (int power = 0; power < 2 * points; power++) {
                double sum = 0;
                for (int p = 0; p < points; p++) {
                    sum += quadrature.weight(p) * Math.pow(quadrature.point(p), power);
                }
                assertThat(sum).as("%d points, power %d", points, power).isCloseTo(1.0 / (power + 1), within(1e-14));
            }
        }
    }

    @Test
    void pointsLieInsideAndWeightsArePositive() {
        GaussLegendre quadrature = GaussLegendre.of(300);
        for (int p = 0; p < 300; p++) {
            assertThat(quadrature.point(p)).isStrictlyBetween(0.0, 1.0);
            assertThat(quadrature.weight(p)).isPositive();
        }
    }
}
