package dev.timonier.cluster.local;

import dev.timonier.server.request.Reply;
import io.fabric8.kubernetes.client.http.AsyncBody;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/// A reply's body on its way to the client: a piece goes over each time that the client asks for
/// one.
final class LocalBody implements AsyncBody, Reply.FrameSink {
  private static final byte[] END = new byte[0];
  private static final int MOST_WAITING = 64 * 1024;
  private static final int ENOUGH_WAITING = 1024;

  private final AsyncBody.Consumer<List<ByteBuffer>> consumer;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Semaphore asked = new Semaphore(0);
  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();

  LocalBody(AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    this.consumer = consumer;
  }

  /// Brings the whole body over, on this thread.
  void deliver(Reply reply) {
    try {
      switch (reply) {
        case Reply.Complete complete -> piece(complete.body());
        case Reply.Streamed streamed -> streamed.writer().write(new PieceSink());
        case Reply.Pushed pushed -> frames(pushed);
        case Reply.Upgraded _ -> throw new IllegalStateException("no upgrade was asked for");
      }
      done.complete(null);
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
  }

  private void frames(Reply.Pushed pushed) throws Exception {
    try (var _ = pushed.source().start(this)) {
      asked.acquire();
      for (var ready = ready(); !ready.isEmpty() && !done.isDone(); ready = ready()) {
        consumer.consume(ready, this);
        asked.acquire();
      }
    }
  }

  /// Waits for frames, and takes all that are there; none at the end.
  private List<ByteBuffer> ready() throws InterruptedException {
    var ready = new ArrayList<ByteBuffer>();
    var frame = frames.take();
    while (frame != null && frame != END) {
      ready.add(ByteBuffer.wrap(frame));
      frame = frames.poll();
    }
    if (frame == END) {
      frames.add(END);
    }
    return ready;
  }

  private final class PieceSink implements Reply.BodySink {
    @Override
    public void write(byte[] bytes) {
      try {
        piece(bytes);
      } catch (Exception e) {
        throw new IllegalStateException("the client does not take the body", e);
      }
    }

    @Override
    public void expectSilence(Runnable whenGone) {
      var _ = done.whenComplete((_, _) -> whenGone.run());
    }
  }

  private void piece(byte[] bytes) throws Exception {
    if (bytes.length > 0) {
      asked.acquire();
      if (!done.isDone()) {
        consumer.consume(List.of(ByteBuffer.wrap(bytes)), this);
      }
    }
  }

  @Override
  public boolean push(byte[] frame) {
    var fits = frames.size() < MOST_WAITING;
    if (fits) {
      frames.add(frame);
    } else {
      end();
    }
    return fits;
  }

  /// The source starts on the thread that brings the body over: nobody else could make room.
  @Override
  public boolean awaitRoom() {
    try {
      while (frames.size() > ENOUGH_WAITING && !done.isDone()) {
        asked.acquire();
        consumer.consume(ready(), this);
      }
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
    return !done.isDone();
  }

  @Override
  public void end() {
    frames.add(END);
  }

  @Override
  public void consume() {
    asked.release();
  }

  @Override
  public CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public void cancel() {
    if (done.cancel(false)) {
      frames.add(END);
      asked.release(MOST_WAITING);
    }
  }
}
