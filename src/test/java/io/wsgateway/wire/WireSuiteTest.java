package io.wsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.client.ScriptedServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireSuiteTest {
  private static final URI ANYWHERE = URI.create("http://127.0.0.1:1");

  @ParameterizedTest
  @ValueSource(strings = {"reg", "reg-mended", "gm", "member", "raw", "vein"})
  void files_everyStepIsKnown_andNamesAreUnique(String file) {
    List<WireCase> cases = WireCase.load(file);
    cases.forEach(one -> one.steps().forEach(StepReader::read));
    assertThat(cases).extracting(WireCase::name).doesNotHaveDuplicates().isNotEmpty();
    assertThat(cases).allSatisfy(one -> assertThat(one.verdict()).isNotNull());
  }

  @Test
  void regMended_mendsEveryBugOfTheOriginal() {
    Set<Verdict> wrong = EnumSet.of(Verdict.BUG, Verdict.SECURITY);
    Set<String> bugs =
        WireCase.load("reg").stream()
            .filter(one -> wrong.contains(one.verdict()))
            .map(WireSuiteTest::number)
            .collect(Collectors.toSet());
    Set<String> mended =
        WireCase.load("reg-mended").stream().map(WireSuiteTest::number).collect(Collectors.toSet());
    assertThat(mended).containsAll(bugs);
    assertThat(WireCase.load("reg-mended"))
        .allSatisfy(one -> assertThat(one.verdict()).isEqualTo(Verdict.KEEP));
  }

  @Test
  void tests_areThePlayableCases_andTheRestIsLeftOut() {
    WireSuite suite = RegSuite.contract().node("main", ANYWHERE);
    assertThat(suite.tests().map(DynamicTest::getDisplayName)).isEqualTo(suite.names());
    assertThat(suite.names().size() + suite.leftOut().size())
        .isEqualTo(WireCase.load("reg").size());
  }

  @Test
  void tests_againstAServerThatIsNoGateway_fail() {
    try (ScriptedServer server = ScriptedServer.speaking(ScriptedServer::echo)) {
      List<DynamicTest> tests =
          WireSuite.contractOf("reg").node("main", server.address()).tests().toList();
      DynamicTest unknownCommand =
          tests.stream()
              .filter(test -> test.getDisplayName().startsWith("20 "))
              .findFirst()
              .orElseThrow();
      assertThatThrownBy(() -> unknownCommand.getExecutable().execute())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("step 3")
          .hasMessageContaining("got \"foo:bar\", want \"error msg format\"");
    }
  }

  @Test
  void tests_againstNobody_fail() {
    assertThat(RegSuite.contract().node("main", ANYWHERE).tests())
        .allSatisfy(
            test ->
                assertThatThrownBy(() -> test.getExecutable().execute())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Connection refused"));
  }

  @Test
  void tests_nothingToPlay_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RegSuite.contract().tests())
        .withMessageContaining("nothing to play");
  }

  @Test
  void needs_unknownCase_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WireSuite.of("reg").needs("36 misspelt", "key", "value"));
    assertThatIllegalArgumentException().isThrownBy(() -> WireSuite.of("nonsense"));
  }

  @Test
  void withoutSlow_leavesOutTheSlowOnes() {
    WireSuite suite = WireSuite.contractOf("gm").node("main", ANYWHERE).withoutSlow();
    assertThat(suite.leftOut())
        .filteredOn(one -> one.reason() == LeftOut.Reason.SLOW)
        .extracting(LeftOut::name)
        .hasSize(3);
  }

  @Test
  void slowAndFast_areAll() {
    for (String name : List.of("gm", "member", "raw", "vein")) {
      WireSuite all = of(name);
      List<String> both = new ArrayList<>(of(name).withoutSlow().names());
      both.addAll(of(name).onlySlow().names());

      assertThat(both).containsExactlyInAnyOrderElementsOf(all.names());
    }
  }

  private static WireSuite of(String dialect) {
    return WireSuite.contractOf(dialect).node("main", ANYWHERE).node("default", ANYWHERE);
  }

  @Test
  void together_twoCasesOfOneName_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WireSuite.together(of("gm"), of("gm")))
        .withMessageContaining("two cases named");
  }

  private static String number(WireCase one) {
    return one.name().split(" ", 2)[0];
  }
}
