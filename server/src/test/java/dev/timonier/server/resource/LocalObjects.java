package dev.timonier.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.network.Family;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.admission.AdmissionChain;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import dev.timonier.server.resource.core.service.allocation.AllocationNotes;
import dev.timonier.server.resource.core.service.allocation.PortRange;
import dev.timonier.server.resource.core.service.allocation.ServiceAllocator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The registry alone, without a server around it.
final class LocalObjects implements ObjectApi {
  private static final String RANGE =
      "apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: kubernetes}";

  private final LocalApi api =
      new LocalApi(
          _ -> AdmissionChain.NONE, it -> Map.of(new GroupResource("", "services"), allocator(it)));

  LocalObjects() {
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
        new ServiceAllocator.Pools(List.of(Family.IPV4), new PortRange(30000, 32767)),
        AllocationNotes.NONE,
        api.time(),
        RandomGenerator.of("L64X128MixRandom"),
        () -> UUID.randomUUID().toString());
  }

  private static ObjectNode answered(Supplier<ObjectNode> request) {
    try {
      return request.get();
    } catch (ApiException e) {
      throw new Refusal(e.status());
    }
  }

  @Override
  public ObjectNode create(ObjectNode object) {
    return answered(() -> api.create(object));
  }

  @Override
  public Optional<ObjectNode> find(ObjectNode object) {
    return api.exists(type(object), name(object))
        ? Optional.of(api.get(type(object), name(object)))
        : Optional.empty();
  }

  @Override
  public ObjectNode update(ObjectNode object) {
    return answered(() -> api.update(Part.MAIN, object));
  }

  @Override
  public void rewrite(ObjectNode object) {
    assertThat(update(object)).isEqualTo(object);
  }

  @Override
  public void finish(ObjectNode namespace) {
    api.update(Part.FINALIZE, namespace);
  }

  @Override
  public void delete(ObjectNode object) {
    api.delete(type(object), name(object));
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
