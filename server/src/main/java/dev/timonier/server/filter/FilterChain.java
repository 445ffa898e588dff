package dev.timonier.server.filter;

import dev.timonier.server.authn.Authenticator;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.http.RequestHandler;
import java.util.List;
import java.util.function.Supplier;

/// The way of a request, from the outermost filter to the one that answers it.
public final class FilterChain {
  private FilterChain() {}

  /// @param authenticators asked in this order
  /// @param auditIds gives an id for each request
  /// @param target answers what was let through
  public static RequestHandler of(
      List<Authenticator> authenticators,
      Authorizer authorizer,
      Supplier<String> auditIds,
      Handler target) {
    Handler authorized = new Authorization(authorizer, target);
    Handler impersonated = new Impersonation(authorizer, authorized);
    Handler authenticated = new Authentication(authenticators, impersonated);
    Handler warned = new WarningHeaders(authenticated);
    return new PanicGuard(auditIds, warned);
  }
}
