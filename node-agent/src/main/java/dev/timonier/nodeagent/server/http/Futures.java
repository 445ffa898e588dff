package dev.timonier.nodeagent.server.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// Waits for what event loops do.
final class Futures {
  private Futures() {}

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /// Does something on an event loop and waits for its end.
  static <T> T await(Context context, Supplier<Future<T>> action) throws IOException {
    var done = new CompletableFuture<T>();
    context.runOnContext(
        _ -> {
          try {
            action.get().onSuccess(done::complete).onFailure(done::completeExceptionally);
          } catch (IllegalStateException gone) {
            done.completeExceptionally(gone);
          }
        });
    return await(done);
  }

  private static <T> T await(CompletableFuture<T> done) throws IOException {
    try {
      return done.join();
    } catch (CompletionException failure) {
      throw new IOException(failure.getCause());
    }
  }
}
