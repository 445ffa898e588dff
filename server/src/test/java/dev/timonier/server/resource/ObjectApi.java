package dev.timonier.server.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.server.registry.Resource;
import io.fabric8.kubernetes.api.model.Status;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Where objects of all kinds are written and read.
interface ObjectApi extends AutoCloseable {
  Map<GroupVersionKind, Resource> RESOURCES =
      BuiltInKinds.resources().stream()
          .filter(resource -> resource.api().allows(Verb.UPDATE))
          .collect(Collectors.toMap(Resource::kind, Function.identity()));

  /// The resource of an object's kind.
  static Resource resource(ObjectNode object) {
    var version = GroupVersion.parse(object.path("apiVersion").asText());
    return Objects.requireNonNull(RESOURCES.get(version.kind(object.path("kind").asText())));
  }

  /// What is thrown by every method whose request is refused.
  final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Status status;

    Refusal(Status status) {
      super(status.getMessage());
      this.status = status;
    }

    Status status() {
      return status;
    }
  }

  /// Creates an object and returns what is stored.
  ObjectNode create(ObjectNode object);

  /// The object with a name and type.
  Optional<ObjectNode> find(ObjectNode object);

  /// Replaces an object and returns what is stored.
  ObjectNode update(ObjectNode object);

  /// Reads an object and replaces it by what it is, in each way that there is.
  void rewrite(ObjectNode object);

  /// Replaces what holds up the end of a namespace.
  void finish(ObjectNode namespace);

  void delete(ObjectNode object);

  @Override
  void close();
}
