package dev.timonier.server.filter;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.authz.Refusal;
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
    try {
      admit(call);
    } catch (ApiException refusal) {
      return ErrorReply.ofRefusal(call.request(), refusal);
    }
    return next.answer(call);
  }

  private void admit(ApiCall call) {
    admit(call.user(), call.info());
    if (onlySeemsToRead(call.info())) {
      admit(call.user(), call.info().withVerb("create"));
    }
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
      throw Refusal.of(user, info, decision.reason());
    }
  }
}
