package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.json.Document;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.protobuf.Envelope;
import dev.timonier.server.protobuf.MalformedMessage;
import dev.timonier.server.protobuf.Protobuf;
import dev.timonier.server.registry.DeleteOptions;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Strategy.Propagation;
import dev.timonier.server.representation.Negotiation;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Query;
import dev.timonier.server.schema.ConformException;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.Schema;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The options of a deletion: the body if there is one, else the query.
///
/// @param tree as admission shows them
public record DeleteRequestOptions(DeleteOptions options, DryRun dryRun, ObjectNode tree) {
  /// Where Kubernetes keeps the kinds that options may have, which its messages tell.
  private static final String SCHEME =
      "k8s.io/apimachinery/pkg/apis/meta/internalversion/scheme/register.go:27";

  private static final GroupVersionKind KIND =
      new GroupVersionKind("meta.k8s.io", "v1", "DeleteOptions");
  private static final List<String> POLICIES = List.of("Foreground", "Background", "Orphan");

  static DeleteRequestOptions read(HttpRequest request) {
    var body = request.body().get();
    var tree = body.length > 0 ? ofBody(request, body) : ofQuery(request.query());
    var options = of(tree);
    options.validate();
    return options;
  }

  /// Takes options as they are.
  public static DeleteRequestOptions of(ObjectNode tree) {
    return new DeleteRequestOptions(options(tree), dryRun(tree), tree);
  }

  private static ObjectNode ofBody(HttpRequest request, byte[] body) {
    try {
      var document =
          switch (Negotiation.bodyType(request.headers())) {
            case JSON -> json(body);
            case YAML -> YamlReader.read(body);
            case PROTOBUF -> Document.of(message(body));
          };
      return conformed(document);
    } catch (SyntaxException | ConformException | MalformedMessage e) {
      throw ApiErrors.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Document json(byte[] body) {
    try {
      return JsonReader.read(body);
    } catch (SyntaxException e) {
      throw ApiErrors.badRequest("couldn't get version/kind; json parse error: " + e.getMessage());
    }
  }

  private static ObjectNode message(byte[] body) {
    return Protobuf.read(Envelope.read(body), Schema.builtIn().type("meta/v1.DeleteOptions"));
  }

  private static ObjectNode conformed(Document document) {
    if (document.tree().isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!(document.tree() instanceof ObjectNode tree)) {
      throw ApiErrors.badRequest(BodyReader.noKind(document.tree()));
    }
    checkText(tree, "kind");
    checkText(tree, "apiVersion");
    checkKind(tree);
    Conformer.conform(document, Schema.builtIn().type("meta/v1.DeleteOptions"));
    return tree;
  }

  private static void checkText(ObjectNode tree, String field) {
    if (tree.hasNonNull(field) && !tree.path(field).isTextual()) {
      throw ApiErrors.badRequest(BodyReader.noText(tree.path(field), field));
    }
  }

  private static void checkKind(ObjectNode tree) {
    var kind = tree.path("kind").asText(KIND.kind());
    if (kind.isEmpty() || kind.equals(KIND.kind())) {
      return;
    }
    throw ApiErrors.badRequest(
        kind.endsWith("Options")
            ? "decoded object cannot be converted to DeleteOptions"
            : "no kind %s is registered for version %s in scheme %s"
                .formatted(
                    Subject.quote(kind),
                    Subject.quote(tree.path("apiVersion").asText("v1")),
                    Subject.quote(SCHEME)));
  }

  private static ObjectNode ofQuery(Query query) {
    var tree = JsonNodeFactory.instance.objectNode();
    Numbers.integer(query, "gracePeriodSeconds").ifPresent(s -> tree.put("gracePeriodSeconds", s));
    query
        .first("orphanDependents")
        .ifPresent(_ -> tree.put("orphanDependents", query.isSet("orphanDependents")));
    query.first("propagationPolicy").ifPresent(p -> tree.put("propagationPolicy", p));
    if (!query.all("dryRun").isEmpty()) {
      query.all("dryRun").forEach(tree.putArray("dryRun")::add);
    }
    precondition(query, "uid", tree);
    precondition(query, "resourceVersion", tree);
    return tree;
  }

  private static void precondition(Query query, String name, ObjectNode tree) {
    var wanted = query.text(name);
    if (!wanted.isEmpty()) {
      tree.withObjectProperty("preconditions").put(name, wanted);
    }
  }

  /// @throws dev.timonier.machinery.status.ApiException 422 when the options are unknown, or
  ///   contradict each other
  public void validate() {
    var subject = Subject.of(tree);
    var policy = subject.at("propagationPolicy");
    if (policy.isPresent()) {
      if (subject.at("orphanDependents").isPresent()) {
        policy.invalid("orphanDependents and deletionPropagation cannot be both set");
      }
      if (!POLICIES.contains(policy.text())) {
        policy.notSupported(List.of("Foreground", "Background", "Orphan", "nil"));
      }
    }
    WriteOptions.dryRun(subject.at("dryRun"));
    if (!subject.faults().isEmpty()) {
      throw ApiErrors.invalid(new GroupKind(KIND.group(), KIND.kind()), "", subject.faults());
    }
  }

  private static DeleteOptions options(JsonNode tree) {
    var grace = tree.path("gracePeriodSeconds");
    var preconditions = tree.path("preconditions");
    return new DeleteOptions(
        grace.isNumber() ? OptionalLong.of(grace.asLong()) : OptionalLong.empty(),
        text(preconditions.path("uid")),
        text(preconditions.path("resourceVersion")),
        propagation(tree));
  }

  private static Optional<String> text(JsonNode value) {
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  private static Optional<Propagation> propagation(JsonNode tree) {
    var orphan = tree.path("orphanDependents");
    if (orphan.isBoolean()) {
      return Optional.of(orphan.asBoolean() ? Propagation.ORPHAN : Propagation.BACKGROUND);
    }
    return switch (tree.path("propagationPolicy").asText()) {
      case "Foreground" -> Optional.of(Propagation.FOREGROUND);
      case "Background" -> Optional.of(Propagation.BACKGROUND);
      case "Orphan" -> Optional.of(Propagation.ORPHAN);
      default -> Optional.empty();
    };
  }

  private static DryRun dryRun(JsonNode tree) {
    return tree.path("dryRun").isEmpty() ? DryRun.NO : DryRun.ALL;
  }

  /// Whether the client asked in the old way for dependents to be deleted, which makes the reply a
  /// 202 when the object stays for a while.
  boolean asksNotToOrphan() {
    return tree.path("orphanDependents").isBoolean() && !tree.path("orphanDependents").asBoolean();
  }
}
