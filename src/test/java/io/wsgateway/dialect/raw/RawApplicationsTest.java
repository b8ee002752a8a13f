package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RawApplicationsTest {
  private static final RawApplication HELLO = new HelloApplication();
  private static final RawApplication CHAT = new ChatApplication();

  @Test
  void named_findsTheOneOfThatName() {
    assertThat(RawApplications.named("chat", List.of(HELLO, CHAT))).containsSame(CHAT);
    assertThat(RawApplications.named("hello", List.of(HELLO, CHAT))).containsSame(HELLO);
  }

  @Test
  void named_none_isNobody() {
    assertThat(RawApplications.named("none", List.of(HELLO, CHAT))).isEmpty();
  }

  @Test
  void named_unknown_isRefused_withTheNamesThereAre() {
    assertThatThrownBy(() -> RawApplications.named("Chat", List.of(HELLO, CHAT)))
        .hasMessageContaining("gateway.raw.application is 'Chat', expected chat, hello or none");
  }

  @Test
  void named_likeAnother_isRefused() {
    assertThatThrownBy(
            () -> RawApplications.named("chat", List.of(HELLO, CHAT, new ChatApplication())))
        .hasMessageContaining("gateway.raw.application is 'chat', but 2 beans are called that");
  }
}
