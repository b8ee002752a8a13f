package io.wsgateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. A rule's name says what broke. */
@AnalyzeClasses(packages = "io.wsgateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule core_knows_no_wire_broker_or_http =
      noClasses()
          .that()
          .resideInAPackage("io.wsgateway.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.websocket..",
              "jakarta.ws.rs..",
              "jakarta.servlet..",
              "jakarta.json..",
              "redis.clients..",
              "com.rabbitmq..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule dialects_ignore_each_other =
      slices()
          .matching("io.wsgateway.dialect.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule dialects_do_not_reach_exchange_or_admin =
      noClasses()
          .that()
          .resideInAPackage("io.wsgateway.dialect..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.wsgateway.exchange..", "io.wsgateway.admin..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule broker_libraries_are_used_only_in_exchange =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.wsgateway.exchange..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("redis.clients..", "com.rabbitmq..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule micrometer_is_used_only_in_admin =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.wsgateway.admin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule jakarta_websocket_is_used_only_in_dialect =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.wsgateway.dialect..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.websocket..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule server_internals_are_used_only_in_native_transports =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.wsgateway.dialect.nativetransport..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.glassfish..", "fish.payara..", "io.undertow..", "org.jboss..", "org.xnio..")
          .allowEmptyShould(true);

  /** Payara does not have them: a class that is loaded there and needs them would not link. */
  @ArchTest
  static final ArchRule classes_of_undertow_are_needed_only_where_it_is =
      noClasses()
          .that()
          .haveSimpleNameNotStartingWith("UndertowWriter")
          .and()
          .haveSimpleNameNotStartingWith("UndertowConduit")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.undertow..", "org.xnio..");

  @ArchTest
  static final ArchRule push_client_needs_the_jdk_and_nothing_else =
      classes()
          .that()
          .resideInAPackage("io.wsgateway.push..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.wsgateway.push..", "java..", "javax.crypto..", "org.jspecify..");

  @ArchTest
  static final ArchRule push_client_is_not_the_gateways =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.wsgateway.push..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.wsgateway.push..");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.wsgateway.(**)").should().beFreeOfCycles().allowEmptyShould(true);
}
