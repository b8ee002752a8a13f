package io.wsgateway.admin;

import java.util.List;
import java.util.Map;

/**
 * Who is shut out of the cluster, and how often somebody was refused on this node, as {@code
 * io.wsgateway:type=Access,node=NUMBER}. What is done here is done on all nodes.
 *
 * <p>A block ends after so many seconds, or never if that is 0. Its reason is told to the clients
 * that are closed, and has at most 123 bytes in UTF-8; it may be empty. Operations that block
 * somebody return the block's id; what cannot be done is an {@link IllegalArgumentException} that
 * says why.
 */
public interface AccessMXBean {

  /** This node's number by now. */
  int getNode();

  /** How many blocks there are. */
  int getBlockCount();

  /** How often somebody was refused on this node since it started, by reason. */
  Map<String, Long> getRefusals();

  /** Up to a thousand blocks whose ids come after that one, which is empty for the first. */
  List<BlockView> listBlocks(String afterId);

  /** Blocks a user of an app. */
  String blockUser(String app, String user, String reason, long seconds);

  /** Blocks a token by its own name, which it tells as {@code jti}. */
  String blockToken(String app, String tokenId, String reason, long seconds);

  /**
   * Blocks all tokens of an app that were issued before a time, and those that do not say when.
   *
   * @param user of whom only, or empty for all users
   * @param issuedBefore such as {@code 2030-01-31T08:00:00Z}
   */
  String blockOlderTokens(
      String app, String user, String issuedBefore, String reason, long seconds);

  /** Blocks an address or a network, such as {@code 192.0.2.7} or {@code 2001:db8::/32}. */
  String blockAddress(String address, String reason, long seconds);

  /** Takes back a block. Whether there was one of that id. */
  boolean unblock(String id);
}
