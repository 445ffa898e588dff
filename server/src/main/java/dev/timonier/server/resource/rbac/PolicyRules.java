package dev.timonier.server.resource.rbac;

import dev.timonier.server.validation.Subject;

/// What holds for the rules of roles.
final class PolicyRules {
  private PolicyRules() {}

  /// A rule of a Role, which cannot be about paths.
  static void namespaced(Subject rule) {
    verbs(rule);
    if (!rule.at("nonResourceURLs").isEmpty()) {
      rule.at("nonResourceURLs").invalid("namespaced rules cannot apply to non-resource URLs");
    }
    rest(rule);
  }

  static void clusterWide(Subject rule) {
    verbs(rule);
    rest(rule);
  }

  private static void verbs(Subject rule) {
    rule.at("verbs").mustBePresent("verbs must contain at least one value");
  }

  private static void rest(Subject rule) {
    var paths = rule.at("nonResourceURLs");
    if (paths.isEmpty()) {
      rule.at("apiGroups").mustBePresent("resource rules must supply at least one api group");
      rule.at("resources").mustBePresent("resource rules must supply at least one resource");
    } else if (!rule.at("apiGroups").isEmpty()
        || !rule.at("resources").isEmpty()
        || !rule.at("resourceNames").isEmpty()) {
      paths.invalid("rules cannot apply to both regular resources and non-resource URLs");
    }
  }
}
