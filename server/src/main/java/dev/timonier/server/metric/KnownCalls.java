package dev.timonier.server.metric;

import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.RequestInfo;
import dev.timonier.server.verb.DeprecatedKinds;
import dev.timonier.server.verb.Paths;
import dev.timonier.server.zpage.ZPage;
import java.util.Optional;
import java.util.function.Predicate;

/// Tells calls of what there is from those of paths that anybody may think up, which would each
/// have meters of their own.
public record KnownCalls(Resources resources, Paths paths) implements Predicate<ApiCall> {
  @Override
  public boolean test(ApiCall call) {
    var info = call.info();
    return info.isResourceRequest() ? isServed(info) : paths.serves(info.path());
  }

  /// By what a call is counted and measured, if it is.
  Optional<RequestLabels> labels(ApiCall call) {
    var info = call.info();
    if (info.isResourceRequest()) {
      return isServed(info) ? Optional.of(RequestLabels.of(call)) : Optional.empty();
    }
    return MeasuredPath.of(call.request()).map(path -> RequestLabels.of(call).at(path));
  }

  /// Whether calls with these labels are for a kind that is on its way out.
  boolean areDeprecated(RequestLabels labels) {
    var version = new GroupVersion(labels.group(), labels.version());
    return ZPage.isDeprecated(version)
        || resources
            .find(version, labels.resource())
            .filter(resource -> DeprecatedKinds.contains(resource.kind()))
            .isPresent();
  }

  private boolean isServed(RequestInfo info) {
    var resource = resources.find(info.groupVersion(), info.resource());
    return resource.isPresent()
        && (info.subresource().isEmpty()
            || resource.get().api().subresource(info.subresource()).isPresent());
  }
}
