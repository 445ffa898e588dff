package dev.timonier.server.filter;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.representation.Form;
import dev.timonier.server.representation.MediaType;
import dev.timonier.server.representation.Negotiation;
import dev.timonier.server.representation.Shape;
import dev.timonier.server.representation.StatusTree;
import dev.timonier.server.representation.TreeBytes;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;

/// An API error as a reply: a Status, in the format that the client accepts.
final class ErrorReply {
  private ErrorReply() {}

  static Reply of(HttpRequest request, ApiException error) {
    var form = form(request);
    var headers = Headers.contentType(form.type().text());
    var details = error.status().getDetails();
    var seconds = details == null ? null : details.getRetryAfterSeconds();
    if (seconds != null && seconds > 0) {
      headers.set("Retry-After", seconds.toString());
    }
    var body = TreeBytes.of(StatusTree.of(error.status()), form);
    return new Reply.Complete(error.code(), headers, body);
  }

  /// Of those who keep users out. Their words have parts of what was asked.
  static Reply ofRefusal(HttpRequest request, ApiException error) {
    var reply = of(request, error);
    reply.headers().set("X-Content-Type-Options", "nosniff");
    return reply;
  }

  /// Where a table or metadata are wanted alone, or nothing that there is, there is no form for
  /// failures: they are told in JSON, indented whoever asks.
  private static Form form(HttpRequest request) {
    try {
      return Negotiation.acceptLeniently(request);
    } catch (ApiException e) {
      return new Form(MediaType.JSON, new Shape.Whole(), Form.Layout.INDENTED);
    }
  }
}
