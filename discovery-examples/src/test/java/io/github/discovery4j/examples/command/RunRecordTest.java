package io.github.discovery4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunRecordTest {

    @Test
    void onlyTheLastNameOfAPathIsKept() {
        assertThat(RunRecord.withoutFolders("/home/ana/data/ml-100k")).isEqualTo("ml-100k");
        assertThat(RunRecord.withoutFolders("/home/ana/data/ml-100k/")).isEqualTo("ml-100k/");
        assertThat(RunRecord.withoutFolders("--data=/home/ana/ml-100k")).isEqualTo("--data=ml-100k");
        assertThat(RunRecord.withoutFolders("--data=../ml-100k")).isEqualTo("--data=ml-100k");
        assertThat(RunRecord.withoutFolders("C:\\Users\\ana\\u.data")).isEqualTo("u.data");
    }

    @Test
    void otherWordsStayAsTheyAre() {
        for (String word : new String[] {"evaluate", "-k", "5,10", "--seeds=5", "--data=", "random-75-25", ""}) {
            assertThat(RunRecord.withoutFolders(word)).isEqualTo(word);
        }
    }
}
