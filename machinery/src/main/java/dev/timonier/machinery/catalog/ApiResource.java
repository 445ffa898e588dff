package dev.timonier.machinery.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A resource of the API, with the names and abilities that discovery tells of.
///
/// @param plural as in paths, `deployments`
/// @param singular `deployment`
/// @param shortNames `deploy`
/// @param categories groups for the command line, `all`
/// @param verbs empty where only subresources exist
/// @param subresources by name
public record ApiResource(
    GroupVersionKind kind,
    String plural,
    String singular,
    List<String> shortNames,
    List<String> categories,
    Scope scope,
    Set<Verb> verbs,
    Map<String, Subresource> subresources) {

  /// The same resource for objects of another kind, as some subresources have.
  public ApiResource ofKind(GroupVersionKind other) {
    return new ApiResource(
        other, plural, singular, shortNames, categories, scope, verbs, subresources);
  }

  public GroupResource groupResource() {
    return new GroupResource(kind.group(), plural);
  }

  public GroupVersion groupVersion() {
    return kind.groupVersion();
  }

  public boolean namespaced() {
    return scope == Scope.NAMESPACED;
  }

  public boolean allows(Verb verb) {
    return verbs.contains(verb);
  }

  public Optional<Subresource> subresource(String name) {
    return Optional.ofNullable(subresources.get(name));
  }
}
