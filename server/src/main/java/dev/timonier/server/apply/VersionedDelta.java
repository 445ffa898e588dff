package dev.timonier.server.apply;

import dev.timonier.server.apply.typed.BuiltInTypes;
import dev.timonier.server.apply.typed.Comparer;
import dev.timonier.server.apply.typed.Delta;
import dev.timonier.server.apply.typed.MergeType;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.WriteRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a write changed, in the version of each manager: fields of `autoscaling/v1` tell nothing to
/// who manages those of `autoscaling/v2`.
final class VersionedDelta {
  private final WriteRequest request;
  private final ApiObject old;
  private final ApiObject next;
  private final BuiltInTypes types;
  private final Versions versions;
  private final Map<String, Optional<Delta>> deltas = new HashMap<>();

  /// @param delta in the version of the request, which is known already
  VersionedDelta(
      WriteRequest request,
      Delta delta,
      ApiObject old,
      ApiObject next,
      BuiltInTypes types,
      Versions versions) {
    this.request = request;
    this.old = old;
    this.next = next;
    this.types = types;
    this.versions = versions;
    deltas.put(request.resource().kind().apiVersion(), Optional.of(delta));
  }

  /// In the version of the request.
  Delta written() {
    return in(request.resource().kind().apiVersion()).orElseThrow();
  }

  /// In any version; nothing where the objects cannot be had in it.
  Optional<Delta> in(String apiVersion) {
    return deltas.computeIfAbsent(apiVersion, this::compare);
  }

  private Optional<Delta> compare(String apiVersion) {
    return versions.find(request.resource(), apiVersion).map(this::compare);
  }

  private Delta compare(Resource version) {
    var type = types.root(version.type());
    var written = request.resource();
    var before = written.convert(old, version);
    var after = written.convert(next, version);
    return ResetFields.filter(Comparer.compare(before.root(), after.root(), type), request);
  }

  /// The type of a version's objects.
  static Optional<MergeType> type(
      Resource resource, String apiVersion, BuiltInTypes types, Versions versions) {
    return versions.find(resource, apiVersion).map(version -> types.root(version.type()));
  }
}
