package dev.timonier.server.resource.core.pod;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.stream.Collectors;

/// Finds what is wrong with what a pod's status says of its claims of devices.
final class ClaimStatuses {
  private ClaimStatuses() {}

  static void validate(Subject pod) {
    var known =
        Trees.stream(pod.value().path("spec").path("resourceClaims"))
            .map(claim -> Trees.text(claim, "name"))
            .collect(Collectors.toSet());
    var names = new HashSet<String>();
    for (var status : pod.at("status").at("resourceClaimStatuses").elements()) {
      var name = status.at("name");
      if (!known.contains(name.text())) {
        name.invalid("must match the name of an entry in `spec.resourceClaims`");
      }
      if (!names.add(name.text())) {
        name.duplicate();
      }
      var claim = status.at("resourceClaimName");
      if (claim.isPresent()) {
        name.faulty(Subject.quote(claim.text()), Format.DNS_SUBDOMAIN.check(claim.text()));
      }
    }
    extended(pod.at("status").at("extendedResourceClaimStatus"));
  }

  private static void extended(Subject status) {
    if (!status.isPresent()) {
      return;
    }
    status.at("requestMappings").mustBePresent("at least one request mapping is required");
    status.at("resourceClaimName").mustBePresent("");
  }
}
