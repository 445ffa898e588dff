package dev.timonier.server.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.fieldset.Values;
import dev.timonier.server.apply.typed.BuiltInTypes;
import dev.timonier.server.apply.typed.Comparer;
import dev.timonier.server.apply.typed.Extractor;
import dev.timonier.server.apply.typed.MergeType;
import dev.timonier.server.apply.typed.Merger;
import dev.timonier.server.apply.typed.TypedException;
import dev.timonier.server.apply.typed.Validator;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.schema.ConformException;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.Times;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/// Applies configurations: merges them into objects, takes away what their manager applied before
/// and does no longer, and refuses to change what others manage.
public final class Applier {
  private final BuiltInTypes types;
  private final Versions versions;
  private final InstantSource clock;

  public Applier(BuiltInTypes types, Versions versions, InstantSource clock) {
    this.types = types;
    this.versions = versions;
    this.clock = clock;
  }

  /// The object with the configuration applied, and its managers.
  ///
  /// @param live what there is; without name and uid when the object is to be created
  /// @throws ApiException when the configuration does not fit the type, or others manage its fields
  public ApiObject apply(ApiObject live, Application application) {
    checkKind(application);
    var managers =
        withFields(
            live,
            application,
            "manager for existing fields: failed to convert new object (%s) to smd typed: %s",
            () -> managers(live, application));
    if (application.config().path("metadata").hasNonNull("managedFields")) {
      throw ApiErrors.badRequest("metadata.managedFields must be nil");
    }
    var type = types.root(application.request().resource().type());
    validate(application, type);
    var next =
        withFields(
            live,
            application,
            "typed live object (%s): %s",
            () -> merge(live, application, managers, type));
    if (application.isKubectls()) {
      LastApplied.replace(next, application.config());
    }
    next.metadata().setManagedFields(ManagedFields.encode(managers));
    return next;
  }

  private static void checkKind(Application application) {
    var expected = application.request().resource().kind();
    var version = application.config().path("apiVersion").asText("");
    var kind = application.config().path("kind").asText("");
    if (!version.equals(expected.apiVersion()) || !kind.equals(expected.kind())) {
      throw ApiErrors.badRequest("invalid object type: " + shown(version, kind));
    }
  }

  /// As Go shows it; a version that is none has no kind either.
  private static String shown(String version, String kind) {
    return switch ((int) version.chars().filter(c -> c == '/').count()) {
      case 0 -> "/" + version + ", Kind=" + kind;
      case 1 -> version + ", Kind=" + kind;
      default -> "/, Kind=";
    };
  }

  /// Fields that nobody manages yet belong to who was there before the first application.
  private Map<Manager, Managed> managers(ApiObject live, Application application) {
    var managers =
        ManagedFields.decode(live.metadata().managedFields())
            .orElseThrow(() -> ApiErrors.plain(500, "failed to decode managed fields"));
    if (managers.isEmpty() && !live.metadata().uid().isEmpty()) {
      var request = application.request();
      var type = types.root(request.resource().type());
      var blank = ManagedFieldTracker.blank(request.resource());
      var delta = ResetFields.filter(Comparer.compare(blank.root(), live.root(), type), request);
      var before =
          Manager.updating(
              "before-first-apply", application.apiVersion(), request.part().subresource());
      new Ownership(managers).add(before, delta, now());
    }
    return managers;
  }

  /// Does what needs the fields of an object, whose lists may have elements without a key.
  ///
  /// @param words what to say of those
  private <T> T withFields(
      ApiObject live, Application application, String words, Supplier<T> step) {
    try {
      return step.get();
    } catch (TypedException e) {
      var type = types.root(application.request().resource().type());
      var fault = Validator.faultsOfStored(live.root(), type).orElse(e).getMessage();
      throw ApiErrors.plain(
          500, "failed to create " + words.formatted(shown(live, application), fault));
    }
  }

  private String now() {
    return Times.seconds(clock.instant());
  }

  private static void validate(Application application, MergeType type) {
    try {
      Validator.validate(application.config(), type);
    } catch (TypedException e) {
      throw ApiErrors.plain(
          500,
          "failed to create typed patch object (%s): %s"
              .formatted(shown(application), e.getMessage()));
    }
  }

  private ApiObject merge(
      ApiObject live, Application application, Map<Manager, Managed> managers, MergeType type) {
    var manager = application.manager();
    var ownership = new Ownership(managers);
    ownership.reconcile(
        version -> VersionedDelta.type(application.request().resource(), version, types, versions));
    var last = managers.get(manager);
    var config = Extractor.fields(application.config(), type);
    var fields = ResetFields.filter(config, application.request());
    var time = last == null ? "" : last.time();
    managers.put(manager, new Managed(fields, application.apiVersion(), time));
    var merged = Merger.merge(live.root(), application.config(), type);
    var next =
        new Pruner(type)
            .prune(merged, last == null ? FieldSet.EMPTY : last.fields(), ownership.all());
    take(live, next, application, ownership);
    if (Values.equal(live.root(), next)) {
      ownership.strip(manager, time);
      return live.copy();
    }
    ownership.strip(manager, now());
    return converted((ObjectNode) next.deepCopy(), application);
  }

  private static ApiObject converted(ObjectNode tree, Application application) {
    try {
      Conformer.convert(tree, application.request().resource().type());
      return ApiObject.of(tree);
    } catch (ConformException e) {
      throw ApiErrors.plain(
          500,
          "failed to convert new object (%s) to proper version: unable to convert unstructured"
                  .formatted(shown(application))
              + " object to %s: %s".formatted(shownKind(application), e.getMessage()));
    }
  }

  private static String shown(Application application) {
    return shown(ApiObject.of(application.config()), application);
  }

  /// As in `default/web; apps/v1, Kind=Deployment`.
  private static String shown(ApiObject object, Application application) {
    var metadata = object.metadata().tree();
    return "%s/%s; %s"
        .formatted(
            metadata.path("namespace").asText(""),
            metadata.path("name").asText(""),
            shownKind(application));
  }

  private static String shownKind(Application application) {
    return shown(application.apiVersion(), application.request().resource().kind().kind());
  }

  private void take(ApiObject live, JsonNode next, Application application, Ownership ownership) {
    var type = types.root(application.request().resource().type());
    var written =
        ResetFields.filter(Comparer.compare(live.root(), next, type), application.request());
    var after = ApiObject.of((ObjectNode) next);
    var delta = new VersionedDelta(application.request(), written, live, after, types, versions);
    var manager = application.manager();
    if (application.force() == Application.Force.NO) {
      refuse(ownership.conflicts(manager, delta), live, application);
    }
    ownership.takeFromOthers(manager, delta);
  }

  /// What kubectl applied from its own side before, it may apply here.
  private void refuse(Conflicts conflicts, ApiObject live, Application application) {
    if (!conflicts.isEmpty()) {
      var real =
          application.isKubectls()
              ? conflicts.without(LastApplied.fields(live, application, types))
              : conflicts;
      if (!real.isEmpty()) {
        throw real.error();
      }
    }
  }
}
