package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What holds for the specification of a PersistentVolumeClaim.
public final class ClaimRules {
  private static final List<String> MODES = List.of("Block", "Filesystem");
  private static final List<String> SOURCES = List.of("dataSource", "dataSourceRef");
  private static final String CLAIM = "PersistentVolumeClaim";

  private ClaimRules() {}

  public static void validate(Subject spec) {
    validate(spec, Format.DNS_SUBDOMAIN::check);
  }

  /// A claim whose source had a group may have any.
  ///
  /// @param old the specification before
  static void validateChanged(Subject spec, JsonNode old) {
    var hadGroup = SOURCES.stream().anyMatch(source -> old.path(source).hasNonNull("apiGroup"));
    validate(spec, hadGroup ? _ -> List.of() : Format.DNS_SUBDOMAIN::check);
  }

  private static void validate(Subject spec, Function<String, List<String>> groups) {
    AccessModes.validate(spec.at("accessModes"), "at least 1 access mode is required");
    if (spec.at("selector").isPresent()) {
      LabelSelectorRules.validate(spec.at("selector"));
    }
    storage(spec);
    if (!spec.at("storageClassName").isEmpty()) {
      spec.at("storageClassName").format(Format.DNS_SUBDOMAIN);
    }
    if (spec.at("volumeMode").isPresent()) {
      spec.at("volumeMode").oneOf(MODES);
    }
    sources(spec, groups);
    if (!spec.at("volumeAttributesClassName").isEmpty()) {
      spec.at("volumeAttributesClassName").format(Format.DNS_SUBDOMAIN);
    }
  }

  private static void storage(Subject spec) {
    var resources = spec.at("resources");
    var storage = resources.at("requests").at("storage");
    if (!storage.isPresent()) {
      resources.atKey("storage").required();
    } else if (Amount.parse(storage.text()).signum() <= 0) {
      resources.atKey("storage").with(storage.value()).invalid("must be greater than zero");
    }
  }

  private static void sources(Subject spec, Function<String, List<String>> groups) {
    var source = spec.at("dataSource");
    var reference = spec.at("dataSourceRef");
    source(source, groups);
    source(reference, groups);
    var namespace = reference.at("namespace");
    if (!namespace.isEmpty()) {
      namespace.format(Format.DNS_LABEL);
      if (source.isPresent()) {
        spec.invalid("{}", "may not be specified when dataSourceRef.namespace is specified");
      }
    } else if (source.isPresent() && reference.isPresent() && !areSame(source, reference)) {
      spec.invalid("{}", "must match dataSourceRef");
    }
  }

  private static boolean areSame(Subject source, Subject reference) {
    return Stream.of("apiGroup", "kind", "name")
        .allMatch(field -> source.at(field).value().equals(reference.at(field).value()));
  }

  private static void source(Subject source, Function<String, List<String>> groups) {
    if (!source.isPresent()) {
      return;
    }
    source.at("name").mustBePresent("");
    source.at("kind").mustBePresent("");
    var group = source.at("apiGroup");
    if (!group.isEmpty()) {
      group.format(groups);
    } else if (!source.at("kind").text().equals(CLAIM)) {
      source.invalid(
          Subject.quote(source.at("kind").text()),
          "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
    }
  }
}
