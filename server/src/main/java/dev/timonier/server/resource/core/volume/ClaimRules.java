package dev.timonier.server.resource.core.volume;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the specification of a PersistentVolumeClaim.
public final class ClaimRules {
  private static final List<String> MODES = List.of("Block", "Filesystem");
  private static final String CLAIM = "PersistentVolumeClaim";

  private ClaimRules() {}

  public static void validate(Subject spec) {
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
    sources(spec);
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

  private static void sources(Subject spec) {
    var source = spec.at("dataSource");
    var reference = spec.at("dataSourceRef");
    source(source);
    source(reference);
    var named = reference.at("namespace").isPresent();
    if (source.isPresent()
        && reference.isPresent()
        && !named
        && !source.value().equals(reference.value())) {
      spec.invalid("{}", "must match dataSourceRef");
    }
    if (named && source.isPresent()) {
      spec.invalid("{}", "may not be specified when dataSourceRef.namespace is specified");
    }
  }

  private static void source(Subject source) {
    if (!source.isPresent()) {
      return;
    }
    source.at("name").mustBePresent("");
    source.at("kind").mustBePresent("");
    var group = source.at("apiGroup");
    if (group.isEmpty()) {
      if (!source.at("kind").isEmpty() && !source.at("kind").text().equals(CLAIM)) {
        source.invalid(
            source.at("kind").shown(),
            "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
      }
    } else {
      group.format(Format.DNS_SUBDOMAIN);
    }
  }
}
