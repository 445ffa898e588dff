package dev.timonier.server.resource.core.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.registry.Conversion;
import java.util.List;

/// Events of `events.k8s.io` are stored as those of the core group, which calls some fields
/// otherwise.
final class EventConversion implements Conversion.Change {
  private static final List<String> OLD = List.of("firstTimestamp", "lastTimestamp", "count");

  @Override
  public void toStored(ObjectNode event) {
    rename(event, EventVersion.NEW, EventVersion.CORE);
  }

  @Override
  public void toServed(ObjectNode event) {
    rename(event, EventVersion.CORE, EventVersion.NEW);
  }

  private static void rename(ObjectNode event, EventVersion from, EventVersion to) {
    rename(event, from.object(), to.object());
    rename(event, from.reporter(), to.reporter());
    rename(event, from.source(), to.source());
    rename(event, from.message(), to.message());
    OLD.forEach(field -> rename(event, from.old(field), to.old(field)));
  }

  private static void rename(ObjectNode event, String from, String to) {
    var value = event.remove(from);
    if (value != null) {
      event.set(to, value);
    }
  }
}
