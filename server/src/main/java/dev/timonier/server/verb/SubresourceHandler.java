package dev.timonier.server.verb;

import dev.timonier.machinery.catalog.Verb;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;

/// Answers the requests for one subresource, in all its verbs.
@FunctionalInterface
public interface SubresourceHandler {
  Reply answer(ApiCall call, Resource resource, Verb verb);
}
