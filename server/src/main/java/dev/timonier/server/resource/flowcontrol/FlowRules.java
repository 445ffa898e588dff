package dev.timonier.server.resource.flowcontrol;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;

/// What holds for the rules of FlowSchemas, which say whose requests, and which, a schema is about.
final class FlowRules {
  private static final String EVERYTHING = "*";
  private static final List<String> KINDS = List.of("Group", "ServiceAccount", "User");
  private static final List<String> VERBS =
      List.of(
          "create",
          "delete",
          "deletecollection",
          "get",
          "list",
          "patch",
          "proxy",
          "update",
          "watch");

  private FlowRules() {}

  static void validate(Subject rule) {
    rule.at("subjects").mustBePresent("subjects must contain at least one value");
    rule.at("subjects").elements().forEach(FlowRules::subject);
    if (rule.at("resourceRules").isEmpty() && rule.at("nonResourceRules").isEmpty()) {
      rule.required("at least one of resourceRules and nonResourceRules has to be non-empty");
    }
    rule.at("resourceRules").elements().forEach(FlowRules::resources);
    rule.at("nonResourceRules").elements().forEach(FlowRules::paths);
  }

  private static void subject(Subject subject) {
    var kind = subject.at("kind").text();
    switch (kind) {
      case "ServiceAccount" -> {
        serviceAccount(subject.at("serviceAccount"));
        forbidden(subject.at("user"), "user", "User");
        forbidden(subject.at("group"), "group", "Group");
      }
      case "User" -> {
        named(subject.at("user"), "user", kind);
        forbidden(subject.at("serviceAccount"), "serviceAccount", "ServiceAccount");
        forbidden(subject.at("group"), "group", "Group");
      }
      case "Group" -> {
        named(subject.at("group"), "group", kind);
        forbidden(subject.at("serviceAccount"), "serviceAccount", "ServiceAccount");
        forbidden(subject.at("user"), "user", "User");
      }
      default -> subject.at("kind").notSupported(KINDS);
    }
  }

  private static void forbidden(Subject other, String field, String kind) {
    if (other.isPresent()) {
      other.forbidden(field + " is forbidden when subject kind is not '" + kind + "'");
    }
  }

  private static void named(Subject who, String field, String kind) {
    if (!who.isPresent()) {
      who.required(field + " is required when subject kind is '" + kind + "'");
    } else {
      who.at("name").mustBePresent("");
    }
  }

  private static void serviceAccount(Subject account) {
    if (!account.isPresent()) {
      account.required("serviceAccount is required when subject kind is 'ServiceAccount'");
      return;
    }
    var name = account.at("name");
    if (name.isEmpty()) {
      name.required();
    } else if (!name.text().equals(EVERYTHING)) {
      name.format(Format.DNS_SUBDOMAIN);
    }
    var namespace = account.at("namespace");
    if (namespace.isEmpty()) {
      namespace.required("must specify namespace for service account");
    } else {
      namespace.format(Format.DNS_LABEL);
    }
  }

  private static void resources(Subject rule) {
    verbs(rule.at("verbs"));
    listed(rule.at("apiGroups"), "resource rules must supply at least one api group", "api groups");
    listed(rule.at("resources"), "resource rules must supply at least one resource", "resources");
    namespaces(rule.at("namespaces"), rule.at("clusterScope"));
  }

  private static void namespaces(Subject namespaces, Subject clusterScope) {
    if (namespaces.isEmpty()) {
      if (!clusterScope.isTrue()) {
        namespaces.required(
            "resource rules that are not cluster scoped must supply at least one namespace");
      }
    } else if (!listed(namespaces, "", "namespaces")) {
      for (var namespace : namespaces.elements()) {
        Format.DNS_LABEL
            .check(namespace.text())
            .forEach(
                fault ->
                    namespace.invalid(
                        "each member of this list must be '*' or a DNS-1123 label; " + fault));
      }
    }
  }

  private static void paths(Subject rule) {
    verbs(rule.at("verbs"));
    var paths = rule.at("nonResourceURLs");
    var missing = "nonResourceURLs must contain at least one value";
    if (!listed(paths, missing, "non-resource URLs")) {
      paths.elements().forEach(FlowRules::path);
    }
  }

  private static void path(Subject path) {
    var text = path.text();
    if (text.isEmpty()) {
      path.invalid("must not be empty");
    } else if (!text.startsWith("/")) {
      path.invalid("must start with slash");
    } else if (text.contains(" ")) {
      path.invalid("must not contain white-space");
    } else if (text.contains("//")) {
      path.invalid("must not contain double slash");
    } else if (text.contains(EVERYTHING) && text.indexOf("/*") != text.length() - 2) {
      path.invalid("wildcard can only do suffix matching");
    }
  }

  private static void verbs(Subject verbs) {
    if (!listed(verbs, "verbs must contain at least one value", "verbs")
        && !Set.copyOf(VERBS).containsAll(verbs.elements().stream().map(Subject::text).toList())) {
      verbs.notSupported(VERBS);
    }
  }

  /// Examines a list that must not be empty, and in which an asterisk stands alone.
  ///
  /// @return whether nothing else is to be said of it, as it is empty or has an asterisk
  private static boolean listed(Subject list, String missing, String what) {
    if (list.isEmpty()) {
      list.required(missing);
      return true;
    }
    var hasAll = list.elements().stream().anyMatch(element -> element.text().equals(EVERYTHING));
    if (hasAll && list.value().size() > 1) {
      list.invalid("if '*' is present, must not specify other " + what);
    }
    return hasAll;
  }
}
