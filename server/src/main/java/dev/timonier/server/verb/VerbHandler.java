package dev.timonier.server.verb;

import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;

/// Answers the requests of one verb.
@FunctionalInterface
public interface VerbHandler {
  Reply answer(ApiCall call, Resource resource);
}
