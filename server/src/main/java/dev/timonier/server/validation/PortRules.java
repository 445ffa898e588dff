package dev.timonier.server.validation;

import dev.timonier.machinery.meta.Format;

/// What holds for the numbers and names of ports.
public final class PortRules {
  private static final int LAST = 65535;

  private PortRules() {}

  public static void number(Subject port) {
    port.between(1, LAST);
  }

  public static void name(Subject port) {
    port.format(Format::checkPortName);
  }

  /// A port may be told by its number or by the name that a container gives it.
  public static void numberOrName(Subject port) {
    if (port.value().isTextual()) {
      name(port);
    } else {
      number(port);
    }
  }
}
