package dev.timonier.server.filter;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.request.RequestInfo;

/// Refuses what the user may not do.
final class Authorization implements Handler {
  private final Authorizer authorizer;
  private final AccessNotes notes;
  private final Time time;
  private final Handler next;

  Authorization(Authorizer authorizer, AccessNotes notes, Time time, Handler next) {
    this.authorizer = authorizer;
    this.notes = notes;
    this.time = time;
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    var begin = time.nanoTime();
    var decision = authorizer.authorize(call.user(), call.info());
    notes.authorized(decision, time.nanoTime() - begin);
    if (!decision.isAllowed()) {
      throw forbidden(call.user(), call.info(), decision.reason());
    }
    return next.answer(call);
  }

  static ApiException forbidden(User user, RequestInfo info, String reason) {
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
