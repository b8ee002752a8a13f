package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.server.GatewayProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A deployment that asks for an application that nobody brought. */
class RawConfigurationProcessIT {
  @Test
  void unknownApplication_stopsTheDeployment_andTheLogNamesTheOnesThereAre() {
    assertThatThrownBy(
            () ->
                GatewayProcess.start(
                        "raw-unknown-application", Map.of("gateway.raw.application", "mine"))
                    .close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gateway.raw.application is 'mine', expected chat, hello or none");
  }
}
