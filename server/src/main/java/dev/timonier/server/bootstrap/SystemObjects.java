package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.Reason;
import dev.timonier.server.apply.Application;
import dev.timonier.server.apply.Application.Force;
import dev.timonier.server.apply.AppliedSource;
import dev.timonier.server.apply.Applier;
import dev.timonier.server.authn.User;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.DeleteOptions;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.registry.Warnings;
import dev.timonier.server.registry.WriteRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes objects in the server's own name, through the same engine as everybody.
public final class SystemObjects {
  private static final String FIELD_MANAGER = "kube-apiserver";

  private final Resources resources;
  private final Registry registry;
  private final Applier applier;
  private final String fieldManager;

  public SystemObjects(Resources resources, Registry registry, Applier applier) {
    this(resources, registry, applier, FIELD_MANAGER);
  }

  private SystemObjects(
      Resources resources, Registry registry, Applier applier, String fieldManager) {
    this.resources = resources;
    this.registry = registry;
    this.applier = applier;
    this.fieldManager = fieldManager;
  }

  /// Writes the same objects as another manager of their fields.
  SystemObjects managedBy(String manager) {
    return new SystemObjects(resources, registry, applier, manager);
  }

  /// Where an object lies.
  ///
  /// @param namespace empty for cluster-scoped objects
  public record Place(String group, String version, String plural, String namespace, String name) {}

  /// Creates an object unless it exists.
  ///
  /// @param content fills in what the object has besides its name
  public void ensure(Place place, Consumer<ObjectNode> content) {
    var resource = resource(place);
    if (registry.find(resource, place.namespace(), place.name()).isPresent()) {
      return;
    }
    var object = ApiObject.of(JsonNodeFactory.instance.objectNode());
    object.setType(resource.kind());
    object.metadata().setName(place.name());
    content.accept(object.root());
    resource.normalize(object);
    try {
      registry.create(request(resource, place.namespace(), Part.MAIN), object);
    } catch (ApiException e) {
      if (!e.is(Reason.AlreadyExists)) {
        throw e;
      }
    }
  }

  /// Creates an object, or brings an existing one up to date, when both are the same to do.
  public void reconcile(Place place, Consumer<ObjectNode> content) {
    reconcile(place, content, content);
  }

  /// Creates an object, or brings an existing one up to date.
  ///
  /// @param mend changes what is to be changed; nothing is written when that is nothing
  public void reconcile(Place place, Consumer<ObjectNode> content, Consumer<ObjectNode> mend) {
    find(place)
        .ifPresentOrElse(present -> mend(place, present, mend), () -> ensure(place, content));
  }

  /// Brings an object up to date that was found.
  void mend(Place place, ObjectNode present, Consumer<ObjectNode> mend) {
    var mended = present.deepCopy();
    mend.accept(mended);
    if (!mended.equals(present)) {
      change(place, Part.MAIN, mend);
    }
  }

  public Optional<ObjectNode> find(Place place) {
    return registry
        .find(resource(place), place.namespace(), place.name())
        .map(stored -> stored.read().root());
  }

  /// All objects of a resource in a namespace.
  List<ObjectNode> all(String group, String version, String plural, String namespace) {
    return registry.list(resources.get(group, version, plural), namespace).stream()
        .map(stored -> stored.read().root())
        .toList();
  }

  /// Deletes an object unless it is gone.
  void remove(Place place) {
    try {
      delete(place);
    } catch (ApiException e) {
      if (!e.is(Reason.NotFound)) {
        throw e;
      }
    }
  }

  /// All objects of a resource without namespaces.
  public List<ObjectNode> list(String group, String version, String plural) {
    return registry.list(resources.get(group, version, plural), "").stream()
        .map(stored -> stored.read().root())
        .toList();
  }

  public void delete(Place place) {
    var request = request(resource(place), place.namespace(), Part.MAIN).named(place.name());
    registry.delete(request, DeleteOptions.DEFAULT);
  }

  /// Changes an object that exists.
  public void change(Place place, Part part, Consumer<ObjectNode> change) {
    var resource = resource(place);
    registry.update(
        request(resource, place.namespace(), part).named(place.name()),
        present -> {
          change.accept(present.root());
          resource.normalize(present);
          return present;
        });
  }

  /// Applies a status, by server-side apply, to an object that exists, and takes what it says over
  /// from other managers.
  ///
  /// @param status fills in the status
  public void applyStatus(Place place, String manager, Consumer<ObjectNode> status) {
    var resource = resource(place);
    var config = ApiObject.of(JsonNodeFactory.instance.objectNode());
    config.setType(resource.kind());
    config.metadata().setName(place.name());
    status.accept(Trees.child(config.root(), "status"));
    var request =
        request(resource, place.namespace(), Part.STATUS)
            .named(place.name())
            .withFieldManager(manager);
    registry.update(
        request, new AppliedSource(applier, new Application(config.root(), Force.YES, request)));
  }

  private Resource resource(Place place) {
    return resources.get(place.group(), place.version(), place.plural());
  }

  private WriteRequest request(Resource resource, String namespace, Part part) {
    return new WriteRequest(
        resource,
        namespace,
        "",
        part,
        User.APISERVER,
        fieldManager,
        DryRun.NO,
        JsonNodeFactory.instance.objectNode(),
        new Warnings());
  }
}
