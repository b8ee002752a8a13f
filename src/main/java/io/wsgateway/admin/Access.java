package io.wsgateway.admin;

import io.wsgateway.core.Block;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Network;
import io.wsgateway.core.Page;
import io.wsgateway.core.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Does what JMX asks for. Safe for any thread. */
final class Access implements AccessMXBean {
  static final String BY = "jmx";
  private static final long LONGEST = 100L * 365 * 24 * 60 * 60;

  private final Gateway gateway;
  private final Counters counters;

  Access(Gateway gateway, Counters counters) {
    this.gateway = gateway;
    this.counters = counters;
  }

  @Override
  public int getNode() {
    return gateway.nodes().get(0).number();
  }

  @Override
  public int getBlockCount() {
    return gateway.blocks().size();
  }

  @Override
  public Map<String, Long> getRefusals() {
    Map<String, Long> refusals = new TreeMap<>();
    for (Refusal why : Refusal.values()) {
      refusals.put(why.slug(), counters.refusals(why));
    }
    return refusals;
  }

  @Override
  public List<BlockView> listBlocks(String afterId) {
    Page page = new Page(Page.MAX, afterId);
    return gateway.blocks().list(page).items().stream().map(BlockView::new).toList();
  }

  @Override
  public String blockUser(String app, String user, String reason, long seconds) {
    return block(() -> new Block.OfUser(new Destination.OfUser(app, user)), reason, seconds);
  }

  @Override
  public String blockToken(String app, String tokenId, String reason, long seconds) {
    return block(() -> new Block.OfToken(app, tokenId), reason, seconds);
  }

  @Override
  public String blockOlderTokens(
      String app, String user, String issuedBefore, String reason, long seconds) {
    return block(
        () ->
            new Block.OfOlderTokens(
                app, user.isEmpty() ? null : user, OffsetDateTime.parse(issuedBefore).toInstant()),
        reason,
        seconds);
  }

  @Override
  public String blockAddress(String address, String reason, long seconds) {
    return block(() -> new Block.OfAddress(Network.parse(address)), reason, seconds);
  }

  @Override
  public boolean unblock(String id) {
    return gateway.blocks().remove(id, BY);
  }

  /** Consoles do not have our own exceptions, so they could not show them. */
  private String block(Supplier<Block.Target> target, String reason, long seconds) {
    if (seconds < 0 || seconds > LONGEST) {
      throw new IllegalArgumentException(
          "A block ends after 1 to " + LONGEST + " seconds, or never if that is 0");
    }
    try {
      Instant end = seconds == 0 ? null : Instant.now().plusSeconds(seconds);
      return gateway.blocks().add(target.get(), reason, end, BY).id();
    } catch (GatewayException | DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage());
    }
  }
}
