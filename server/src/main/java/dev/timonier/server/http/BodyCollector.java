package dev.timonier.server.http;

import dev.timonier.machinery.status.ApiErrors;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Gathers a request's body on its event loop, up to the limit of `--max-request-body-bytes`: 3
/// MiB.
final class BodyCollector {
  private static final int MOST_BYTES = 3 * 1024 * 1024;

  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Buffer received = Buffer.buffer(); // touched by the event loop only

  private BodyCollector() {}

  static BodyCollector of(HttpServerRequest request) {
    var collector = new BodyCollector();
    request.handler(collector::take);
    request.exceptionHandler(collector.body::completeExceptionally);
    request.endHandler(_ -> collector.body.complete(collector.received.getBytes()));
    return collector;
  }

  private void take(Buffer piece) {
    if (body.isDone()) {
      return;
    }
    received.appendBuffer(piece);
    if (received.length() > MOST_BYTES) {
      received = Buffer.buffer();
      body.completeExceptionally(ApiErrors.tooLarge("limit is " + MOST_BYTES));
    }
  }

  /// Waits for the whole body.
  byte[] await() {
    try {
      return body.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw ApiErrors.badRequest("the body could not be read");
    }
  }
}
