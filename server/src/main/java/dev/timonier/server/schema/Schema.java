package dev.timonier.server.schema;

import dev.timonier.machinery.catalog.GroupVersionKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The types of the API, read from the table `types.tsv` beside this class. A line that does not
/// begin with a tab starts a type; those that follow are its fields:
///
/// ```
/// core/v1.ServicePort
///     name        1  string
///     protocol    2  string        default="TCP"
///     port        3  !int32        required
///     targetPort  4  !IntOrString
/// ```
///
/// The columns are name, number in protobuf (`2.1` within an embedded message), type and traits.
/// `!` before a type means [Presence#ALWAYS], `?` [Presence#AS_NULL], `*` [Presence#IF_SET]; `[]`
/// is a list, `{}` a map. The trait `go=` of a field tells what Go calls its type, and `embed=` of
/// a type what Go calls the structs that are embedded in it, by their numbers: messages name them.
public final class Schema {
  private static final class Holder {
    static final Schema BUILT_IN = read();
  }

  private final Map<String, ObjectType> types;

  private Schema(Map<String, ObjectType> types) {
    this.types = types;
  }

  /// The types of Kubernetes v1.36.
  public static Schema builtIn() {
    return Holder.BUILT_IN;
  }

  public Collection<ObjectType> types() {
    return types.values();
  }

  /// @param name as in the table: `meta/v1.ObjectMeta`
  public ObjectType type(String name) {
    return Objects.requireNonNull(types.get(name), name);
  }

  public Optional<ObjectType> find(GroupVersionKind kind) {
    return Optional.ofNullable(types.get(nameOf(kind)));
  }

  private static String nameOf(GroupVersionKind kind) {
    var group = kind.group();
    var dot = group.indexOf('.');
    var folder = group.isEmpty() ? "core" : dot < 0 ? group : group.substring(0, dot);
    return folder + "/" + kind.version() + "." + kind.kind();
  }

  private static Schema read() {
    try (var stream = Schema.class.getResourceAsStream("types.tsv")) {
      var text =
          Objects.requireNonNull(stream, "types.tsv is not on the class path").readAllBytes();
      return new Schema(new SchemaReader().read(new String(text, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
