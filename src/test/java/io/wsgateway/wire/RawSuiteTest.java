package io.wsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.ScriptedServer;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

class RawSuiteTest {
  private static final URI ANYWHERE = URI.create("http://127.0.0.1:1");

  /**
   * Played by a test of its own, since steps cannot tell it, or about peers that we do not have.
   */
  private static final Set<String> NO_CASE = Set.of("p30", "x91", "x92", "x93");

  @Test
  void contract_leavesOutTheRegister_andNothingElse() {
    WireSuite suite = RawSuite.contract();
    List.of("default", "chat", "p1", "p2").forEach(node -> suite.node(node, ANYWHERE));

    assertThat(suite.leftOut())
        .filteredOn(one -> one.reason() != LeftOut.Reason.VERDICT)
        .allSatisfy(
            one -> {
              assertThat(one.reason()).isEqualTo(LeftOut.Reason.NODE);
              assertThat(one.name()).startsWith("r");
            });
  }

  @Test
  void mended_mendsEveryBugOfTheOriginal() {
    Set<Verdict> wrong = EnumSet.of(Verdict.BUG, Verdict.SECURITY);
    Set<String> bugs =
        WireCase.load("raw").stream()
            .filter(one -> wrong.contains(one.verdict()))
            .map(RawSuiteTest::number)
            .filter(number -> !number.startsWith("r") && !NO_CASE.contains(number))
            .collect(Collectors.toSet());

    assertThat(WireCase.load("raw-mended")).extracting(RawSuiteTest::number).containsAll(bugs);
  }

  @Test
  void mended_everyStepIsKnown_andNamesAreUnique() {
    List<WireCase> cases = WireCase.load("raw-mended");

    cases.forEach(one -> one.steps().forEach(StepReader::read));
    assertThat(cases).extracting(WireCase::name).doesNotHaveDuplicates();
    assertThat(cases).allSatisfy(one -> assertThat(one.verdict()).isEqualTo(Verdict.KEEP));
  }

  @Test
  void fastAndSlow_areAllTests_andFailAgainstAServerThatIsNoGateway() {
    try (ScriptedServer server = ScriptedServer.speaking(ScriptedServer::echo)) {
      URI node = server.address();
      List<DynamicTest> fast =
          RawSuite.contract().withoutSlow().node("default", node).tests().toList();
      List<DynamicTest> slow =
          WireSuite.together(RawSuite.contract().onlySlow().node("default", node)).toList();

      assertThat(fast).hasSize(5);
      assertThat(slow).hasSize(3);
      assertThat(fast.get(0).getDisplayName()).startsWith("d02");
      assertThat(slow)
          .allSatisfy(
              test ->
                  Assertions.assertThatThrownBy(() -> test.getExecutable().execute())
                      .isInstanceOf(AssertionError.class)
                      .hasMessageStartingWith(test.getDisplayName()));
    }
  }

  private static String number(WireCase one) {
    return one.name().split(" ", 2)[0];
  }
}
