package dev.timonier.server.proxy;

import java.io.IOException;
import java.net.Socket;

/// Opens connections to backends.
@FunctionalInterface
public interface Dialer {
  /// @throws IOException whose message tells users what went wrong, as Kubernetes would
  Socket dial(Backend backend) throws IOException;
}
