package dev.timonier.server.authz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.authz.AccessReviews.Subjects;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.function.Consumer;

/// What access reviews must say, and must not.
final class AccessReviewRules {
  private static final String PATH = "authorization/v1.NonResourceAttributes";

  private AccessReviewRules() {}

  static void check(ApiObject review, Subjects subjects) {
    var root = Subject.of(review.root());
    var spec = root.at("spec");
    attributes(spec);
    if (subjects != Subjects.SELF && spec.at("user").isEmpty() && spec.at("groups").isEmpty()) {
      spec.at("user").invalid("\"\"", "at least one of user or group must be specified");
    }
    selectors(spec.at("resourceAttributes"));
    metadata(root, review, subjects);
    if (subjects == Subjects.NAMED_IN_NAMESPACE) {
      inNamespace(spec, review);
    }
    if (!root.faults().isEmpty()) {
      throw ApiErrors.invalid(new GroupKind("authorization.k8s.io", ""), "", root.faults());
    }
  }

  private static void attributes(Subject spec) {
    var resource = spec.at("resourceAttributes");
    var path = spec.at("nonResourceAttributes");
    if (resource.isPresent() && path.isPresent()) {
      path.as(PATH).invalid("cannot be specified in combination with resourceAttributes");
    } else if (!resource.isPresent() && !path.isPresent()) {
      resource.invalid(
          "null", "exactly one of nonResourceAttributes or resourceAttributes must be specified");
    }
  }

  private static void selectors(Subject attributes) {
    selector(attributes.at("fieldSelector"), AccessReviewRules::requirement);
    selector(attributes.at("labelSelector"), LabelSelectorRules::requirementOfAnyOperator);
  }

  private static void selector(Subject selector, Consumer<Subject> requirement) {
    var raw = selector.at("rawSelector");
    var requirements = selector.at("requirements");
    if (!raw.isEmpty() && !requirements.isEmpty()) {
      raw.invalid("may not specified at the same time as requirements");
    } else if (selector.isPresent() && raw.isEmpty() && requirements.isEmpty()) {
      requirements.required(
          "when " + selector.path() + " is specified, requirements or rawSelector is required");
    }
    requirements.elements().forEach(requirement);
  }

  private static void requirement(Subject requirement) {
    if (requirement.at("key").isEmpty()) {
      requirement.at("key").required("must be specified");
    }
    LabelSelectorRules.values(requirement.at("operator"), requirement.at("values"));
  }

  private static void metadata(Subject root, ApiObject review, Subjects subjects) {
    if (!rest(review, "managedFields", "namespace").isEmpty()) {
      var local = subjects == Subjects.NAMED_IN_NAMESPACE;
      var shown = local ? ordered(review) : rest(review, "namespace");
      root.at("metadata")
          .invalid(
              shown.toString(), local ? "must be empty except for namespace" : "must be empty");
    }
  }

  /// The metadata with their first fields first: the server adds the namespace.
  private static ObjectNode ordered(ApiObject review) {
    var ordered = JsonNodeFactory.instance.objectNode();
    for (var field : List.of("name", "generateName", "namespace")) {
      if (review.metadata().tree().has(field)) {
        ordered.set(field, review.metadata().tree().get(field));
      }
    }
    return ordered.setAll(rest(review, "name", "generateName", "namespace"));
  }

  private static ObjectNode rest(ApiObject review, String... without) {
    return review.metadata().tree().deepCopy().remove(List.of(without));
  }

  private static void inNamespace(Subject spec, ApiObject review) {
    var attributes = spec.at("resourceAttributes");
    if (attributes.isPresent()) {
      namespace(attributes.at("namespace"), review);
    }
    var path = spec.at("nonResourceAttributes");
    if (path.isPresent()) {
      path.as(PATH).invalid("disallowed on this kind of request");
    }
  }

  private static void namespace(Subject namespace, ApiObject review) {
    if (!namespace.text().equals(review.namespace())) {
      namespace.invalid(Subject.quote(namespace.text()), "must match metadata.namespace");
    }
  }
}
