package dev.timonier.nodeagent.server.forward;

/// Numbers of ports in texts.
public final class PortNumber {
  private static final int HIGHEST = 65535;

  private PortNumber() {}

  public static boolean isValid(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      return false;
    }
    var port = Integer.parseInt(text);
    return port >= 1 && port <= HIGHEST;
  }
}
