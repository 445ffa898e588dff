package dev.timonier.server.proxy;

import java.io.IOException;
import javax.net.ssl.SSLContext;

/// A server that requests are passed on to.
///
/// @param port a number; empty for the usual one
public record Backend(Security security, String host, String port) {
  /// How it is spoken to.
  public sealed interface Security {
    /// In the clear.
    record None() implements Security {}

    /// @param context knows whom to trust, and who we are
    record Tls(SSLContext context, Name name) implements Security {}
  }

  /// Whether a certificate must be for the server's name.
  public enum Name {
    CHECKED,
    ANY
  }

  /// As in a URL: `10.0.0.1:8080`, `[fd00::1]`.
  public String authority() {
    var name = host.contains(":") ? "[" + host + "]" : host;
    return port.isEmpty() ? name : name + ":" + port;
  }

  Backend at(int number) {
    return new Backend(security, host, Integer.toString(number));
  }

  /// @throws IOException when there can be no such port
  int portNumber() throws IOException {
    if (port.isEmpty()) {
      return switch (security) {
        case Security.None() -> 80;
        case Security.Tls _ -> 443;
      };
    }
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      throw DialFailure.unknownPort(port);
    }
    return Integer.parseInt(port);
  }
}
