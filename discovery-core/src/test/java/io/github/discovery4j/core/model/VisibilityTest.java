package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class VisibilityTest {

    @Example
    void goesFromTheWidestToTheNarrowestAudience() {
        assertThat(Visibility.PUBLIC.narrower(Visibility.FOLLOWERS)).isEqualTo(Visibility.FOLLOWERS);
        assertThat(Visibility.FOLLOWERS.narrower(Visibility.PRIVATE_OPT_IN)).isEqualTo(Visibility.PRIVATE_OPT_IN);
    }

    @Property
    void narrowerIsTheMinimumOfALattice(@ForAll Visibility a, @ForAll Visibility b, @ForAll Visibility c) {
        assertThat(a.narrower(a)).isEqualTo(a);
        assertThat(a.narrower(b)).isEqualTo(b.narrower(a)).isIn(a, b);
        assertThat(a.narrower(b).narrower(c)).isEqualTo(a.narrower(b.narrower(c)));
        assertThat(Visibility.PUBLIC.narrower(a)).isEqualTo(a);
        assertThat(Visibility.PRIVATE_OPT_IN.narrower(a)).isEqualTo(Visibility.PRIVATE_OPT_IN);
    }
}
