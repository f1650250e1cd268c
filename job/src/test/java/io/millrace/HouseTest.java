package io.millrace;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;

/** The house in order: which package may know which, and what no class does. */
@AnalyzeClasses(packages = "io.millrace", importOptions = DoNotIncludeTests.class)
class HouseTest {
    @ArchTest static final ArchRule changeImportsNothingOfOurs = imports("change");

    @ArchTest static final ArchRule configImportsNothingOfOurs = imports("config");

    @ArchTest
    static final ArchRule postgresKnowsOnlyTheVocabularyAndTheSpec =
            imports("postgres", "change", "config");

    @ArchTest
    static final ArchRule sourceIsAStage = imports("source", "change", "config", "postgres");

    @ArchTest
    static final ArchRule backfillIsAStage = imports("backfill", "change", "config", "postgres");

    @ArchTest static final ArchRule rowIsAStage = imports("row", "change", "config", "postgres");

    @ArchTest
    static final ArchRule flowIsAStageThatCallsTheUsersFunctions =
            imports("flow", "change", "config", "postgres", "udf");

    @ArchTest static final ArchRule functionsImportNothingOfOurs = imports("udf");

    @ArchTest
    static final ArchRule deliveryIsAStage = imports("delivery", "change", "config", "postgres");

    @ArchTest
    static final ArchRule deadLettersAreAStage =
            imports("deadletter", "change", "config", "postgres");

    @ArchTest static final ArchRule sinkIsAStage = imports("sink", "change", "config", "postgres");

    /** Each may know the shared writer; none knows another. */
    @ArchTest
    static final ArchRule targetsDoNotKnowEachOther =
            slices().matching("io.millrace.sink.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(DescribedPredicate.alwaysTrue(), in("sink.writer"));

    @ArchTest
    static final ArchRule theSharedWriterDoesNotKnowItsTargets =
            noClasses()
                    .that(are(resideInAnyPackage("io.millrace.sink", "io.millrace.sink.writer")))
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.millrace.sink.*..").and(not(in("sink.writer"))));

    @ArchTest
    static final ArchRule theSourceDoesNotKnowItsReaders =
            noClasses()
                    .that()
                    .resideInAPackage("io.millrace.source")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.millrace.source.*..");

    @ArchTest
    static final ArchRule onlyCliAndDemoImportPipeline =
            noClasses()
                    .that(are(ours().and(not(in("pipeline", "cli", "demo")))))
                    .should()
                    .dependOnClassesThat(are(in("pipeline")));

    @ArchTest
    static final ArchRule pipelineDoesNotKnowWhoStartsIt =
            imports(
                    "pipeline",
                    "change",
                    "config",
                    "postgres",
                    "source",
                    "backfill",
                    "row",
                    "flow",
                    "delivery",
                    "deadletter",
                    "sink",
                    "udf");

    @ArchTest
    static final ArchRule nobodyImportsCli =
            noClasses()
                    .that(are(ours().and(not(in("cli")))))
                    .should()
                    .dependOnClassesThat(are(in("cli")));

    @ArchTest static final ArchRule consoleImportsNothingOfOurs = imports("console");

    @ArchTest
    static final ArchRule theEmbeddedServersKnowOnlyTheSpec = imports("demo.server", "config");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.millrace.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Utils?|Helpers?|Managers?|Impl|Common)(\\$.*)?");

    @ArchTest
    static final ArchRule packagesAreNamedAfterTheFlow =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..utils..",
                            "..util..",
                            "..helper..",
                            "..common..",
                            "..manager..",
                            "..impl..");

    @ArchTest
    static final ArchRule nobodyLogsByJavaUtilLogging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule onlyCliAndDemoPrint =
            noClasses().that(are(not(in("cli", "demo")))).should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule onlyCliAndDemoSleep =
            noClasses()
                    .that(are(not(in("cli", "demo"))))
                    .should()
                    .callMethod(Thread.class, "sleep", long.class)
                    .orShould()
                    .callMethod(Thread.class, "sleep", long.class, int.class);

    @ArchTest
    static final ArchRule onlyCliAndDemoEndTheJvm =
            noClasses()
                    .that(are(not(in("cli", "demo"))))
                    .should()
                    .callMethod(System.class, "exit", int.class)
                    .orShould()
                    .callMethod(Runtime.class, "exit", int.class)
                    .orShould()
                    .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule onlyConstantsArePublicFields =
            fields().that()
                    .arePublic()
                    .should()
                    .haveModifier(JavaModifier.STATIC)
                    .andShould()
                    .haveModifier(JavaModifier.FINAL);

    /** What a package and those below it import of ours, besides themselves. */
    private static ArchRule imports(String name, String... others) {
        return classes()
                .that(are(in(name)))
                .should(
                        ArchConditions.onlyDependOnClassesThat(
                                not(ours()).or(in(name)).or(in(others))))
                .as(
                        name
                                + " imports nothing of ours"
                                + (others.length == 0 ? "" : " but " + String.join(", ", others)))
                // The design has packages that are not built yet.
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("io.millrace..");
    }

    private static DescribedPredicate<JavaClass> in(String... names) {
        String[] packages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            packages[i] = "io.millrace." + names[i] + "..";
        }
        return resideInAnyPackage(packages);
    }

    private static DescribedPredicate<JavaClass> are(DescribedPredicate<JavaClass> predicate) {
        return predicate;
    }
}
