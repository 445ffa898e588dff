package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What containers may be told of their pod
/// (<https://kubernetes.io/docs/concepts/workloads/pods/downward-api/>).
final class FieldReferences {
  /// What environment variables may tell.
  static final Set<String> OF_VARIABLES =
      new TreeSet<>(
          List.of(
              "metadata.name",
              "metadata.namespace",
              "metadata.uid",
              "spec.nodeName",
              "spec.serviceAccountName",
              "status.hostIP",
              "status.hostIPs",
              "status.podIP",
              "status.podIPs"));

  /// What files may tell.
  static final Set<String> OF_FILES =
      new TreeSet<>(
          List.of(
              "metadata.annotations",
              "metadata.labels",
              "metadata.name",
              "metadata.namespace",
              "metadata.uid"));

  private static final Set<String> KNOWN =
      Set.of(
          "metadata.annotations",
          "metadata.labels",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.restartPolicy",
          "spec.serviceAccountName",
          "spec.schedulerName",
          "status.phase",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");

  private static final Set<String> RESOURCES =
      new TreeSet<>(
          List.of(
              "limits.cpu",
              "limits.ephemeral-storage",
              "limits.memory",
              "requests.cpu",
              "requests.ephemeral-storage",
              "requests.memory"));

  private static final Set<String> DIVISORS =
      Set.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");

  private FieldReferences() {}

  /// Examines a reference to a field of the pod.
  ///
  /// @param allowed the fields that may be told here
  static void field(Subject reference, Set<String> allowed) {
    var version = reference.at("apiVersion");
    var path = reference.at("fieldPath");
    if (version.isEmpty()) {
      version.required();
    } else if (path.isEmpty()) {
      path.required();
    } else if (!version.text().equals("v1")) {
      path.invalid("error converting fieldPath: unsupported pod version: " + version.text());
    } else {
      fieldPath(reference, path, allowed);
    }
  }

  private static void fieldPath(Subject reference, Subject path, Set<String> allowed) {
    var text = path.text();
    var bracket = text.endsWith("']") ? text.indexOf("['") : -1;
    if (bracket > 0) {
      var key = text.substring(bracket + 2, text.length() - 2);
      subscripted(reference, path, text.substring(0, bracket), key);
    } else {
      // The host's name is an old word for the node's.
      whole(path, text.equals("spec.host") ? "spec.nodeName" : text, allowed);
    }
  }

  private static void whole(Subject path, String text, Set<String> allowed) {
    if (!KNOWN.contains(text)) {
      path.invalid("error converting fieldPath: field label not supported: " + text);
    } else if (!allowed.contains(text)) {
      path.with(TextNode.valueOf(text)).notSupported(allowed);
    }
  }

  private static void subscripted(Subject reference, Subject path, String field, String key) {
    switch (field) {
      case "metadata.annotations" -> qualifiedName(reference, key.toLowerCase(Locale.ROOT));
      case "metadata.labels" -> qualifiedName(reference, key);
      default ->
          path.invalid(
              "error converting fieldPath: field label does not support subscript: " + path.text());
    }
  }

  private static void qualifiedName(Subject reference, String key) {
    reference.faulty(Subject.quote(key), Format.checkQualifiedName(key));
  }

  /// Examines a reference to an amount of the container's own resources.
  static void resourceOfVariable(Subject reference) {
    resourceName(reference.at("resource"));
    divisor(reference);
  }

  /// Examines a reference to an amount of the resources of a container, which it names.
  static void resourceOfFile(Subject reference) {
    if (reference.at("containerName").isEmpty()) {
      reference.at("containerName").required();
    } else {
      resourceName(reference.at("resource"));
    }
    divisor(reference);
  }

  private static void resourceName(Subject resource) {
    if (resource.isEmpty()) {
      resource.required();
    } else if (!RESOURCES.contains(resource.text()) && !isHugePages(resource.text())) {
      resource.notSupported(RESOURCES);
    }
  }

  private static boolean isHugePages(String resource) {
    return resource.startsWith("limits.hugepages-") || resource.startsWith("requests.hugepages-");
  }

  private static void divisor(Subject reference) {
    var divisor = reference.at("divisor");
    var text = divisor.text();
    if (text.isEmpty() || text.equals("0") || Amount.parse(text).signum() == 0) {
      return;
    }
    var resource = reference.at("resource").text();
    switch (resource) {
      case "limits.cpu", "requests.cpu" -> {
        if (!text.equals("1") && !text.equals("1m")) {
          divisor.invalid(
              Subject.quote(resource),
              "only divisor's values 1m and 1 are supported with the cpu resource");
        }
      }
      case "limits.memory", "requests.memory" -> bytes(divisor, resource, "memory");
      case "limits.ephemeral-storage", "requests.ephemeral-storage" ->
          bytes(divisor, resource, "local ephemeral storage");
      default -> {
        if (isHugePages(resource)) {
          bytes(divisor, resource, "hugepages");
        }
      }
    }
  }

  private static void bytes(Subject divisor, String resource, String name) {
    if (!DIVISORS.contains(divisor.text())) {
      divisor.invalid(
          Subject.quote(resource),
          "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are"
              + " supported with the "
              + name
              + " resource");
    }
  }
}
