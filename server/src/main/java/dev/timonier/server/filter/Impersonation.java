package dev.timonier.server.filter;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.util.ArrayList;

/// Lets a user act as another, if it may
/// (<https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/>).
final class Impersonation implements Handler {
  private final Authorizer authorizer;
  private final AccessNotes notes;
  private final Time time;
  private final Handler next;

  Impersonation(Authorizer authorizer, AccessNotes notes, Time time, Handler next) {
    this.authorizer = authorizer;
    this.notes = notes;
    this.time = time;
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    var begin = time.nanoTime();
    var made =
        WantedUser.in(call.request().headers())
            .map(wanted -> call.as(played(call, wanted)))
            .orElse(call);
    notes.impersonated(time.nanoTime() - begin);
    return next.answer(made);
  }

  /// Tries the modes from the strictest on; the first refusal is the one that counts.
  private User played(ApiCall call, User wanted) {
    var refusals = new ArrayList<ApiException>();
    for (var mode : ImpersonationMode.values()) {
      if (mode.leads(call.user(), wanted)) {
        try {
          return new ImpersonationCheck(authorizer, call, mode).check(wanted);
        } catch (ApiException refusal) {
          refusals.add(refusal);
        }
      }
    }
    throw refusals.getFirst();
  }
}
