package dev.timonier.server.representation;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.Shape.Extent;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import dev.timonier.server.request.Reply.BodySink;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.ObjectList;
import dev.timonier.storage.Revision;
import java.util.List;
import java.util.function.BiConsumer;

/// Shows lists.
public final class ListRepresentation {
  private static final String PARTIAL = "PartialObjectMetadataList";

  private final Representation representation;
  private final Form form;
  private final Resource resource;

  ListRepresentation(Representation representation, Form form, Resource resource) {
    this.representation = representation;
    this.form = form;
    this.resource = resource;
  }

  /// @param next the continue token; empty at the end
  /// @param remaining how many objects follow; 0 when that is not known
  public record Page(ObjectList objects, String next, long remaining) {}

  public Reply reply(Page page) {
    return reply(page, (list, sink) -> list.write(sink));
  }

  /// As above.
  ///
  /// @param known what is known of it in compressed form, in case that it goes out so
  public Reply reply(Page page, DeflatedRuns known) {
    return reply(page, (list, sink) -> list.write(sink, known));
  }

  private Reply reply(Page page, BiConsumer<StoredList, BodySink> writer) {
    if (!form.isStored(Extent.LIST) || isEmptyPartial(page)) {
      return representation.complete(200, TreeBytes.of(tree(page), form));
    }
    var list = stored(page);
    if (list.isSmall()) {
      return representation.complete(200, list.toByteArray());
    }
    return new Reply.Streamed(
        200, Headers.contentType(form.type().text()), sink -> writer.accept(list, sink));
  }

  /// It has no array of items.
  private boolean isEmptyPartial(Page page) {
    return form.shape() instanceof Shape.Metadata && page.objects().objects().isEmpty();
  }

  private StoredList stored(Page page) {
    var begin =
        switch (form.shape()) {
          case Shape.Metadata(var version, _) -> begin(PARTIAL, "meta.k8s.io/" + version, page);
          case Shape.Whole _, Shape.Table _ ->
              begin(listKind(), resource.kind().apiVersion(), page);
        };
    var items =
        new StoredList.Items(
            new DeflatedRuns.Form(resource.kind(), form.shape()), representation::writeStoredItem);
    return new StoredList(begin, page.objects().objects(), items);
  }

  private static byte[] begin(String kind, String apiVersion, Page page) {
    var out = new JsonWriter().raw("{\"kind\":").string(kind);
    out.raw(",\"apiVersion\":").string(apiVersion);
    return out.raw(",\"metadata\":").node(metadata(page)).raw(",\"items\":[").toByteArray();
  }

  private String listKind() {
    return resource.kind().kind() + "List";
  }

  private ObjectNode tree(Page page) {
    return switch (form.shape()) {
      case Shape.Whole() -> whole(page);
      case Shape.Metadata(var version, Extent extent) when extent == Extent.LIST ->
          partial(page, version);
      case Shape.Metadata _ ->
          throw ApiErrors.notAcceptableMediaType(
              "you requested PartialObjectMetadata, but the requested object is a list (*"
                  + InternalType.of(resource.kind())
                  + "List)");
      case Shape.Table(var version) -> table(page, version);
    };
  }

  private ObjectNode whole(Page page) {
    var list = Representation.object();
    list.put("kind", listKind()).put("apiVersion", resource.kind().apiVersion());
    list.set("metadata", metadata(page));
    var items = list.putArray("items");
    for (var object : page.objects().objects()) {
      items.add(item(object.stored()));
    }
    return list;
  }

  private ObjectNode item(StoredObject stored) {
    var item = resource.show(stored).root();
    item.remove(List.of("kind", "apiVersion"));
    return item;
  }

  private ObjectNode partial(Page page, String version) {
    var list = Representation.object();
    list.put("kind", PARTIAL).put("apiVersion", "meta.k8s.io/" + version);
    list.set("metadata", metadata(page));
    if (page.objects().objects().isEmpty()) {
      list.putNull("items");
      return list;
    }
    var items = list.putArray("items");
    for (CachedObject object : page.objects().objects()) {
      items.add(PartialMetadata.of(resource, object.stored(), version));
    }
    return list;
  }

  private ObjectNode table(Page page, String version) {
    var tables = representation.tables(version);
    var table = tables.table("");
    table.set("metadata", metadata(page));
    if (page.objects().objects().isEmpty() && resource.columns().lackRowsOfNothing()) {
      table.putNull("rows");
      return table;
    }
    var rows = (ArrayNode) table.get("rows");
    for (var object : inTableOrder(page.objects().objects())) {
      rows.add(tables.row(object.stored()));
    }
    return table;
  }

  private List<CachedObject> inTableOrder(List<CachedObject> objects) {
    return resource
        .columns()
        .order()
        .map(order -> comparing((CachedObject object) -> object.stored().read().root(), order))
        .map(order -> objects.stream().sorted(order).toList())
        .orElse(objects);
  }

  private static ObjectNode metadata(Page page) {
    var metadata = Representation.object();
    if (page.objects().revision().isAfter(Revision.NONE)) {
      metadata.put("resourceVersion", page.objects().revision().toString());
    }
    if (!page.next().isEmpty()) {
      metadata.put("continue", page.next());
    }
    if (page.remaining() > 0) {
      metadata.put("remainingItemCount", page.remaining());
    }
    return metadata;
  }
}
