package dev.timonier.server.openapi;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.util.Arrays;

/// A document as a reply: with a tag of its content, or without the content if the client says by
/// the tag that it has it, and compressed for who can read that.
final class TaggedReply {
  private static final int NOT_MODIFIED = 304;

  private TaggedReply() {}

  static Reply of(HttpRequest request, String contentType, Rendition rendition) {
    var tag = "\"" + rendition.hash() + "\"";
    var headers = new Headers().set("Etag", tag).set("Vary", "Accept");
    if (isHeld(request, tag)) {
      return new Reply.Complete(NOT_MODIFIED, headers, new byte[0]);
    }
    headers.set("Content-Type", contentType);
    if (!request.headers().lower("Accept-Encoding").contains("gzip")) {
      return new Reply.Complete(200, headers, rendition.plain());
    }
    headers.set("Content-Encoding", "gzip");
    return new Reply.Complete(200, headers, rendition.compressed());
  }

  /// A proxy in between may have made the tag a weak one.
  private static boolean isHeld(HttpRequest request, String tag) {
    return request.headers().all("If-None-Match").stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(String::strip)
        .anyMatch(held -> held.equals("*") || held.equals(tag) || held.equals("W/" + tag));
  }
}
