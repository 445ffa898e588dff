package dev.timonier.server.filter;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.nio.charset.StandardCharsets;

/// An error as a line of text: how the outer filters answer, which know nothing of formats.
public final class PlainError {
  private PlainError() {}

  /// That nothing is served at a path.
  public static Reply notFound() {
    return of(404, "404 page not found");
  }

  public static Reply of(int status, String text) {
    var headers =
        Headers.contentType("text/plain; charset=utf-8").set("X-Content-Type-Options", "nosniff");
    return new Reply.Complete(status, headers, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
