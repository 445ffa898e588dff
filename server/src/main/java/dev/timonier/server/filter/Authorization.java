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
import java.util.Set;

/// Refuses what the user may not do.
final class Authorization implements Handler {
  private static final Set<String> STREAMS = Set.of("pods/exec", "pods/attach", "pods/portforward");

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
    admit(call.user(), call.info());
    if (onlySeemsToRead(call.info())) {
      admit(call.user(), call.info().withVerb("create"));
    }
    return next.answer(call);
  }

  /// A WebSocket begins with a GET, and does what SPDY must ask for by a POST.
  private static boolean onlySeemsToRead(RequestInfo info) {
    return !info.subresource().isEmpty()
        && info.verb().equals("get")
        && STREAMS.contains(info.resourceAndSubresource())
        && info.groupVersion().group().isEmpty();
  }

  private void admit(User user, RequestInfo info) {
    var begin = time.nanoTime();
    var decision = authorizer.authorize(user, info);
    notes.authorized(decision, time.nanoTime() - begin);
    if (!decision.isAllowed()) {
      throw forbidden(user, info, decision.reason());
    }
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
