package dev.timonier.server.request;

import dev.timonier.server.authn.User;
import dev.timonier.server.registry.Warnings;

/// A request on its way through the server: what arrived, what it is about and who sent it.
public record ApiCall(HttpRequest request, RequestInfo info, User user, Warnings warnings) {
  public ApiCall as(User other) {
    return new ApiCall(request, info, other, warnings);
  }

  public Query query() {
    return request.query();
  }
}
