package com.example.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.testkit.RankerContract;
import org.junit.jupiter.api.Test;

/** The project is what it says it is: nothing of ours is a named module here. */
class ModulesTest {
    @Test
    void allIsOnTheClassPath() {
        assertThat(Ranker.class.getModule().isNamed()).isFalse();
        assertThat(RankerContract.class.getModule().isNamed()).isFalse();
    }

    @Test
    void theJarIsTheOneJustPublished() {
        String jar = Ranker.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertThat(jar)
                .as("the jar under test; one that lies in ~/.m2 was installed by hand and hides the published one")
                .contains("/discovery-examples/target/local-repo/");
    }
}
