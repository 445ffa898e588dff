package dev.timonier.server.authz;

import dev.timonier.server.authn.ServiceAccountName;
import dev.timonier.server.authn.User;
import dev.timonier.server.request.RequestInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Lets in the masters and the system's own identities, everybody to what tells about the server
/// and about themselves, and nobody else.
public final class SystemAuthorizer implements Authorizer, RuleSource {
  private static final Set<String> COMPONENTS =
      Set.of("system:kube-scheduler", "system:kube-controller-manager", "system:kube-proxy");
  private static final Set<String> COMPONENT_GROUPS =
      Set.of(User.MASTERS, "system:serviceaccounts:kube-system");
  private static final String NODE = "system:node:";
  private static final String NODES = "system:nodes";

  private static final List<String> ALL = List.of("*");
  private static final AccessRules.OfResources ALL_RESOURCES =
      new AccessRules.OfResources(ALL, ALL, ALL);
  private static final AccessRules.OfPaths ALL_PATHS = new AccessRules.OfPaths(ALL, ALL);

  /// What everybody may learn about themselves: `system:basic-user`.
  private static final List<AccessRules.OfResources> BASIC_USER =
      List.of(
          new AccessRules.OfResources(
              List.of("create"),
              List.of("authorization.k8s.io"),
              List.of("selfsubjectaccessreviews", "selfsubjectrulesreviews")),
          new AccessRules.OfResources(
              List.of("create"), List.of("authentication.k8s.io"), List.of("selfsubjectreviews")));

  /// `system:public-info-viewer`.
  private static final AccessRules.OfPaths PUBLIC_INFO =
      paths("/healthz", "/livez", "/readyz", "/version", "/version/");

  /// `system:discovery`.
  private static final AccessRules.OfPaths DISCOVERY =
      paths("/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*");

  /// `system:service-account-issuer-discovery`.
  private static final AccessRules.OfPaths ISSUER_DISCOVERY =
      paths(
          "/.well-known/openid-configuration",
          "/.well-known/openid-configuration/",
          "/openid/v1/jwks",
          "/openid/v1/jwks/");

  private static AccessRules.OfPaths paths(String... paths) {
    return new AccessRules.OfPaths(List.of("get"), List.of(paths));
  }

  @Override
  public Decision authorize(User user, RequestInfo info) {
    var rules = rules(user, info.namespace());
    var allowed =
        info.isResourceRequest()
            ? rules.resources().stream().anyMatch(rule -> allows(rule, info))
            : rules.paths().stream().anyMatch(rule -> allows(rule, info));
    return allowed ? Decision.ALLOWED : Decision.NO_OPINION;
  }

  @Override
  public AccessRules rules(User user, String namespace) {
    if (isSystem(user)) {
      return new AccessRules(List.of(ALL_RESOURCES), List.of(ALL_PATHS));
    }
    var paths = new ArrayList<>(List.of(PUBLIC_INFO));
    if (user.isIn(User.AUTHENTICATED)) {
      paths.add(DISCOVERY);
    }
    if (user.isIn(ServiceAccountName.ALL)) {
      paths.add(ISSUER_DISCOVERY);
    }
    return new AccessRules(user.isIn(User.AUTHENTICATED) ? BASIC_USER : List.of(), paths);
  }

  private static boolean isSystem(User user) {
    return COMPONENTS.contains(user.name())
        || isNode(user)
        || user.groups().stream().anyMatch(COMPONENT_GROUPS::contains);
  }

  /// A node has both: a name that says which one it is, and the group.
  private static boolean isNode(User user) {
    return user.name().startsWith(NODE) && user.isIn(NODES);
  }

  private static boolean allows(AccessRules.OfResources rule, RequestInfo info) {
    return has(rule.verbs(), info.verb())
        && has(rule.groups(), info.groupVersion().group())
        && has(rule.resources(), info.resourceAndSubresource());
  }

  private static boolean allows(AccessRules.OfPaths rule, RequestInfo info) {
    return has(rule.verbs(), info.verb())
        && rule.paths().stream().anyMatch(path -> covers(path, info.path()));
  }

  private static boolean has(List<String> texts, String text) {
    return texts.contains("*") || texts.contains(text);
  }

  private static boolean covers(String pattern, String path) {
    return pattern.endsWith("*")
        ? path.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(path);
  }
}
