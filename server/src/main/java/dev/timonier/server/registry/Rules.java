package dev.timonier.server.registry;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.schema.MemberOrder;
import dev.timonier.server.validation.ObjectMetaRules;
import dev.timonier.server.validation.ObjectMetaRules.FinalizerNames;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Holds objects against the rules of their kind and of all metadata.
final class Rules {
  private Rules() {}

  /// @param context examines what is outside of the object
  /// @throws dev.timonier.machinery.status.ApiException that lists everything that is wrong
  static void checkCreate(Resource resource, ApiObject object, Consumer<Subject> context) {
    check(resource, object, () -> faultsOfNew(resource, object, context));
  }

  private static List<FieldError> faultsOfNew(
      Resource resource, ApiObject object, Consumer<Subject> context) {
    var subject = Subject.of(object.root());
    context.accept(subject);
    var metadata = subject.at("metadata");
    namespace(resource, metadata);
    if (!resource.strategy().has(Trait.PLAIN_METADATA)) {
      ofKind(resource).validate(metadata);
    }
    resource.strategy().validateCreate(subject);
    if (subject.faults().isEmpty()) {
      ObjectMetaRules.ofAnyKind().validate(metadata);
    }
    return subject.faults();
  }

  /// @param context examines what is outside of the object
  /// @throws dev.timonier.machinery.status.ApiException that lists everything that is wrong
  static void checkUpdate(
      Resource resource, ApiObject next, ApiObject old, Part part, Consumer<Subject> context) {
    check(resource, next, () -> faultsOfChanged(resource, next, old, part, context));
  }

  private static List<FieldError> faultsOfChanged(
      Resource resource, ApiObject next, ApiObject old, Part part, Consumer<Subject> context) {
    var subject = Subject.of(next.root());
    var metadata = subject.at("metadata");
    ObjectMetaRules.ofAnyKind().validate(metadata);
    ObjectMetaRules.ofAnyKind().validateUpdate(metadata, old.metadata().tree());
    context.accept(subject);
    var examined = resource.strategy().updatedMetadata(part);
    if (examined.changes()) {
      ofKind(resource).validateUpdate(metadata, old.metadata().tree());
    }
    for (var times = 0; times < examined.whole(); times++) {
      ofKind(resource).validate(metadata);
    }
    resource.strategy().validateUpdate(subject, old, part);
    return subject.faults();
  }

  /// Messages show values as Go writes them: what is refused is arranged, and examined again.
  private static void check(
      Resource resource, ApiObject object, Supplier<List<FieldError>> examination) {
    if (!examination.get().isEmpty()) {
      MemberOrder.arrange(object.root(), resource.type());
      throw ApiErrors.invalid(
          resource.strategy().faultyKind(resource.kind().groupKind()),
          object.name(),
          examination.get());
    }
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
}
