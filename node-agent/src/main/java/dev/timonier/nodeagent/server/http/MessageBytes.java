package dev.timonier.nodeagent.server.http;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.machinery.stream.PieceInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/// The bytes of another protocol within the messages of a WebSocket, whose bounds mean nothing.
public final class MessageBytes implements ByteConnection {
  private final MessageSocket socket;

  public MessageBytes(MessageSocket socket) {
    this.socket = socket;
  }

  @Override
  public InputStream input() {
    return new PieceInput(socket::receive);
  }

  @Override
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        socket.sendBinary(new byte[] {(byte) octet});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        socket.sendBinary(Arrays.copyOfRange(bytes, offset, offset + length));
      }
    };
  }

  @Override
  public void close() {
    socket.close();
  }
}
