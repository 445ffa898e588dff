package dev.timonier.server.verb;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;

/// What can be had by GET alone, not even by HEAD.
public record ReadOnly(Handler handler) implements Handler {
  @Override
  public Reply answer(ApiCall call) {
    if (!call.request().method().equals("GET")) {
      throw ApiErrors.methodNotAllowed();
    }
    return handler.answer(call);
  }
}
