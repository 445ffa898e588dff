package dev.timonier.server.verb;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.request.ApiCall;
import java.util.Arrays;
import java.util.Map;

/// Makes the registry's requests of the API's.
final class WriteRequests {
  private static final Map<String, Part> PARTS =
      Arrays.stream(Part.values()).collect(toMap(Part::subresource, identity()));

  private WriteRequests() {}

  static WriteRequest of(ApiCall call, Resource resource, WriteOptions options) {
    return of(call, resource, options.fieldManager(), options.dryRun(), options.tree());
  }

  static WriteRequest of(
      ApiCall call, Resource resource, String fieldManager, DryRun dryRun, ObjectNode options) {
    var info = call.info();
    return new WriteRequest(
        resource,
        resource.namespaced() ? info.namespace() : "",
        info.name(),
        part(info.subresource()),
        call.user(),
        fieldManager,
        dryRun,
        options,
        call.warnings());
  }

  private static Part part(String subresource) {
    return PARTS.getOrDefault(subresource, Part.MAIN);
  }
}
