package dev.timonier.controllers.endpointslice;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How to bring slices to the endpoints that are wanted with few writes, for each costs every node
/// of the cluster a read: endpoints stay where they are; slices that change anyway are filled up
/// first; then one slice with just enough room; the rest goes into new ones.
///
/// @param updates the new endpoints of slices that change
/// @param creations the endpoints of new slices
record SlicePlan(
    Map<EndpointSlice, List<Endpoint>> updates,
    List<List<Endpoint>> creations,
    List<EndpointSlice> deletions) {

  /// @param slices that have the key of the wanted endpoints
  static SlicePlan of(Collection<EndpointSlice> slices, Collection<Endpoint> wanted, int most) {
    return new Planner(most, wanted).plan(slices);
  }

  /// The server shows an empty list as none.
  static List<Endpoint> endpoints(EndpointSlice slice) {
    return Objects.requireNonNullElse(slice.getEndpoints(), List.of());
  }

  private static final class Planner {
    private final int most;
    private final Map<String, Endpoint> missing = new LinkedHashMap<>();
    private final Map<EndpointSlice, List<Endpoint>> updates = new LinkedHashMap<>();
    private final List<EndpointSlice> unchanged = new ArrayList<>();
    private final List<EndpointSlice> deletions = new ArrayList<>();

    private Planner(int most, Collection<Endpoint> wanted) {
      this.most = most;
      wanted.forEach(endpoint -> missing.put(identity(endpoint), endpoint));
    }

    private SlicePlan plan(Collection<EndpointSlice> slices) {
      slices.forEach(this::keep);
      updates.values().forEach(this::fillUp);
      if (!missing.isEmpty() && missing.size() < most) {
        roomiest().ifPresent(this::fillUnchanged);
      }
      var creations = new ArrayList<List<Endpoint>>();
      while (!missing.isEmpty()) {
        var endpoints = new ArrayList<Endpoint>();
        fillUp(endpoints);
        creations.add(endpoints);
      }
      return new SlicePlan(updates, creations, deletions);
    }

    /// Takes the wanted endpoints that the slice has already.
    private void keep(EndpointSlice slice) {
      var kept = new ArrayList<Endpoint>();
      for (var present : endpoints(slice)) {
        Optional.ofNullable(missing.remove(identity(present))).ifPresent(kept::add);
      }
      if (kept.isEmpty() && !endpoints(slice).isEmpty()) {
        deletions.add(slice);
      } else if (kept.equals(endpoints(slice))) {
        unchanged.add(slice);
      } else {
        updates.put(slice, kept);
      }
    }

    private void fillUp(List<Endpoint> endpoints) {
      var rest = missing.values().iterator();
      while (rest.hasNext() && endpoints.size() < most) {
        endpoints.add(rest.next());
        rest.remove();
      }
    }

    /// The fullest slice into which all that is missing fits.
    private Optional<EndpointSlice> roomiest() {
      return unchanged.stream()
          .filter(slice -> endpoints(slice).size() + missing.size() <= most)
          .max((a, b) -> Integer.compare(endpoints(a).size(), endpoints(b).size()));
    }

    private void fillUnchanged(EndpointSlice slice) {
      var endpoints = new ArrayList<>(endpoints(slice));
      fillUp(endpoints);
      unchanged.remove(slice);
      updates.put(slice, endpoints);
    }

    private static String identity(Endpoint endpoint) {
      var target = endpoint.getTargetRef() == null ? "" : endpoint.getTargetRef().getUid();
      return target + endpoint.getAddresses();
    }
  }
}
