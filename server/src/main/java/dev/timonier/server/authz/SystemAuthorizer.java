package dev.timonier.server.authz;

import dev.timonier.server.authn.User;
import dev.timonier.server.request.RequestInfo;
import java.util.Set;

/// Lets in the masters and the system's own identities, everybody to what tells about the server
/// and about themselves, and nobody else.
public final class SystemAuthorizer implements Authorizer {
  private static final Set<String> COMPONENTS =
      Set.of("system:kube-scheduler", "system:kube-controller-manager", "system:kube-proxy");
  private static final Set<String> COMPONENT_GROUPS =
      Set.of(User.MASTERS, "system:nodes", "system:serviceaccounts:kube-system");
  private static final Set<String> ISSUER_DISCOVERY =
      Set.of("/.well-known/openid-configuration", "/openid/v1/jwks");
  private static final Set<String> SELF_REVIEWS =
      Set.of(
          "selfsubjectreviews.authentication.k8s.io",
          "selfsubjectaccessreviews.authorization.k8s.io",
          "selfsubjectrulesreviews.authorization.k8s.io");
  private static final Set<String> PUBLIC = Set.of("/healthz", "/livez", "/readyz", "/version");

  @Override
  public Decision authorize(User user, RequestInfo info) {
    if (isComponent(user) || tellsAboutTheServer(user, info) || tellsAboutTheUser(user, info)) {
      return Decision.ALLOWED;
    }
    return Decision.NO_OPINION;
  }

  private static boolean isComponent(User user) {
    return COMPONENTS.contains(user.name())
        || user.groups().stream().anyMatch(COMPONENT_GROUPS::contains);
  }

  private static boolean tellsAboutTheUser(User user, RequestInfo info) {
    return !user.isAnonymous()
        && info.verb().equals("create")
        && SELF_REVIEWS.contains(info.resource() + "." + info.groupVersion().group());
  }

  private static boolean tellsAboutTheServer(User user, RequestInfo info) {
    if (info.isResourceRequest() || !info.verb().equals("get")) {
      return false;
    }
    var path = info.path();
    return PUBLIC.contains(path)
        || (!user.isAnonymous() && isDiscovery(path))
        || (user.isIn("system:serviceaccounts") && ISSUER_DISCOVERY.contains(path));
  }

  private static boolean isDiscovery(String path) {
    return path.equals("/api")
        || path.startsWith("/api/")
        || path.equals("/apis")
        || path.startsWith("/apis/")
        || path.equals("/openapi")
        || path.startsWith("/openapi/");
  }
}
