package dev.timonier.server.representation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.Shape.Extent;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Query;
import dev.timonier.server.request.Reply;
import java.time.InstantSource;

/// Shows the objects of one resource in the form that a client asked for.
public final class Representation {
  private final Form form;
  private final Resource resource;
  private final Query query;
  private final InstantSource clock;

  /// Keeps nothing of the request that is not needed: watches last.
  public Representation(Form form, Resource resource, HttpRequest request, InstantSource clock) {
    this.form = form;
    this.resource = resource;
    this.query = form.shape() instanceof Shape.Table ? request.query() : Query.EMPTY;
    this.clock = clock;
  }

  /// The form that the request accepts.
  public static Representation accepted(
      HttpRequest request, Resource resource, InstantSource clock) {
    return new Representation(Negotiation.accept(request), resource, request, clock);
  }

  /// The form that a request for a list or a watch accepts.
  public static Representation acceptedList(
      HttpRequest request, Resource resource, InstantSource clock) {
    return new Representation(Negotiation.acceptList(request), resource, request, clock);
  }

  /// The form that the request accepts, for objects that are shown whole or not at all.
  public static Representation acceptedWhole(
      HttpRequest request, Resource resource, InstantSource clock) {
    return new Representation(Negotiation.acceptWhole(request), resource, request, clock);
  }

  public Form form() {
    return form;
  }

  /// One object.
  public Reply object(int status, StoredObject object) {
    return complete(
        status, form.isStored(Extent.OBJECT) ? stored(object) : TreeBytes.of(tree(object), form));
  }

  /// A tree that is no object of the resource, such as a Status: always shown whole.
  public Reply tree(int status, JsonNode tree) {
    return complete(status, TreeBytes.of(tree, form));
  }

  /// The objects of a list.
  public ListRepresentation list() {
    return new ListRepresentation(this, form, resource);
  }

  /// The events of a watch.
  ///
  /// @throws dev.timonier.machinery.status.ApiException 400 when rows cannot be as is wanted
  public WatchRepresentation watch() {
    if (form.shape() instanceof Shape.Table(var version)) {
      tables(version);
    }
    if (form.type() == MediaType.YAML) {
      throw Negotiation.noStream();
    }
    return new WatchRepresentation(this, form, resource);
  }

  private byte[] stored(StoredObject object) {
    var out = new JsonWriter(object.length() + 1);
    writeStored(object, out);
    return out.raw('\n').toByteArray();
  }

  /// Writes an object in a form that needs no more than its stored bytes.
  void writeStored(StoredObject object, JsonWriter out) {
    switch (form.shape()) {
      case Shape.Metadata(var version, _) -> PartialMetadata.write(resource, object, version, out);
      case Shape.Whole _, Shape.Table _ -> resource.served(object).writeTo(out);
    }
  }

  /// As above, for lists: whole objects are without their type.
  void writeStoredItem(StoredObject object, JsonWriter out) {
    if (form.shape() instanceof Shape.Whole) {
      resource.served(object).writeItemTo(out);
    } else {
      writeStored(object, out);
    }
  }

  /// The tree of an object in the form's shape.
  ObjectNode tree(StoredObject stored) {
    return switch (form.shape()) {
      case Shape.Whole() -> resource.show(stored).root();
      case Shape.Metadata(var version, Extent extent) when extent == Extent.OBJECT ->
          PartialMetadata.of(resource, stored, version);
      case Shape.Metadata _ -> throw noList(resource);
      case Shape.Table(var version) -> table(version, stored);
    };
  }

  /// An object has not the form of a list.
  static ApiException noList(Resource resource) {
    return ApiErrors.notAcceptableMediaType(
        "you requested PartialObjectMetadataList, but the requested object is not a list (*"
            + InternalType.of(resource.kind())
            + ")");
  }

  private ObjectNode table(String version, StoredObject stored) {
    var tables = tables(version);
    var table = tables.table(stored.version());
    ((ArrayNode) table.get("rows")).add(tables.row(stored));
    return table;
  }

  Tables tables(String version) {
    return new Tables(resource, version, Tables.RowObject.of(query), clock);
  }

  Reply complete(int status, byte[] body) {
    return new Reply.Complete(status, Headers.contentType(form.type().text()), body);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
