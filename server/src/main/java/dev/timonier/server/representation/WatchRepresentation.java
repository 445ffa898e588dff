package dev.timonier.server.representation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.protobuf.Protobuf;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.MemberOrder;
import dev.timonier.server.watchcache.EventType;
import dev.timonier.server.watchcache.WatchFrame;
import dev.timonier.storage.Revision;

/// Shows the events of a watch: frames of one JSON object and a newline each, or of a length and a
/// protobuf message.
public final class WatchRepresentation {
  private final Representation representation;
  private final Form form;
  private final Resource resource;
  private boolean columnsShown; // touched by the watch's own deliveries only, one at a time

  WatchRepresentation(Representation representation, Form form, Resource resource) {
    this.representation = representation;
    this.form = form;
    this.resource = resource;
  }

  /// What tells encodings of one change apart.
  private record Encoding(GroupVersionKind kind, Form form, EventType type) {}

  /// What the reply says of its format.
  public String contentType() {
    return form.type() == MediaType.PROTOBUF
        ? form.type().text() + MediaType.STREAM
        : form.type().text();
  }

  /// The frame of a change. Watchers that ask for the same form share its bytes.
  ///
  /// @throws dev.timonier.machinery.status.ApiException 406 when objects do not have that form
  public byte[] frame(WatchFrame frame) {
    if (form.shape() instanceof Shape.Table) {
      return tableFrame(frame);
    }
    var encoding = new Encoding(resource.kind(), form, frame.type());
    return frame.change().encoded(encoding, () -> encode(frame));
  }

  private byte[] encode(WatchFrame frame) {
    if (!form.isStored(Shape.Extent.OBJECT)) {
      return frame(frame.type(), representation.tree(frame.object().stored()));
    }
    var out = start(frame.type());
    representation.writeStored(frame.object().stored(), out);
    return out.raw("}\n").toByteArray();
  }

  /// The columns are told with the first row only.
  private byte[] tableFrame(WatchFrame frame) {
    var table = representation.tree(frame.object().stored());
    return frame(frame.type(), withColumnsOnce(table));
  }

  private ObjectNode withColumnsOnce(ObjectNode table) {
    if (columnsShown) {
      table.putNull("columnDefinitions");
    }
    columnsShown = true;
    return table;
  }

  /// Tells how far the watch has come.
  ///
  /// @throws dev.timonier.machinery.status.ApiException 406 when objects do not have that form
  public byte[] bookmark(Revision revision, InitialEvents initial) {
    var object = ApiObject.of(Representation.object());
    object.setType(resource.kind());
    var metadata = object.metadata();
    metadata.setResourceVersion(revision.toString());
    if (!(form.shape() instanceof Shape.Metadata)) {
      resource.strategy().showZeros(object.root());
    }
    if (initial == InitialEvents.END) {
      Trees.child(metadata.tree(), "annotations").put("k8s.io/initial-events-end", "true");
    }
    Conformer.conform(object.root(), resource.type());
    MemberOrder.arrange(object.root(), resource.type());
    return frame(EventType.BOOKMARK, shaped(object));
  }

  /// Whether a bookmark ends the initial events.
  public enum InitialEvents {
    END,
    OTHER
  }

  private ObjectNode shaped(ApiObject bookmark) {
    return switch (form.shape()) {
      case Shape.Whole() -> bookmark.root();
      case Shape.Metadata(_, var extent) when extent == Shape.Extent.LIST ->
          throw Representation.noList(resource);
      case Shape.Metadata(var version, _) ->
          PartialMetadata.of(bookmark.metadata().tree(), version);
      case Shape.Table(var version) -> table(version, bookmark);
    };
  }

  private ObjectNode table(String version, ApiObject bookmark) {
    var tables = representation.tables(version);
    var table = tables.table(bookmark.metadata().resourceVersion());
    table.withArray("rows").add(tables.row(bookmark));
    return withColumnsOnce(table);
  }

  /// Tells why the watch ends.
  public byte[] error(JsonNode status) {
    return frame(EventType.ERROR, status);
  }

  private byte[] frame(EventType type, JsonNode object) {
    if (form.type() == MediaType.PROTOBUF) {
      return Protobuf.frame(type.name(), object);
    }
    return start(type).node(object).raw("}\n").toByteArray();
  }

  private static JsonWriter start(EventType type) {
    return new JsonWriter().raw("{\"type\":\"").raw(type.name()).raw("\",\"object\":");
  }
}
