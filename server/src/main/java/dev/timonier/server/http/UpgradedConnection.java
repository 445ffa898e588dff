package dev.timonier.server.http;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A client's connection that has left HTTP.
final class UpgradedConnection implements ByteConnection {
  private final NetSocket socket;
  private final Context context;
  private final Inbox<byte[]> inbox;

  /// To be called on the event loop, before anything can arrive.
  UpgradedConnection(NetSocket socket, Context context) {
    this.socket = socket;
    this.context = context;
    this.inbox = new Inbox<>(socket::fetch);
    socket.pause();
    socket.handler((Buffer piece) -> inbox.add(piece.getBytes()));
    socket.endHandler(_ -> inbox.end());
    socket.closeHandler(_ -> drain());
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
    return new Output();
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      var piece = ReplyWriter.buffer(Arrays.copyOfRange(bytes, offset, offset + length));
      var written = new CompletableFuture<Void>();
      context.runOnContext(
          _ ->
              socket
                  .write(piece)
                  .onSuccess(written::complete)
                  .onFailure(written::completeExceptionally));
      try {
        written.join();
      } catch (CompletionException gone) {
        throw new IOException(gone.getCause());
      }
    }
  }

  @Override
  public void close() {
    context.runOnContext(_ -> socket.close());
  }
}
