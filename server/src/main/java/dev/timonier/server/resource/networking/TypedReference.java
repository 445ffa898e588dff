package dev.timonier.server.resource.networking;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;

/// What holds for references to objects of any kind.
final class TypedReference {
  private TypedReference() {}

  static void validate(Subject reference) {
    var group = reference.at("apiGroup");
    if (group.isPresent()) {
      group.format(Format.DNS_SUBDOMAIN);
    }
    segment(reference.at("kind"));
    segment(reference.at("name"));
  }

  private static void segment(Subject field) {
    field.mustKeep(it -> it.format(Format::checkPathSegment));
  }
}
