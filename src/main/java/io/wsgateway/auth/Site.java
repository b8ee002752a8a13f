package io.wsgateway.auth;

import io.wsgateway.core.Network;

/** What counts as one address. */
final class Site {
  private static final int PREFIX = 64;

  private Site() {}

  /**
   * The address itself; of IPv6, the network that its first half names: who has one address of it
   * has all.
   */
  static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    Network network = Network.address(address);
    if (network == null) {
      return address;
    }
    String text = network.toString();
    return text.indexOf(':') < 0
        ? text
        : new Network(network.high(), network.low(), PREFIX).toString();
  }
}
