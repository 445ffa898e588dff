package dev.timonier.server.registry;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Strategy.UpdatedMetadata;
import dev.timonier.server.validation.ObjectMetaRules;
import dev.timonier.server.validation.ObjectMetaRules.FinalizerNames;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Holds objects against the rules of their kind and of all metadata.
final class Rules {
  private Rules() {}

  /// @throws dev.timonier.machinery.status.ApiException that lists everything that is wrong
  static void checkCreate(Resource resource, ApiObject object) {
    var subject = Subject.of(object.root());
    var metadata = subject.at("metadata");
    namespace(resource, metadata);
    ofKind(resource).validate(metadata);
    resource.strategy().validateCreate(subject);
    refuse(resource, object, subject.faults());
    ObjectMetaRules.ofAnyKind().validate(metadata);
    refuse(resource, object, subject.faults());
  }

  /// @throws dev.timonier.machinery.status.ApiException that lists everything that is wrong
  static void checkUpdate(Resource resource, ApiObject next, ApiObject old, Part part) {
    var subject = Subject.of(next.root());
    var metadata = subject.at("metadata");
    ObjectMetaRules.ofAnyKind().validate(metadata);
    ObjectMetaRules.ofAnyKind().validateUpdate(metadata, old.metadata().tree());
    ofKind(resource).validateUpdate(metadata, old.metadata().tree());
    if (resource.strategy().updatedMetadata(part) == UpdatedMetadata.CHANGES_AND_WHOLE) {
      ofKind(resource).validate(metadata);
    }
    resource.strategy().validateUpdate(subject, old, part);
    refuse(resource, next, subject.faults());
  }

  private static ObjectMetaRules ofKind(Resource resource) {
    var strategy = resource.strategy();
    var finalizers =
        strategy.has(Trait.ANY_FINALIZERS) ? FinalizerNames.ANY : FinalizerNames.STANDARD;
    return new ObjectMetaRules(strategy.names(), finalizers);
  }

  private static void namespace(Resource resource, Subject metadata) {
    var namespace = metadata.at("namespace");
    if (!resource.namespaced() && !namespace.isEmpty()) {
      namespace.forbidden("not allowed on this type");
    }
    if (resource.namespaced() && namespace.isEmpty()) {
      namespace.required();
    }
  }

  private static void refuse(Resource resource, ApiObject object, List<FieldError> faults) {
    if (!faults.isEmpty()) {
      throw ApiErrors.invalid(
          resource.strategy().faultyKind(resource.kind().groupKind()), object.name(), faults);
    }
  }
}
