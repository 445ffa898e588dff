package dev.timonier.machinery.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// Hands pieces of bytes from a thread that receives them to one that reads them; the first waits
/// when the second is too far behind. So no more than the pipe's capacity waits there, and a piece.
public final class PiecePipe {
  private final int capacity;
  private final Semaphore room;
  private final Inbox<byte[]> inbox = new Inbox<>(_ -> {});
  private final AtomicBoolean ended = new AtomicBoolean();

  /// @param capacity in bytes
  public PiecePipe(int capacity) {
    this.capacity = capacity;
    this.room = new Semaphore(capacity);
  }

  /// Hands a piece over; nothing when the pipe has ended, or ends meanwhile.
  public void put(byte[] piece) throws IOException {
    if (ended.get()) {
      return;
    }
    try {
      room.acquire(share(piece));
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupt);
    }
    if (!ended.get()) {
      inbox.add(piece);
    }
  }

  private int share(byte[] piece) {
    return Math.min(piece.length, capacity);
  }

  /// There will be no more pieces; who waits to hand one over waits no longer.
  public void end() {
    if (!ended.getAndSet(true)) {
      inbox.end();
      room.release(capacity);
    }
  }

  public boolean isEnded() {
    return ended.get();
  }

  /// For the thread that reads; ends when the pipe does, after all that was put. Closing it ends
  /// the pipe.
  public InputStream input() {
    return new PieceInput(this::next, this::end);
  }

  private Optional<byte[]> next() throws IOException {
    var piece = inbox.take();
    piece.ifPresent(taken -> room.release(share(taken)));
    return piece;
  }
}
