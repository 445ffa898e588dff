package dev.timonier.server.authz;

import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.authz.AccessReviews.Subjects;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.validation.Subject;

/// What access reviews must say, and must not.
final class AccessReviewRules {
  private AccessReviewRules() {}

  static void check(ApiObject review, Subjects subjects) {
    var root = Subject.of(review.root());
    var spec = root.at("spec");
    attributes(spec);
    if (subjects != Subjects.SELF && spec.at("user").isEmpty() && spec.at("groups").isEmpty()) {
      spec.at("user").invalid("\"\"", "at least one of user or group must be specified");
    }
    selectors(spec.at("resourceAttributes"));
    metadata(root, review);
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
      path.invalid(shown(path), "cannot be specified in combination with resourceAttributes");
    } else if (!resource.isPresent() && !path.isPresent()) {
      resource.invalid(
          "null", "exactly one of nonResourceAttributes or resourceAttributes must be specified");
    }
  }

  private static void selectors(Subject attributes) {
    for (var name : new String[] {"fieldSelector", "labelSelector"}) {
      var selector = attributes.at(name);
      if (selector.isPresent()) {
        selector(selector);
      }
    }
  }

  private static void selector(Subject selector) {
    var raw = selector.at("rawSelector");
    var requirements = selector.at("requirements");
    if (!raw.isEmpty() && !requirements.isEmpty()) {
      raw.invalid("may not specified at the same time as requirements");
    }
    if (raw.isEmpty() && requirements.isEmpty()) {
      requirements.required(
          "when " + selector.path() + " is specified, requirements or rawSelector is required");
    }
  }

  private static void metadata(Subject root, ApiObject review) {
    var rest = review.metadata().tree().deepCopy();
    rest.remove("managedFields");
    rest.remove("namespace");
    if (!rest.isEmpty()) {
      var shown = review.metadata().tree().deepCopy();
      shown.remove("namespace");
      root.at("metadata").invalid(shown.toString(), "must be empty");
    }
  }

  private static String shown(Subject path) {
    return "{\"Path\":" + path.at("path").shown() + ",\"Verb\":" + path.at("verb").shown() + "}";
  }

  private static void inNamespace(Subject spec, ApiObject review) {
    var path = spec.at("nonResourceAttributes");
    if (path.isPresent()) {
      path.invalid(shown(path), "disallowed on this kind of request");
    } else {
      namespace(spec.at("resourceAttributes").at("namespace"), review);
    }
  }

  private static void namespace(Subject namespace, ApiObject review) {
    if (!namespace.text().equals(review.namespace())) {
      namespace.invalid(Subject.quote(namespace.text()), "must match metadata.namespace");
    }
  }
}
