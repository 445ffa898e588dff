package dev.timonier.server.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A type with named fields.
public final class ObjectType {
  private final String name;
  private final Traits traits;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private List<Field> always = List.of();

  /// What holds for a type as a whole.
  ///
  /// @param object whether it has `apiVersion` and `kind`
  /// @param atomic whether it is one value to server-side apply
  /// @param embedded what Go calls the structs that it embeds in this one, by their numbers in
  ///   protobuf
  /// @param unions the unions among its fields, as OpenAPI shows them
  record Traits(
      boolean object, boolean atomic, Map<String, String> embedded, Optional<String> unions) {}

  ObjectType(String name, Traits traits) {
    this.name = name;
    this.traits = traits;
  }

  /// As in the table of types: `apps/v1.DeploymentSpec`.
  public String name() {
    return name;
  }

  /// The last part of the name: `DeploymentSpec`.
  public String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// As Go names it, with its package: `v1.DeploymentSpec`.
  String goName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /// As Go names the struct that it embeds under a number of protobuf.
  String embedded(String number) {
    return Objects.requireNonNull(traits.embedded().get(number), name + " embeds no " + number);
  }

  public boolean isObject() {
    return traits.object();
  }

  public boolean isAtomic() {
    return traits.atomic();
  }

  public Optional<String> unions() {
    return traits.unions();
  }

  /// In the order of their declaration.
  public Collection<Field> fields() {
    return fields.values();
  }

  public @Nullable Field field(String field) {
    return fields.get(field);
  }

  /// The fields that are shown even when they have no value.
  public List<Field> always() {
    return always;
  }

  /// Called while the schema is read, and never again.
  void declare(List<Field> declared) {
    declared.forEach(field -> fields.put(field.name(), field));
    always = declared.stream().filter(ObjectType::isAlwaysShown).toList();
  }

  private static boolean isAlwaysShown(Field field) {
    return switch (field.presence()) {
      case ALWAYS, AS_NULL -> true;
      case UNLESS_ZERO, IF_SET -> false;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
