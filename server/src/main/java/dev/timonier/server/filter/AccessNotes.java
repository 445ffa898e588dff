package dev.timonier.server.filter;

import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.request.ApiCall;

/// Is told who comes in, and how long it took to find out. Durations are in nanoseconds.
public interface AccessNotes {
  /// It is known who is calling.
  void authenticated(ApiCall call, User user, long took);

  /// Who is calling showed something that is no good.
  void notAuthenticated(long took);

  /// It is known as whom the request is made.
  void impersonated(long took);

  /// Somebody may act as another.
  ///
  /// @param mode in which way
  void mayImpersonate(String mode, long took);

  /// Somebody may not act as another in any way.
  void mayNotImpersonate(long took);

  /// It is known whether somebody may do one of the things that acting as another takes.
  void impersonationAuthorized(String mode, Decision decision, long took);

  /// It is known whether they may.
  void authorized(Decision decision, long took);
}
