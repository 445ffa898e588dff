package dev.timonier.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.ValidKinds.Change;
import dev.timonier.server.fixture.ValidKinds.ValidKind;
import io.fabric8.kubernetes.api.model.StatusCause;
import java.util.List;
import java.util.stream.Collectors;

/// What happens to objects of every kind, from their creation to their end.
final class KindLives implements AutoCloseable {
  private final ObjectApi api;

  KindLives(ObjectApi api) {
    this.api = api;
  }

  /// Creates an object, reads it, writes it as it is, and deletes it.
  void live(ObjectNode object) {
    create(object);
    var created = read(object);
    assertThat(Kept.lostOf(ObjectApi.resource(object), object, created)).isEmpty();
    assertThat(refusal(() -> api.rewrite(created))).isEmpty();
    remove(object);
  }

  /// Tries all changes of a kind on an object.
  void change(ValidKind kind, ObjectNode object) {
    create(object);
    var created = read(object);
    kind.refused().forEach(change -> refuse(change, created));
    assertThat(read(object)).isEqualTo(created);
    kind.permitted().forEach(change -> permit(change, read(object)));
    remove(object);
  }

  private void create(ObjectNode object) {
    assertThat(refusal(() -> api.create(object))).isEmpty();
  }

  private void refuse(Change change, ObjectNode object) {
    var refusal = refusal(() -> api.update(change.of(object)));
    if (change.fault().endsWith("…")) {
      assertThat(refusal).as(change::toString).startsWith(change.fault().replace("…", ""));
    } else {
      assertThat(refusal).as(change::toString).isEqualTo(change.fault());
    }
  }

  private void permit(Change change, ObjectNode object) {
    var next = change.of(object);
    assertThat(refusal(() -> api.update(next))).as(change::toString).isEmpty();
    var changed = read(next);
    assertThat(changed).as(change::toString).isNotEqualTo(object);
    assertThat(Kept.lostOf(ObjectApi.resource(next), next, changed)).as(change::toString).isEmpty();
  }

  /// Why a request is refused, each cause once; empty when it is not.
  private static String refusal(Runnable request) {
    try {
      request.run();
      return "";
    } catch (ObjectApi.Refusal e) {
      var causes = e.status().getDetails().getCauses();
      return causes.isEmpty() ? e.status().getMessage() : text(causes);
    }
  }

  private static String text(List<StatusCause> causes) {
    return causes.stream()
        .map(cause -> cause.getField() + ": " + cause.getMessage())
        .distinct()
        .collect(Collectors.joining(" & "));
  }

  private ObjectNode read(ObjectNode object) {
    return api.find(object).orElseThrow();
  }

  private void remove(ObjectNode object) {
    api.delete(object);
    api.find(object)
        .ifPresent(
            held -> {
              held.withObject("/metadata").remove("finalizers");
              api.update(held);
            });
    api.find(object)
        .ifPresent(
            held -> {
              held.withObject("/spec").remove("finalizers");
              api.finish(held);
            });
    assertThat(api.find(object)).isEmpty();
  }

  @Override
  public void close() {
    api.close();
  }
}
