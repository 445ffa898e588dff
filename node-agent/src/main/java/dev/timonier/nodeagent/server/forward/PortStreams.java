package dev.timonier.nodeagent.server.forward;

import dev.timonier.nodeagent.runtime.PortConnection;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a client to a port: what it sends, what it gets, and where it is told what
/// went wrong.
record PortStreams(int port, InputStream input, OutputStream output, OutputStream errors) {
  private static final Logger LOG = LoggerFactory.getLogger(PortStreams.class);
  private static final int PIECE = 32 << 10;

  /// Passes bytes both ways until the pod ends the connection.
  void forward(PodPorts ports) throws IOException {
    try (input;
        output;
        errors) {
      try (var connection = ports.connect(port)) {
        Thread.ofVirtual().name("port-forward-" + port).start(() -> send(connection));
        receive(connection.input());
      } catch (RuntimeFailure | IOException failure) {
        errors.write(complaint(failure).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /// A client that takes no more needs to be told nothing.
  private void receive(InputStream from) throws IOException {
    var piece = new byte[PIECE];
    for (var count = from.read(piece); count >= 0; count = from.read(piece)) {
      try {
        output.write(piece, 0, count);
        output.flush();
      } catch (IOException gone) {
        LOG.debug("the client takes no more of port {}: {}", port, gone.getMessage());
        return;
      }
    }
  }

  private String complaint(Exception failure) {
    return "error forwarding port " + port + " to pod: " + failure.getMessage();
  }

  private void send(PortConnection connection) {
    try {
      copy(input, connection.output());
      connection.shutdownOutput();
    } catch (IOException gone) {
      LOG.debug("port {} takes no more: {}", port, gone.getMessage());
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var piece = new byte[PIECE];
    for (var count = from.read(piece); count >= 0; count = from.read(piece)) {
      to.write(piece, 0, count);
      to.flush();
    }
  }
}
