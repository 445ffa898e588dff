package dev.timonier.machinery.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/// Hands pieces of bytes from a thread that receives them to one that reads them; the first waits
/// when the second is too far behind.
public final class PiecePipe {
  private final Semaphore room;
  private final Inbox<byte[]> inbox;
  private volatile boolean ended;

  /// @param mostWaiting pieces
  public PiecePipe(int mostWaiting) {
    this.room = new Semaphore(mostWaiting);
    this.inbox = new Inbox<>(items -> room.release((int) items));
  }

  /// Hands a piece over; nothing when the pipe has ended.
  public void put(byte[] piece) throws IOException {
    try {
      room.acquire();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupt);
    }
    if (!ended) {
      inbox.add(piece);
    }
  }

  /// There will be no more pieces.
  public void end() {
    ended = true;
    inbox.end();
  }

  public boolean isEnded() {
    return ended;
  }

  /// For the thread that reads; ends when the pipe does, after all that was put.
  public InputStream input() {
    return new PieceInput(inbox::take);
  }
}
