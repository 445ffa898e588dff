package dev.timonier.server.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.meta.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/// What holds for the metadata of every object
/// (<https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/>).
public final class ObjectMetaRules {
  private static final int MOST_ANNOTATION_BYTES = 256 * 1024;
  private static final Set<String> STANDARD_FINALIZERS =
      Set.of("orphan", "foregroundDeletion", "kubernetes");

  private final NameRule names;
  private final FinalizerNames finalizerNames;

  /// Which names finalizers without a domain may have.
  public enum FinalizerNames {
    /// Those that Kubernetes knows.
    STANDARD,
    ANY
  }

  /// What names of a kind may be.
  @FunctionalInterface
  public interface NameRule extends Function<String, List<String>> {
    NameRule SUBDOMAIN = Format.DNS_SUBDOMAIN::check;
    NameRule LABEL = Format.DNS_LABEL::check;
    NameRule LABEL_1035 = Format.DNS_1035_LABEL::check;
    NameRule PATH_SEGMENT = ofPrefixesToo(Format::checkPathSegment);

    /// What holds for the names of all kinds.
    NameRule OF_ANY_KIND = of(Format::checkPathSegment, Format::checkPathSegmentPart);

    /// The kind adds nothing to what holds for the names of all.
    NameRule NONE = of(name -> List.of(), prefix -> List.of());

    /// A subdomain; of the beginning of a generated name, the kind asks nothing.
    NameRule LONG_NAME = of(Format.LONG_NAME::check, prefix -> List.of());

    /// A rule that holds for the beginning of a generated name just so.
    static NameRule ofPrefixesToo(Function<String, List<String>> names) {
      return of(names, names);
    }

    private static NameRule of(
        Function<String, List<String>> names, Function<String, List<String>> prefixes) {
      return new NameRule() {
        @Override
        public List<String> apply(String name) {
          return names.apply(name);
        }

        @Override
        public List<String> ofPrefix(String prefix) {
          return prefixes.apply(prefix);
        }
      };
    }

    /// The rule for the beginning of a generated name: what may stand before a dash at its end is
    /// not examined.
    default List<String> ofPrefix(String prefix) {
      var masked = prefix.length() > 1 && prefix.endsWith("-");
      return apply(masked ? prefix.substring(0, prefix.length() - 2) + "a" : prefix);
    }
  }

  public ObjectMetaRules(NameRule names, FinalizerNames finalizerNames) {
    this.names = names;
    this.finalizerNames = finalizerNames;
  }

  /// The rules that hold whatever the kind.
  public static ObjectMetaRules ofAnyKind() {
    return new ObjectMetaRules(NameRule.OF_ANY_KIND, FinalizerNames.ANY);
  }

  /// Examines the metadata of any object.
  public void validate(Subject metadata) {
    generateName(metadata.at("generateName"));
    name(metadata.at("name"));
    metadata.at("generation").nonNegative();
    labels(metadata.at("labels"));
    annotations(metadata.at("annotations"));
    owners(metadata.at("ownerReferences"));
    finalizers(metadata.at("finalizers"));
    standardFinalizers(metadata.at("finalizers"));
    ManagedFieldRules.validate(metadata.at("managedFields"));
  }

  /// Examines metadata that replaces others.
  public void validateUpdate(Subject metadata, JsonNode old) {
    newFinalizers(metadata, old);
    immutable(metadata, old, "name");
    immutable(metadata, old, "namespace");
    immutable(metadata, old, "uid");
    immutable(metadata, old, "creationTimestamp");
    immutable(metadata, old, "deletionTimestamp");
    immutable(metadata, old, "deletionGracePeriodSeconds");
    labels(metadata.at("labels"));
    annotations(metadata.at("annotations"));
    owners(metadata.at("ownerReferences"));
    standardFinalizers(metadata.at("finalizers"));
    ManagedFieldRules.validate(metadata.at("managedFields"));
  }

  private static void immutable(Subject metadata, JsonNode old, String field) {
    metadata.at(field).immutable(old.path(field));
  }

  private void generateName(Subject prefix) {
    if (!prefix.isEmpty()) {
      prefix.faulty(names.ofPrefix(prefix.text()));
    }
  }

  private void name(Subject name) {
    if (name.isEmpty()) {
      name.required("name or generateName is required");
    } else {
      name.faulty(names.apply(name.text()));
    }
  }

  /// The labels of an object, or of a template.
  public static void labels(Subject labels) {
    for (var key : labels.keys()) {
      labels.invalidKeys(key);
      var value = labels.value().path(key).asText();
      for (var fault : Format.LABEL_VALUE.check(value)) {
        labels.invalid(Subject.quote(value), fault);
      }
    }
  }

  public static void annotations(Subject annotations) {
    var total = 0L;
    for (var key : annotations.keys()) {
      Format.checkQualifiedName(key.toLowerCase(Locale.ROOT))
          .forEach(fault -> annotations.invalid(Subject.quote(key), fault));
      total += bytes(key) + bytes(annotations.value().path(key).asText());
    }
    if (total > MOST_ANNOTATION_BYTES) {
      annotations.tooLong(MOST_ANNOTATION_BYTES);
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// Faults of owners are told of the list, without an index.
  private static void owners(Subject owners) {
    var controller = "";
    for (var element : owners.elements()) {
      var owner = owners.with(element.value());
      owner(owner);
      if (owner.at("controller").isTrue()) {
        var name = owner.at("kind").text() + "/" + owner.at("name").text();
        if (!controller.isEmpty()) {
          owners.invalid(
              "Only one reference can have Controller set to true. Found \"true\" in references for "
                  + controller
                  + " and "
                  + name);
        } else {
          controller = name;
        }
      }
    }
  }

  private static void owner(Subject owner) {
    var version = owner.at("apiVersion");
    if (!hasVersion(version.text())) {
      version.invalid(Subject.quote(version.text()), "version must not be empty");
    }
    for (var field : List.of("kind", "name", "uid")) {
      if (owner.at(field).isEmpty()) {
        owner.at(field).with(TextNode.valueOf("")).invalid("must not be empty");
      }
    }
    if (version.text().equals("v1") && owner.at("kind").text().equals("Event")) {
      owner.invalid("/v1, Kind=Event is disallowed from being an owner");
    }
  }

  /// What has more than two parts has no version.
  private static boolean hasVersion(String apiVersion) {
    return GroupVersion.isWellFormed(apiVersion)
        && !GroupVersion.parse(apiVersion).version().isEmpty();
  }

  private static void finalizers(Subject finalizers) {
    var orphan = false;
    var foreground = false;
    for (var finalizer : finalizers.elements()) {
      finalizers.invalidKeys(finalizer.text());
      orphan |= finalizer.text().equals("orphan");
      foreground |= finalizer.text().equals("foregroundDeletion");
    }
    if (orphan && foreground) {
      finalizers.invalid("finalizer orphan and foregroundDeletion cannot be both set");
    }
  }

  private void standardFinalizers(Subject finalizers) {
    if (finalizerNames == FinalizerNames.STANDARD) {
      finalizers.elements().forEach(ObjectMetaRules::standardFinalizer);
    }
  }

  /// A finalizer without a domain must be one that Kubernetes knows.
  public static void standardFinalizer(Subject finalizer) {
    var name = finalizer.text();
    if (!name.contains("/") && !STANDARD_FINALIZERS.contains(name)) {
      finalizer.invalid("name is neither a standard finalizer name nor is it fully qualified");
    }
  }

  private static void newFinalizers(Subject metadata, JsonNode old) {
    if (!old.hasNonNull("deletionTimestamp")) {
      return;
    }
    var added =
        metadata.at("finalizers").elements().stream()
            .map(Subject::text)
            .filter(name -> !contains(old.path("finalizers"), name))
            .toList();
    if (!added.isEmpty()) {
      metadata
          .at("finalizers")
          .forbidden(
              "no new finalizers can be added if the object is being deleted, found new finalizers "
                  + goStrings(added));
    }
  }

  private static boolean contains(JsonNode list, String text) {
    for (var element : list) {
      if (element.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }

  /// As Go prints a list of strings.
  private static String goStrings(List<String> texts) {
    return "[]string{" + String.join(", ", texts.stream().map(Subject::quote).toList()) + "}";
  }
}
