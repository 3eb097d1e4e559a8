package io.github.discovery4j.rank;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of rank know core and not each other. A new arrow needs a decision record. */
@AnalyzeClasses(packages = "io.github.discovery4j.rank", importOptions = ImportOption.DoNotIncludeTests.class)
class RankArchitectureTest {
    @ArchTest
    static final ArchRule roomsDoNotKnowEachOther = slices().matching("io.github.discovery4j.rank.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesFormNoCircle = slices().matching("io.github.discovery4j.rank.(**)")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);
}
