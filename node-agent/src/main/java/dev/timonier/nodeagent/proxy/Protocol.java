package dev.timonier.nodeagent.proxy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a port speaks.
enum Protocol {
  TCP,
  UDP,
  SCTP;

  /// @param text as in a Service or an EndpointSlice; empty means TCP
  static Optional<Protocol> of(String text) {
    var name = text.isEmpty() ? TCP.name() : text;
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }

  /// As nftables names it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
