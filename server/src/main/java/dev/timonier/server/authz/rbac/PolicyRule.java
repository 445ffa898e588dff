package dev.timonier.server.authz.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.request.RequestInfo;
import java.util.List;

/// What a rule of a role allows: verbs on resources, or verbs on paths. `*` stands for all.
///
/// ```
/// verbs: [get]   groups: [apps]   resources: [deployments, '*/scale']   names: [web]
/// ```
///
/// @param resources with their subresources, as in `pods/log`
/// @param names of the objects; empty for all
/// @param paths that are no resources; a `*` at the end stands for all below
public record PolicyRule(
    List<String> verbs,
    List<String> groups,
    List<String> resources,
    List<String> names,
    List<String> paths) {
  static final String ALL = "*";

  public static PolicyRule read(JsonNode rule) {
    return new PolicyRule(
        texts(rule, "verbs"),
        texts(rule, "apiGroups"),
        texts(rule, "resources"),
        texts(rule, "resourceNames"),
        texts(rule, "nonResourceURLs"));
  }

  /// The rules of a role. Words are few and said often, so that each is kept once.
  public static List<PolicyRule> readAll(JsonNode role) {
    return Trees.stream(role.path("rules")).map(PolicyRule::read).toList();
  }

  /// As a role says it.
  public ObjectNode tree() {
    var tree = JsonNodeFactory.instance.objectNode();
    put(tree, "verbs", verbs);
    put(tree, "apiGroups", groups);
    put(tree, "resources", resources);
    put(tree, "resourceNames", names);
    put(tree, "nonResourceURLs", paths);
    return tree;
  }

  private static void put(ObjectNode tree, String field, List<String> texts) {
    if (!texts.isEmpty()) {
      texts.forEach(tree.putArray(field)::add);
    }
  }

  private static List<String> texts(JsonNode rule, String field) {
    return Trees.stream(rule.path(field)).map(JsonNode::asText).map(String::intern).toList();
  }

  /// Whether the rule allows what a request asks for.
  public boolean allows(RequestInfo info) {
    if (!says(verbs, info.verb())) {
      return false;
    }
    return info.isResourceRequest()
        ? says(groups, info.groupVersion().group()) && isAbout(info) && allowsName(info.name())
        : allowsPath(info.path());
  }

  private static boolean says(List<String> texts, String text) {
    return texts.contains(text) || texts.contains(ALL);
  }

  private boolean isAbout(RequestInfo info) {
    for (var pattern : resources) {
      if (isAbout(pattern, info.resource(), info.subresource())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAbout(String pattern, String resource, String subresource) {
    if (pattern.equals(ALL)) {
      return true;
    }
    return subresource.isEmpty()
        ? pattern.equals(resource)
        : isJoined(pattern, resource, subresource) || isJoined(pattern, ALL, subresource);
  }

  /// Whether a pattern is `resource/subresource`, without putting them together.
  private static boolean isJoined(String pattern, String resource, String subresource) {
    return pattern.length() == resource.length() + 1 + subresource.length()
        && pattern.charAt(resource.length()) == '/'
        && pattern.startsWith(resource)
        && pattern.endsWith(subresource);
  }

  private boolean allowsName(String name) {
    return names.isEmpty() || names.contains(name);
  }

  private boolean allowsPath(String path) {
    for (var pattern : paths) {
      if (covers(pattern, path)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a pattern stands for a path or, among others, for another pattern.
  static boolean covers(String pattern, String path) {
    return pattern.endsWith(ALL)
        ? path.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(path);
  }
}
