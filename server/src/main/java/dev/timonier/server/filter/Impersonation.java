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
  private final RecentModes recent = new RecentModes();
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
    ApiCall made;
    try {
      made = made(call);
    } catch (ApiException refusal) {
      return ErrorReply.ofRefusal(call.request(), refusal);
    }
    notes.impersonated(time.nanoTime() - begin);
    return next.answer(made);
  }

  private ApiCall made(ApiCall call) {
    return WantedUser.in(call.request().headers())
        .map(wanted -> call.as(played(call, wanted)))
        .orElse(call);
  }

  /// Tries the modes one after the other; the first refusal is the one that counts.
  private User played(ApiCall call, User wanted) {
    var begin = time.nanoTime();
    var refusals = new ArrayList<ApiException>();
    for (var mode : recent.of(call.user().name()).toList()) {
      if (mode.leads(call.user(), wanted)) {
        try {
          var user = new ImpersonationCheck(asked(mode), call, mode).check(wanted);
          recent.remember(call.user().name(), mode);
          notes.mayImpersonate(mode.label(), time.nanoTime() - begin);
          return user;
        } catch (ApiException refusal) {
          refusals.add(refusal);
        }
      }
    }
    notes.mayNotImpersonate(time.nanoTime() - begin);
    throw refusals.getFirst();
  }

  private ImpersonationCheck.Rights asked(ImpersonationMode mode) {
    return (user, info) -> {
      var begin = time.nanoTime();
      var decision = authorizer.authorize(user, info);
      notes.impersonationAuthorized(mode.label(), decision, time.nanoTime() - begin);
      return decision;
    };
  }
}
