package dev.timonier.server.filter;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.authn.Authenticator;
import dev.timonier.server.authn.User;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.util.List;

/// Finds out who is calling. Who shows nothing is anonymous; who shows what is no good is told so.
final class Authentication implements Handler {
  private final List<Authenticator> authenticators;
  private final AccessNotes notes;
  private final Time time;
  private final Handler next;

  Authentication(List<Authenticator> authenticators, AccessNotes notes, Time time, Handler next) {
    this.authenticators = authenticators;
    this.notes = notes;
    this.time = time;
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    return next.answer(call.as(user(call)));
  }

  private User user(ApiCall call) {
    var begin = time.nanoTime();
    try {
      var user = find(call);
      notes.authenticated(call, user, time.nanoTime() - begin);
      return user;
    } catch (ApiException refusal) {
      notes.notAuthenticated(time.nanoTime() - begin);
      throw refusal;
    }
  }

  private User find(ApiCall call) {
    for (var authenticator : authenticators) {
      var user = authenticator.authenticate(call.request());
      if (user.isPresent()) {
        return user.get();
      }
    }
    return User.ANONYMOUS;
  }
}
