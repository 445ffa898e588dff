package dev.timonier.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.admission.AdmissionChain;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.ValidKinds.Change;
import dev.timonier.server.fixture.ValidKinds.ValidKind;
import dev.timonier.server.network.Family;
import dev.timonier.server.registry.Part;
import dev.timonier.server.resource.core.service.allocation.AllocationNotes;
import dev.timonier.server.resource.core.service.allocation.PortRange;
import dev.timonier.server.resource.core.service.allocation.ServiceAllocator;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// What happens to objects of every kind, from their creation to their end.
final class KindLives implements AutoCloseable {
  private static final String RANGE =
      "apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: kubernetes}";

  private final LocalApi api =
      new LocalApi(
          _ -> AdmissionChain.NONE, it -> Map.of(new GroupResource("", "services"), allocator(it)));

  KindLives() {
    api.create("{" + RANGE + ", spec: {cidrs: [10.96.0.0/24]}}");
    api.patch(
        Part.STATUS,
        "{"
            + RANGE
            + ", status: {conditions: [{type: Ready, status: 'True', reason: '', message: '',"
            + " lastTransitionTime: 2026-01-01T00:00:00Z}]}}");
  }

  private static ServiceAllocator allocator(LocalApi api) {
    return new ServiceAllocator(
        api.store(),
        api.cache(),
        new ServiceAllocator.Pools(Family.IPV4, new PortRange(30000, 32767)),
        AllocationNotes.NONE,
        api.time(),
        RandomGenerator.of("L64X128MixRandom"),
        () -> UUID.randomUUID().toString());
  }

  /// Creates an object, reads it, writes it as it is, and deletes it.
  void live(ObjectNode object) {
    assertThat(refusal(() -> api.create(object))).isEmpty();
    var created = read(object);
    assertThat(refusal(() -> assertThat(api.update(Part.MAIN, created)).isEqualTo(created)))
        .isEmpty();
    remove(created);
  }

  /// Tries all changes of a kind on an object.
  void change(ValidKind kind, ObjectNode object) {
    assertThat(refusal(() -> api.create(object))).isEmpty();
    var created = read(object);
    kind.refused().forEach(change -> refuse(change, created));
    assertThat(read(object)).isEqualTo(created);
    kind.permitted().forEach(change -> permit(change, read(object)));
    remove(object);
  }

  private void refuse(Change change, ObjectNode object) {
    var refusal = refusal(() -> api.update(Part.MAIN, change.of(object)));
    if (change.fault().endsWith("…")) {
      assertThat(refusal).as(change::toString).startsWith(change.fault().replace("…", ""));
    } else {
      assertThat(refusal).as(change::toString).isEqualTo(change.fault());
    }
  }

  private void permit(Change change, ObjectNode object) {
    var next = change.of(object);
    assertThat(refusal(() -> api.update(Part.MAIN, next))).as(change::toString).isEmpty();
    assertThat(read(next)).as(change::toString).isNotEqualTo(object);
  }

  /// Why a request is refused, each cause once; empty when it is not.
  private static String refusal(Runnable request) {
    try {
      request.run();
      return "";
    } catch (ApiException e) {
      return e.status().getDetails().getCauses().stream()
          .map(cause -> cause.getField() + ": " + cause.getMessage())
          .distinct()
          .collect(Collectors.joining(" & "));
    }
  }

  private ObjectNode read(ObjectNode object) {
    return api.get(type(object), name(object));
  }

  private void remove(ObjectNode object) {
    api.delete(type(object), name(object));
    var bare = "{" + type(object) + ", metadata: {name: '" + name(object) + "', finalizers: null}";
    if (isThere(object)) {
      api.patch(bare + "}");
    }
    if (isThere(object)) {
      api.patch(Part.FINALIZE, bare + ", spec: {finalizers: null}}");
    }
    assertThat(isThere(object)).isFalse();
  }

  private boolean isThere(ObjectNode object) {
    return api.exists(type(object), name(object));
  }

  private static String type(ObjectNode object) {
    return "apiVersion: " + object.path("apiVersion") + ", kind: " + object.path("kind");
  }

  private static String name(ObjectNode object) {
    return object.path("metadata").path("name").asText();
  }

  @Override
  public void close() {
    api.close();
  }
}
