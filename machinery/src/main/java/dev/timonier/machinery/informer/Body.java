package dev.timonier.machinery.informer;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The body of a reply as a blocking stream. The next part is asked for when the last one was read,
/// so that a slow reader slows the sender.
final class Body extends InputStream {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final Queue<ByteBuffer> parts = new ArrayDeque<>();
  private boolean ended;
  private @Nullable Throwable failure;
  private @Nullable AsyncBody source;

  /// Takes in what the client hands over, on its thread.
  void accept(List<ByteBuffer> buffers, AsyncBody from) {
    lock.lock();
    try {
      buffers.stream().filter(ByteBuffer::hasRemaining).forEach(parts::add);
      if (parts.isEmpty()) {
        from.consume();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Begins to read.
  void open(AsyncBody from) {
    lock.lock();
    try {
      source = from;
    } finally {
      lock.unlock();
    }
    var _ = from.done().whenComplete((_, fault) -> end(fault));
    from.consume();
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (parts.isEmpty() && !ended) {
        changed.await();
      }
      return take(target, offset, length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      lock.unlock();
    }
  }

  private int take(byte[] target, int offset, int length) throws IOException {
    var part = parts.peek();
    if (part == null) {
      if (failure != null) {
        throw new IOException(failure);
      }
      return -1;
    }
    var count = Math.min(length, part.remaining());
    part.get(target, offset, count);
    if (!part.hasRemaining()) {
      parts.remove();
      askForMore();
    }
    return count;
  }

  private void askForMore() {
    if (parts.isEmpty() && source != null) {
      source.consume();
    }
  }

  private void end(@Nullable Throwable fault) {
    lock.lock();
    try {
      ended = true;
      failure = fault;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Stops the sender unless all has come; a reader sees the end. A connection whose reply has
  /// ended may carry another request already, which a late stop would take along.
  @Override
  public void close() {
    lock.lock();
    try {
      if (source != null && !ended) {
        source.cancel();
      }
    } finally {
      lock.unlock();
    }
    end(null);
  }
}
