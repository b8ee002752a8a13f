package io.wsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GmSuiteTest {
  /** Needs a client that does not answer a close: {@code GmTimingIT} has it. */
  private static final Set<String> TESTED_ELSEWHERE = Set.of("62");

  @Test
  void mended_mendsEveryBugOfTheOriginal() {
    Set<Verdict> wrong = EnumSet.of(Verdict.BUG, Verdict.SECURITY);
    Set<String> bugs =
        WireCase.load("gm").stream()
            .filter(one -> wrong.contains(one.verdict()))
            .map(GmSuiteTest::number)
            .filter(number -> !TESTED_ELSEWHERE.contains(number))
            .collect(Collectors.toSet());
    assertThat(bugs).hasSize(15);
    assertThat(WireCase.load("gm-mended")).extracting(GmSuiteTest::number).hasSameElementsAs(bugs);
  }

  @Test
  void mended_isToKeep_andEveryStepIsKnown() {
    List<WireCase> cases = WireCase.load("gm-mended");
    cases.forEach(one -> one.steps().forEach(StepReader::read));
    assertThat(cases).extracting(WireCase::name).doesNotHaveDuplicates();
    assertThat(cases).allSatisfy(one -> assertThat(one.verdict()).isEqualTo(Verdict.KEEP));
  }

  private static String number(WireCase one) {
    return one.name().split(" ", 2)[0];
  }
}
