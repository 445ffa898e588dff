package dev.timonier.nodeagent.server.forward;

import dev.timonier.nodeagent.spdy.SpdyConnection;
import dev.timonier.nodeagent.spdy.SpdyStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forwards ports for a client that speaks SPDY: for each connection it opens two streams, one for
/// errors and one for data, which have the same `requestID`.
public final class SpdyForward {
  private static final Logger LOG = LoggerFactory.getLogger(SpdyForward.class);

  /// The protocol within SPDY.
  public static final String PROTOCOL = "portforward.k8s.io";

  /// SPDY within a WebSocket.
  public static final String TUNNEL_PROTOCOL = "SPDY/3.1+" + PROTOCOL;

  private final PodPorts ports;
  private final Map<String, SpdyStream> waiting = new HashMap<>(); // touched by the reader only

  public SpdyForward(PodPorts ports) {
    this.ports = ports;
  }

  /// Serves a client until it goes.
  public void run(SpdyConnection connection) throws IOException {
    connection.run(this::opened);
  }

  private void opened(SpdyStream stream) {
    waiting.values().removeIf(SpdyStream::isOver);
    var request = stream.header("requestID").orElse("");
    var type = stream.header("streamType").orElse("");
    var other = waiting.remove(request + (type.equals("data") ? "/error" : "/data"));
    if (other == null) {
      waiting.put(request + "/" + type, stream);
    } else if (type.equals("data")) {
      start(stream, other);
    } else {
      start(other, stream);
    }
  }

  private void start(SpdyStream data, SpdyStream errors) {
    Thread.ofVirtual().name("port-forward").start(() -> forward(data, errors));
  }

  private void forward(SpdyStream data, SpdyStream errors) {
    try {
      var text = data.header("port").orElse("");
      if (!PortNumber.isValid(text)) {
        data.reset();
        errors.reset();
        return;
      }
      new PortStreams(Integer.parseInt(text), data.input(), data.output(), errors.output())
          .forward(ports);
    } catch (IOException gone) {
      LOG.debug("a client has gone: {}", gone.getMessage());
    }
  }
}
