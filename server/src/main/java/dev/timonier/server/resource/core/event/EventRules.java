package dev.timonier.server.resource.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with Events. Faults are told of the fields of the core group's version,
/// whichever the client uses.
final class EventRules {
  private static final int MOST_WORDS = 128;
  private static final int MOST_MESSAGE = 1024;

  private final EventVersion version;

  EventRules(EventVersion version) {
    this.version = version;
  }

  void create(Subject event) {
    namespace(event);
    if (event.at("eventTime").isPresent()) {
      complete(event);
    }
    if (version == EventVersion.NEW) {
      onlyNew(event);
    }
  }

  void update(Subject next, JsonNode old) {
    namespace(next);
    if (next.at("eventTime").isPresent()) {
      complete(next);
    }
    if (version == EventVersion.NEW) {
      series(next.at("series"));
      immutable(next, old);
    }
  }

  /// Who tells the time of an event may tell of objects in any namespace, but not of objects in
  /// none everywhere.
  private void namespace(Subject event) {
    var object = event.at(version.object()).at("namespace");
    var own = event.at("metadata").at("namespace").text();
    var timed = event.at("eventTime").isPresent();
    var fits =
        object.isEmpty()
            ? own.equals("default") || (timed && own.equals("kube-system"))
            : timed || object.text().equals(own);
    if (!fits) {
      event
          .at("involvedObject")
          .at("namespace")
          .invalid(Subject.quote(object.text()), "does not match event.namespace");
    }
  }

  private void complete(Subject event) {
    var reporter = event.at(version.reporter());
    if (reporter.isEmpty()) {
      reporter.required();
    }
    reporter.format(Format::checkQualifiedName);
    for (var field : List.of("reportingInstance", "action", "reason")) {
      words(event.at(field));
    }
    if (event.at(version.message()).text().length() > MOST_MESSAGE) {
      event.at("message").invalid("\"\"", "can have at most 1024 characters");
    }
  }

  private static void words(Subject words) {
    if (words.isEmpty()) {
      words.required();
    }
    if (words.text().length() > MOST_WORDS) {
      words.invalid("\"\"", "can have at most 128 characters");
    }
  }

  private void onlyNew(Subject event) {
    series(event.at("series"));
    if (!event.at("eventTime").isPresent()) {
      event.at("eventTime").required();
    }
    var type = event.at("type");
    if (!type.text().equals("Normal") && !type.text().equals("Warning")) {
      type.invalid("\"\"", "has invalid value: " + type.text());
    }
    for (var field : List.of("firstTimestamp", "lastTimestamp", "count")) {
      unset(event.at(version.old(field)), event.at(field));
    }
    unset(event.at(version.source()), event.at("source"));
  }

  private static void unset(Subject given, Subject told) {
    if (!given.isEmpty() && given.value().asLong(1) != 0) {
      told.invalid("\"\"", "needs to be unset");
    }
  }

  private static void series(Subject series) {
    if (!series.isPresent()) {
      return;
    }
    if (series.at("count").number() < 2) {
      series.at("count").invalid("\"\"", "should be at least 2");
    }
    if (!series.at("lastObservedTime").isPresent()) {
      series.at("lastObservedTime").required();
    }
  }

  /// As Kubernetes looks at the reason twice, so it tells of it twice.
  private void immutable(Subject next, JsonNode old) {
    reference(next, old, version.object(), "involvedObject");
    immutable(next, old, "reason", "reason");
    immutable(next, old, version.message(), "message");
    source(next, old);
    for (var field : List.of("firstTimestamp", "lastTimestamp", "count")) {
      next.at(field)
          .with(next.at(version.old(field)).value())
          .immutable(old.path(version.old(field)));
    }
    immutable(next, old, "reason", "reason");
    immutable(next, old, "type", "type");
    next.at("eventTime").immutable(old.path("eventTime"));
    immutable(next, old, "action", "action");
    reference(next, old, "related", "related");
    immutable(next, old, version.reporter(), version.reporter());
    immutable(next, old, "reportingInstance", "reportingInstance");
  }

  /// @param told the name of the field in messages
  private static void immutable(Subject next, JsonNode old, String field, String told) {
    next.at(told).with(next.at(field).value()).immutableText(old.path(field));
  }

  private static void reference(Subject next, JsonNode old, String field, String told) {
    var value = next.at(field).value();
    if (!value.equals(old.path(field))) {
      next.at(told).with(EventShown.reference(value)).invalid("field is immutable");
    }
  }

  private void source(Subject next, JsonNode old) {
    var value = next.at(version.source()).value();
    if (!value.equals(old.path(version.source()))) {
      next.at("source").with(EventShown.source(value)).invalid("field is immutable");
    }
  }
}
