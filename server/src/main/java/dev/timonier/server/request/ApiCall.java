package dev.timonier.server.request;

import dev.timonier.server.authn.User;
import dev.timonier.server.registry.Warnings;

/// A request on its way through the server: what arrived, what it is about and who sent it.
///
/// @param auditId by which logs name the request
public record ApiCall(
    HttpRequest request, RequestInfo info, User user, Warnings warnings, String auditId) {
  public ApiCall as(User other) {
    return new ApiCall(request, info, other, warnings, auditId);
  }

  /// The same call with another body.
  public ApiCall with(RequestBody body) {
    return new ApiCall(request.with(body), info, user, warnings, auditId);
  }

  public Query query() {
    return request.query();
  }
}
