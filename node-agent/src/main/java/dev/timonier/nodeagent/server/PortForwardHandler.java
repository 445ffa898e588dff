package dev.timonier.nodeagent.server;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.server.command.ChannelProtocol;
import dev.timonier.nodeagent.server.command.Channels;
import dev.timonier.nodeagent.server.forward.ChannelForward;
import dev.timonier.nodeagent.server.forward.PodPorts;
import dev.timonier.nodeagent.server.forward.PortNumber;
import dev.timonier.nodeagent.server.forward.SpdyForward;
import dev.timonier.nodeagent.server.http.Exchange;
import dev.timonier.nodeagent.server.http.MessageBytes;
import dev.timonier.nodeagent.server.http.MessageSocket;
import dev.timonier.nodeagent.spdy.SpdyConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `/portForward/…`: connects clients to ports within pods.
final class PortForwardHandler implements Route {
  private static final List<String> CHANNELS =
      List.of(ChannelProtocol.V4.word(), ChannelProtocol.V4_BASE64.word());

  private final NodePods pods;
  private final ContainerRuntime runtime;
  private final OpenStreams open;

  PortForwardHandler(NodePods pods, ContainerRuntime runtime, OpenStreams open) {
    this.pods = pods;
    this.runtime = runtime;
    this.open = open;
  }

  @Override
  public void answer(Exchange exchange, List<String> path) throws IOException, KubeletFault {
    var pod = pods.pod(path);
    var sandbox =
        pods.readySandbox(pod)
            .orElseThrow(
                () ->
                    KubeletFault.internal(
                        "unable to do port forwarding: no running sandbox of pod "
                            + pod.getMetadata().getName()));
    PodPorts ports = port -> runtime.connect(sandbox, port);
    if (exchange.isWebSocketUpgrade()) {
      overWebSocket(exchange, ports);
    } else {
      overSpdy(SpdyUpgrade.accept(exchange, List.of(SpdyForward.PROTOCOL)).bytes(), ports);
    }
  }

  private void overSpdy(ByteConnection bytes, PodPorts ports) throws IOException {
    try (var connection = new SpdyConnection(bytes);
        var _ = open.track(connection::close)) {
      new SpdyForward(ports).run(connection);
    }
  }

  private void overWebSocket(Exchange exchange, PodPorts ports) throws IOException, KubeletFault {
    if (exchange.words("Sec-WebSocket-Protocol").contains(SpdyForward.TUNNEL_PROTOCOL)) {
      overSpdy(new MessageBytes(webSocket(exchange)), ports);
    } else {
      overChannels(exchange, ports);
    }
  }

  private static MessageSocket webSocket(Exchange exchange) throws IOException, KubeletFault {
    return WebSocketUpgrade.accept(exchange, SpdyForward.TUNNEL_PROTOCOL, CHANNELS);
  }

  private void overChannels(Exchange exchange, PodPorts ports) throws IOException, KubeletFault {
    var numbers = numbers(exchange);
    try (var socket = webSocket(exchange);
        var _ = open.track(socket::leave)) {
      new ChannelForward(new Channels(socket), ports).run(numbers);
    }
  }

  private static List<Integer> numbers(Exchange exchange) throws KubeletFault {
    var numbers = new ArrayList<Integer>();
    for (var text : String.join(",", exchange.parameters("port")).split(",", -1)) {
      if (text.isEmpty()) {
        throw KubeletFault.badRequest("query parameter \"port\" is required");
      }
      if (!PortNumber.isValid(text)) {
        throw KubeletFault.badRequest("unable to parse \"" + text + "\" as a port");
      }
      numbers.add(Integer.parseInt(text));
    }
    return numbers;
  }
}
