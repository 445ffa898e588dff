package dev.timonier.server.http;

import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;

/// Answers requests. Called on a virtual thread of the request's own; may block.
@FunctionalInterface
public interface RequestHandler {
  Reply answer(HttpRequest request);
}
