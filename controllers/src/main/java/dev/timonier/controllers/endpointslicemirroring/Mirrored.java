package dev.timonier.controllers.endpointslicemirroring;

import dev.timonier.controllers.endpointslice.SliceKey;
import dev.timonier.machinery.network.Address;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What slices should say of the subsets of Endpoints; pure. The addresses of a subset are in one
/// slice per family, as far as there is room.
///
/// @param invalid how many texts were no addresses
/// @param skipped how many addresses are in no slice, invalid ones among them
record Mirrored(Map<SliceKey, List<Endpoint>> endpoints, int invalid, int skipped) {
  /// @param most how many addresses of a subset are mirrored
  static Mirrored of(@Nullable List<EndpointSubset> subsets, int most) {
    var mirror = new Mirror(most);
    CanonicalSubset.of(subsets).forEach(mirror::add);
    return mirror.mirrored();
  }

  private record Identity(List<String> addresses, String hostname, String namespace, String name) {
    static Identity of(Endpoint endpoint) {
      var target = endpoint.getTargetRef();
      return new Identity(
          endpoint.getAddresses(),
          text(endpoint.getHostname()),
          target == null ? "" : text(target.getNamespace()),
          target == null ? "" : text(target.getName()));
    }

    private static String text(@Nullable String text) {
      return Objects.requireNonNullElse(text, "");
    }
  }

  private static final class Mirror {
    private final int most;
    private final Map<SliceKey, Map<Identity, Endpoint>> endpoints = new LinkedHashMap<>();
    private int invalid;
    private int skipped;

    private Mirror(int most) {
      this.most = most;
    }

    private void add(CanonicalSubset subset) {
      var added = 0;
      for (var entry : subset.addresses()) {
        if (added == most) {
          break;
        }
        var address = Address.parse(entry.getKey().getIp());
        if (address.isPresent()) {
          var key = SliceKey.of(address.get().family().toString(), subset.ports());
          var endpoint = endpoint(address.get(), entry.getKey(), entry.getValue());
          endpoints
              .computeIfAbsent(key, _ -> new LinkedHashMap<>())
              .put(Identity.of(endpoint), endpoint);
          added++;
        } else {
          invalid++;
        }
      }
      skipped += subset.addresses().size() - added;
    }

    private static Endpoint endpoint(Address address, EndpointAddress written, boolean ready) {
      return new EndpointBuilder()
          .withAddresses(address.toString())
          .withNewConditions()
          .withReady(ready)
          .endConditions()
          .withTargetRef(written.getTargetRef())
          .withNodeName(written.getNodeName())
          .withHostname(written.getHostname())
          .build();
    }

    private Mirrored mirrored() {
      var lists =
          endpoints.entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey,
                      e -> List.copyOf(e.getValue().values()),
                      (a, _) -> a,
                      LinkedHashMap::new));
      return new Mirrored(lists, invalid, skipped);
    }
  }
}
