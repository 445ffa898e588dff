package dev.timonier.server.authz;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.authn.User;
import dev.timonier.server.request.RequestInfo;

/// How a user is told what they may not do.
public final class Refusal {
  private Refusal() {}

  /// @param reason what the authorizer says; may be empty
  public static ApiException of(User user, RequestInfo info, String reason) {
    var cause = message(user, info) + (reason.isEmpty() ? "" : ": " + reason);
    if (!info.isResourceRequest()) {
      return ApiErrors.forbiddenPath(cause);
    }
    var resource = new GroupResource(info.groupVersion().group(), info.resource());
    return ApiErrors.forbidden(resource, info.name(), cause);
  }

  private static String message(User user, RequestInfo info) {
    var who = "User " + FieldError.quote(user.name()) + " cannot " + info.verb();
    if (!info.isResourceRequest()) {
      return who + " path " + FieldError.quote(info.path());
    }
    var what =
        who
            + " resource "
            + FieldError.quote(info.resourceAndSubresource())
            + " in API group "
            + FieldError.quote(info.groupVersion().group());
    return info.namespace().isEmpty()
        ? what + " at the cluster scope"
        : what + " in the namespace " + FieldError.quote(info.namespace());
  }
}
