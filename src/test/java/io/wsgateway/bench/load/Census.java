package io.wsgateway.bench.load;

/** How many connections have come to what. One thread. */
final class Census {
  int dialling;
  int open;
  int failed;
  int lost;
  int pings;
  String lastFailure = "";

  /** As words for whoever asked. */
  String report() {
    return "open="
        + open
        + " failed="
        + failed
        + " lost="
        + lost
        + " pings="
        + pings
        + (lastFailure.isEmpty() ? "" : " why=" + lastFailure.replaceAll("\\s+", "_"));
  }
}
