package io.github.discovery4j.index;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of index know core and the vector contract, not each other. A new arrow needs a decision record. */
@AnalyzeClasses(packages = "io.github.discovery4j.index", importOptions = ImportOption.DoNotIncludeTests.class)
class IndexArchitectureTest {
    private static final String INDEX = "io.github.discovery4j.index";

    @ArchTest
    static final ArchRule onlyTheVectorContractIsShared = slices().matching(INDEX + ".(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    resideInAnyPackage(
                            INDEX + ".memory..", INDEX + ".lucene..", INDEX + ".source..", INDEX + ".live.."),
                    resideInAPackage(INDEX + ".vector.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching(INDEX + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
}
