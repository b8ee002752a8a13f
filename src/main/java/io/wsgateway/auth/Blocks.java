package io.wsgateway.auth;

import io.wsgateway.core.AccessRule;
import io.wsgateway.core.Block;
import io.wsgateway.core.BlockList;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Identity;
import io.wsgateway.core.OnlyOne;
import io.wsgateway.core.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Turns away whoever is {@linkplain BlockList blocked}: an address when it connects, a user or its
 * token when the connection is to be the user's. Asks maps in memory, and nobody else.
 */
@OnlyOne
public class Blocks implements AccessRule {
  private volatile @Nullable BlockList blocks;

  @Override
  public void start(Gateway gateway) {
    blocks = gateway.blocks();
  }

  @Override
  public void admit(Connection connection) {
    BlockList known = blocks;
    if (known != null) {
      refuse(known.onAddress(connection.visitor().address()));
    }
  }

  @Override
  public void bind(Connection connection, Destination.OfUser user, Identity identity) {
    BlockList known = blocks;
    if (known != null) {
      refuse(known.onUser(user, identity));
    }
  }

  private static void refuse(@Nullable Block block) {
    if (block != null) {
      throw new GatewayException(
              ErrorCode.FORBIDDEN,
              block.reason().isEmpty() ? "Blocked" : "Blocked: " + block.reason())
          .as(Refusal.BLOCKED)
          .closing(block.close());
    }
  }
}
