package dev.timonier.nodeagent.server.command;

import dev.timonier.nodeagent.server.http.MessageSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Several channels over one WebSocket.
public final class Channels implements AutoCloseable {
  /// In version 5: a message whose content is the number of a channel that ends.
  static final int CLOSE = 255;

  private final MessageSocket socket;
  private final ChannelProtocol protocol;

  public Channels(MessageSocket socket) {
    this.socket = socket;
    this.protocol = ChannelProtocol.of(socket.protocol());
  }

  ChannelProtocol protocol() {
    return protocol;
  }

  /// Waits for a message; empty when the client has gone.
  public Optional<ChannelProtocol.Message> receive() throws IOException {
    var message = socket.receive();
    while (message.isPresent() && message.get().length == 0) {
      message = socket.receive();
    }
    try {
      return message.map(protocol::decode);
    } catch (IllegalArgumentException noBase64) {
      throw new IOException("malformed message", noBase64);
    }
  }

  public void send(int channel, byte[] bytes) throws IOException {
    send(channel, bytes, 0, bytes.length);
  }

  private void send(int channel, byte[] bytes, int offset, int length) throws IOException {
    var message = protocol.encode(channel, bytes, offset, length);
    if (protocol.isText()) {
      socket.sendText(new String(message, StandardCharsets.US_ASCII));
    } else {
      socket.sendBinary(message);
    }
  }

  /// Writes messages of one channel.
  public OutputStream output(int channel) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        send(channel, new byte[] {(byte) octet});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        send(channel, bytes, offset, length);
      }
    };
  }

  @Override
  public void close() {
    socket.close();
  }
}
