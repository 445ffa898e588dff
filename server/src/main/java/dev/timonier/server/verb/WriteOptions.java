package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.recent.Recent;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Query;
import dev.timonier.server.validation.ManagedFieldRules;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Locale;

/// The options of creations, updates and patches.
///
/// @param fieldManager as given, or the beginning of the user agent
/// @param tree as admission shows them
record WriteOptions(
    DryRun dryRun, FieldValidation validation, String fieldManager, ObjectNode tree) {
  private static final int USUAL_AGENT = 256;

  /// By user agent.
  private static final Recent<String, String> MANAGERS =
      new Recent<>(64, WriteOptions::manager, agent -> agent.length() <= USUAL_AGENT);

  /// What is done about unknown and duplicate fields.
  enum FieldValidation {
    IGNORE,
    WARN,
    STRICT
  }

  /// @param kind `CreateOptions`, `UpdateOptions` or `PatchOptions`
  static WriteOptions read(HttpRequest request, String kind) {
    var query = request.query();
    return read(request, Subject.of(tree(query, kind)));
  }

  /// The options of a patch: who applies must be named, and may force.
  static WriteOptions readPatch(HttpRequest request, PatchType type) {
    var query = request.query();
    var tree = tree(query, "PatchOptions");
    query.first("force").ifPresent(_ -> tree.put("force", query.isSet("force")));
    var options = Subject.of(tree);
    if (type == PatchType.APPLY) {
      options.at("fieldManager").mustBePresent("is required for apply patch");
    } else if (tree.has("force")) {
      options.at("force").forbidden("may not be specified for non-apply patch");
    }
    return read(request, options);
  }

  private static WriteOptions read(HttpRequest request, Subject subject) {
    var query = request.query();
    var tree = (ObjectNode) subject.value();
    var kind = tree.path("kind").asText();
    validate(subject);
    if (!subject.faults().isEmpty()) {
      throw ApiErrors.invalid(new GroupKind("meta.k8s.io", kind), "", subject.faults());
    }
    return new WriteOptions(
        query.all("dryRun").isEmpty() ? DryRun.NO : DryRun.ALL,
        validation(query.text("fieldValidation")),
        query
            .first("fieldManager")
            .filter(m -> !m.isEmpty())
            .orElseGet(() -> MANAGERS.of(request.userAgent())),
        tree);
  }

  private static ObjectNode tree(Query query, String kind) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", kind).put("apiVersion", "meta.k8s.io/v1");
    copy(query, "fieldManager", tree);
    copy(query, "fieldValidation", tree);
    if (!query.all("dryRun").isEmpty()) {
      query.all("dryRun").forEach(tree.putArray("dryRun")::add);
    }
    return tree;
  }

  private static void copy(Query query, String name, ObjectNode tree) {
    query.first(name).filter(text -> !text.isEmpty()).ifPresent(text -> tree.put(name, text));
  }

  private static FieldValidation validation(String text) {
    return text.isEmpty()
        ? FieldValidation.WARN
        : FieldValidation.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static void validate(Subject options) {
    ManagedFieldRules.name(options.at("fieldManager"));
    dryRun(options.at("dryRun"));
    var validation = options.at("fieldValidation");
    if (validation.isPresent()
        && !List.of("Ignore", "Strict", "Warn").contains(validation.text())) {
      validation.notSupported(List.of("", "Ignore", "Strict", "Warn"));
    }
  }

  static void dryRun(Subject dryRun) {
    if (dryRun.value() instanceof ArrayNode values) {
      for (var value : values) {
        if (!value.asText().equals("All")) {
          dryRun.add(FieldError.notSupported(dryRun.path(), dryRun.shown(), List.of("All")));
          return;
        }
      }
    }
  }

  /// `kubectl/v1.32.4 (linux/amd64)` manages fields as `kubectl`.
  private static String manager(String userAgent) {
    var printable = new StringBuilder();
    userAgent
        .split("/", 2)[0]
        .codePoints()
        .filter(c -> Character.getType(c) != Character.CONTROL)
        .forEach(printable::appendCodePoint);
    var text = printable.toString();
    return text.isEmpty()
        ? "unknown"
        : text.substring(0, Math.min(text.length(), ManagedFieldRules.MOST_NAME_BYTES));
  }
}
