package io.wsgateway.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.server.GatewayProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A deployment with values that cannot work. */
class BadConfigurationProcessIT {
  @Test
  void badValues_stopTheDeployment_andTheLogNamesThemAll() {
    assertThatThrownBy(
            () ->
                GatewayProcess.start(
                        "bad-configuration",
                        Map.of("gateway.lanes", "many", "gateway.exchange", "pigeon"))
                    .close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gateway.lanes is 'many', expected a whole number from 0 to 256")
        .hasMessageContaining("gateway.exchange is 'pigeon', expected local or redis");
  }
}
