package dev.timonier.server.filter;

import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;

/// Answers a call, or passes it on.
@FunctionalInterface
public interface Handler {
  Reply answer(ApiCall call);
}
