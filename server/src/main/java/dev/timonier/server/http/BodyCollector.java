package dev.timonier.server.http;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.stream.Inbox;
import dev.timonier.machinery.stream.PieceInput;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gathers a request's body on its event loop, up to the limit of `--max-request-body-bytes`: 3
/// MiB. Who wants more takes it as a stream, piece by piece. A client that waits to be told to go
/// on is told so when somebody wants the body.
final class BodyCollector implements IncomingBody {
  private static final Logger LOG = LoggerFactory.getLogger(BodyCollector.class);
  private static final int MOST_BYTES = 3 * 1024 * 1024;

  /// As Go says it.
  private static final String CUT_OFF = "unexpected EOF";

  private final HttpServerRequest request;
  private final Context context;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();

  // Touched by the event loop only.
  private Buffer received = Buffer.buffer();
  private State state = State.COMING;
  private @Nullable Inbox<byte[]> reader;
  private boolean heldBack;

  private volatile boolean broken;

  /// Whether the client waited when the request came.
  private final boolean awaited;

  private enum State {
    COMING,
    FULL,
    ENDED
  }

  private BodyCollector(HttpServerRequest request, Context context) {
    this.request = request;
    this.context = context;
    this.heldBack = InvalidRequests.holdsBodyBack(request);
    this.awaited = heldBack;
  }

  /// To be called on the event loop.
  static BodyCollector of(HttpServerRequest request, Context context) {
    var collector = new BodyCollector(request, context);
    request.handler(collector::take);
    request.exceptionHandler(collector::fail);
    request.endHandler(_ -> collector.end());
    return collector;
  }

  private void take(Buffer piece) {
    if (reader != null) {
      reader.add(piece.getBytes());
    } else if (state == State.FULL) {
      received = Buffer.buffer(); // nobody wanted it
    } else {
      received.appendBuffer(piece);
      if (received.length() > MOST_BYTES) {
        state = State.FULL;
        request.pause();
        body.completeExceptionally(ApiErrors.tooLarge("limit is " + MOST_BYTES));
      }
    }
  }

  private void end() {
    state = State.ENDED;
    BrokenBodies.fault(request.connection())
        .ifPresent(
            fault -> {
              broken = true;
              body.completeExceptionally(ApiErrors.unknown(fault));
            });
    if (reader != null) {
      reader.end();
    } else {
      body.complete(received.getBytes());
    }
  }

  /// The client has gone, or the stream was reset.
  private void fail(Throwable cause) {
    LOG.debug("a client has gone before its request was read", cause);
    broken = true;
    body.completeExceptionally(ApiErrors.unknown(CUT_OFF));
    end();
  }

  @Override
  public byte[] get() {
    goOn();
    try {
      return body.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ApiException cause ? cause : e;
    }
  }

  @Override
  public InputStream stream() {
    goOn();
    var pieces =
        new Inbox<byte[]>(
            more ->
                context.runOnContext(
                    _ -> {
                      if (state != State.ENDED) {
                        request.fetch(more);
                      }
                    }));
    context.runOnContext(_ -> read(pieces));
    return new PieceInput(() -> next(pieces));
  }

  private void goOn() {
    if (awaited) {
      context.runOnContext(
          _ -> {
            if (heldBack && !request.response().headWritten()) {
              heldBack = false;
              request.response().writeContinue();
            }
          });
    }
  }

  @Override
  public boolean isHeldBack() {
    return heldBack;
  }

  private void read(Inbox<byte[]> pieces) {
    reader = pieces;
    if (received.length() > 0) {
      pieces.add(received.getBytes());
      received = Buffer.buffer();
    }
    if (state == State.ENDED) {
      pieces.end();
    } else {
      request.pause();
      pieces.start();
    }
  }

  private Optional<byte[]> next(Inbox<byte[]> pieces) throws IOException {
    var piece = pieces.take();
    if (piece.isEmpty() && broken) {
      throw new IOException(CUT_OFF);
    }
    return piece;
  }

  @Override
  public void letGo() {
    if (reader == null && state != State.ENDED) {
      request.resume();
    }
  }

  @Override
  public void drop() {
    reader = null;
    received = Buffer.buffer();
    if (state != State.ENDED) {
      state = State.FULL;
      request.resume();
    }
  }
}
