package dev.timonier.nodeagent.server.forward;

import dev.timonier.machinery.stream.PiecePipe;
import dev.timonier.nodeagent.server.command.Channels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forwards ports for a client that speaks the channel protocol: each port, named in the request,
/// has a channel for data and one for errors. The first message of each is the port's number, in
/// two bytes, the lower one first.
public final class ChannelForward {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelForward.class);
  private static final int MOST_WAITING = 4 << 20;

  private final Channels channels;
  private final PodPorts ports;
  private final List<PiecePipe> inputs = new ArrayList<>();

  public ChannelForward(Channels channels, PodPorts ports) {
    this.channels = channels;
    this.ports = ports;
  }

  /// Serves a client until it goes.
  public void run(List<Integer> numbers) throws IOException {
    for (var number : numbers) {
      announce(number);
    }
    for (var i = 0; i < numbers.size(); i++) {
      start(numbers.get(i), i);
    }
    try {
      receive();
    } finally {
      inputs.forEach(PiecePipe::end);
    }
  }

  private void announce(int port) throws IOException {
    var bytes = new byte[] {(byte) port, (byte) (port >>> 8)};
    channels.send(2 * inputs.size(), bytes);
    channels.send(2 * inputs.size() + 1, bytes);
    inputs.add(new PiecePipe(MOST_WAITING));
  }

  private void start(int port, int index) {
    var streams =
        new PortStreams(
            port,
            inputs.get(index).input(),
            channels.output(2 * index),
            channels.output(2 * index + 1));
    Thread.ofVirtual().name("port-forward").start(() -> forward(streams));
  }

  private void forward(PortStreams streams) {
    try {
      streams.forward(ports);
    } catch (IOException gone) {
      LOG.debug("a client has gone: {}", gone.getMessage());
    } finally {
      channels.close();
    }
  }

  private void receive() throws IOException {
    var message = channels.receive();
    while (message.isPresent()) {
      var channel = message.get().channel();
      if (channel % 2 == 0 && channel / 2 < inputs.size()) {
        inputs.get(channel / 2).put(message.get().content());
      }
      message = channels.receive();
    }
  }
}
