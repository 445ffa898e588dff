package dev.timonier.server.watchcache;

import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.selector.Selector;

/// Which objects of a resource a list or watch is about.
///
/// @param prefix what the paths begin with: `<namespace>/`, or nothing for all namespaces
/// @param name the one object's path when the field selector names it; empty otherwise
public record Selection(String prefix, String name, Selector labels, FieldSelector fields) {
  /// @param namespace empty for all namespaces and for cluster-scoped resources
  public static Selection of(String namespace, Selector labels, FieldSelector fields) {
    var prefix = namespace.isEmpty() ? "" : namespace + "/";
    var named = fields.required("metadata.name");
    var single = !namespace.isEmpty() && named.isPresent();
    return new Selection(prefix, single ? prefix + named.get() : "", labels, fields);
  }

  public static Selection everything() {
    return new Selection("", "", Selector.EVERYTHING, FieldSelector.EVERYTHING);
  }

  public boolean matches(CachedObject object) {
    return inScope(object.path()) && (takesAll() || matches(object.attributes()));
  }

  /// Whether everything below the prefix is taken.
  public boolean takesAll() {
    return labels.selectsEverything() && fields.selectsEverything();
  }

  boolean inScope(String path) {
    return name.isEmpty() ? path.startsWith(prefix) : path.equals(name);
  }

  private boolean matches(Attributes attributes) {
    return labels.matches(attributes.labels()) && fields.matches(attributes::field);
  }
}
