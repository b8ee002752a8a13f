package io.wsgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Configures a server to listen on another port of loopback, too, if a test wants that. */
final class SecondListener {
  private SecondListener() {}

  /** The commands that Payara Micro starts with: as they are, or a copy with one more. */
  static Path preboot(Path commands, Path copy, OptionalInt port) {
    if (port.isEmpty()) {
      return commands;
    }
    try {
      Files.createDirectories(copy.getParent());
      return Files.writeString(
          copy,
          Files.readString(commands)
              + "\ncreate-network-listener --listenerport "
              + port.getAsInt()
              + " --address 127.0.0.1 --protocol http-listener second\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** WildFly's configuration. */
  static void addTo(Path standaloneXml, OptionalInt port) throws IOException {
    if (port.isPresent()) {
      String listener = "<http-listener name=\"second\" socket-binding=\"second\"/>";
      String binding = "<socket-binding name=\"second\" port=\"" + port.getAsInt() + "\"/>";
      Files.writeString(
          standaloneXml,
          Files.readString(standaloneXml)
              .replaceFirst("<http-listener ", listener + "$0")
              .replaceFirst("<socket-binding name=", binding + "$0"));
    }
  }
}
