package dev.timonier.machinery.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// A connection whose carrier pushes what it receives and never waits, for threads that read and
/// write as if they were alone. What was received before the end is read before it, however late.
public final class PushedConnection implements ByteConnection {
  private final Carrier carrier;
  private final Inbox<byte[]> inbox;

  /// What moves the bytes; an event loop as a rule.
  public interface Carrier {
    /// Asks for that many pieces more; none comes unasked.
    void demand(long pieces);

    /// Completes once the piece has left, or cannot leave.
    CompletionStage<Void> send(byte[] piece);

    /// Closes once all that was sent has left.
    void close();
  }

  public PushedConnection(Carrier carrier) {
    this.carrier = carrier;
    this.inbox = new Inbox<>(carrier::demand);
  }

  /// Asks for the first pieces.
  public void start() {
    inbox.start();
  }

  /// A piece has arrived.
  public void received(byte[] piece) {
    inbox.add(piece);
  }

  /// No more pieces will arrive.
  public void ended() {
    inbox.end();
  }

  @Override
  public InputStream input() {
    return new PieceInput(inbox::take);
  }

  @Override
  public OutputStream output() {
    return new Output();
  }

  @Override
  public void close() {
    carrier.close();
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        carrier
            .send(Arrays.copyOfRange(bytes, offset, offset + length))
            .toCompletableFuture()
            .join();
      } catch (CompletionException gone) {
        throw new IOException(gone.getCause());
      }
    }
  }
}
