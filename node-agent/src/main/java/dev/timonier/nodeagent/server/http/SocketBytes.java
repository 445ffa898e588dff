package dev.timonier.nodeagent.server.http;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.machinery.stream.Inbox;
import dev.timonier.machinery.stream.PieceInput;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bytes of a socket.
final class SocketBytes implements ByteConnection {
  private static final Logger LOG = LoggerFactory.getLogger(SocketBytes.class);

  private final NetSocket socket;
  private final Context context;
  private final Inbox<byte[]> inbox;

  /// @param socket paused
  SocketBytes(NetSocket socket, Context context) {
    this.socket = socket;
    this.context = context;
    this.inbox = new Inbox<>(socket::fetch);
    socket.handler((Buffer piece) -> inbox.add(piece.getBytes()));
    socket.endHandler(_ -> inbox.end());
    socket.closeHandler(_ -> drain());
    socket.exceptionHandler(failure -> LOG.debug("a connection failed", failure));
    inbox.start();
  }

  /// The news that the socket is closed overtakes what was received and not asked for yet.
  private void drain() {
    socket.fetch(Long.MAX_VALUE);
    context.runOnContext(_ -> inbox.end());
  }

  @Override
  public InputStream input() {
    return new PieceInput(inbox::take);
  }

  @Override
  public OutputStream output() {
    return new PieceOutput();
  }

  private final class PieceOutput extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      var piece = ResponseBody.buffer(Arrays.copyOfRange(bytes, offset, offset + length));
      Futures.await(context, () -> socket.write(piece));
    }
  }

  @Override
  public void close() {
    context.runOnContext(_ -> socket.close());
  }
}
