package dev.timonier.server.resource.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.table.Ages;
import dev.timonier.server.table.Column;
import dev.timonier.server.table.ColumnTable;
import java.time.Instant;
import java.util.Locale;

/// What `kubectl get events` shows of what is stored.
final class EventColumns {
  static final ColumnTable TABLE =
      ColumnTable.empty()
          .with(Column.text("Last Seen", "When it last happened."), EventColumns::lastSeen)
          .text("Type", "Normal or Warning.", event -> Trees.text(event, "type"))
          .text("Reason", "Why, in a word.", event -> Trees.text(event, "reason"))
          .text("Object", "What the event is about.", EventColumns::object)
          .wide(
              "Subobject",
              "The part of the object.",
              event -> Trees.text(event.path("involvedObject"), "fieldPath"))
          .wide("Source", "Who tells of it.", EventColumns::source)
          .text("Message", "What happened.", event -> Trees.text(event, "message").strip())
          .with(
              Column.text("First Seen", "When it first happened.").wide(), EventColumns::firstSeen)
          .wide("Count", "How often it happened.", EventColumns::count)
          .with(
              new Column("Name", "string", "name", "The name of the event.", 1),
              (event, _) -> Trees.text(event.path("metadata"), "name"));

  private EventColumns() {}

  private static Object lastSeen(JsonNode event, Instant now) {
    var series = event.path("series").path("lastObservedTime");
    if (series.isTextual()) {
      return Ages.since(series, now);
    }
    var last = event.path("lastTimestamp");
    return last.isTextual() ? Ages.since(last, now) : firstSeen(event, now);
  }

  private static Object firstSeen(JsonNode event, Instant now) {
    var first = event.path("firstTimestamp");
    return Ages.since(first.isTextual() ? first : event.path("eventTime"), now);
  }

  private static Object object(JsonNode event) {
    var object = event.path("involvedObject");
    var kind = Trees.text(object, "kind").toLowerCase(Locale.ROOT);
    var name = Trees.text(object, "name");
    return name.isEmpty() ? kind : kind + "/" + name;
  }

  private static Object source(JsonNode event) {
    var source = event.path("source");
    var component = Trees.text(source, "component");
    var host = Trees.text(source, "host");
    var who = component.isEmpty() ? Trees.text(event, "reportingComponent") : component;
    var where = host.isEmpty() ? Trees.text(event, "reportingInstance") : host;
    return where.isEmpty() ? who : who + ", " + where;
  }

  private static Object count(JsonNode event) {
    var series = event.path("series").path("count").asLong();
    var count = series > 0 ? series : event.path("count").asLong();
    return count == 0 ? 1 : count;
  }
}
