package dev.timonier.server.filter;

import dev.timonier.machinery.time.Time;
import dev.timonier.server.authn.Authenticator;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.http.RequestHandler;
import java.util.List;
import java.util.function.Supplier;

/// The way of a request, from the outermost filter to the one that answers it.
public final class FilterChain {
  private FilterChain() {}

  /// What guards the server against too much, and what it keeps count of.
  public record Guards(
      RequestLimits limits,
      InFlight inFlight,
      Shutdown shutdown,
      Terminations terminations,
      AccessNotes accesses) {}

  /// @param authenticators asked in this order
  /// @param auditIds gives an id for each request
  /// @param target answers what was let through
  public static RequestHandler of(
      List<Authenticator> authenticators,
      Authorizer authorizer,
      Guards guards,
      Supplier<String> auditIds,
      Time time,
      Handler target) {
    var limits = guards.limits();
    var terminations = guards.terminations();
    var accesses = guards.accesses();
    Handler authorized = new Authorization(authorizer, accesses, time, target);
    Handler limited = new InFlightLimit(guards.inFlight(), limits, terminations, authorized);
    Handler impersonated = new Impersonation(authorizer, accesses, time, limited);
    Handler authenticated = new Authentication(authenticators, accesses, time, impersonated);
    Handler warned = new WarningHeaders(authenticated);
    Handler timely = new RequestDeadline(limits.timeout(), time, terminations, warned);
    Handler compressed = new Compression(timely);
    Handler gated = new ShutdownGate(guards.shutdown(), compressed);
    return new PanicGuard(auditIds, gated);
  }
}
