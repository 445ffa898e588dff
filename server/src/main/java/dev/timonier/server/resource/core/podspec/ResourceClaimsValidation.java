package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.Set;

/// Finds what is wrong with a pod's resource claims
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/>).
final class ResourceClaimsValidation {
  private final Subject claims;
  private final boolean ofMirror;
  private final Set<String> names = new HashSet<>();

  ResourceClaimsValidation(PodContext pod) {
    this.claims = pod.spec().at("resourceClaims");
    this.ofMirror = pod.isMirror();
  }

  void validate() {
    for (var claim : claims.elements()) {
      if (ofMirror) {
        claim.add(FieldError.forbidden("[]", "static pods do not support resource claims"));
      } else {
        claim(claim);
      }
    }
  }

  private void claim(Subject claim) {
    name(claim.at("name"));
    source(claim);
    optionalName(claim.at("resourceClaimName"));
    optionalName(claim.at("resourceClaimTemplateName"));
  }

  private void name(Subject name) {
    if (name.isEmpty()) {
      name.required();
    } else if (names.add(name.text())) {
      name.format(Format.DNS_LABEL);
    } else {
      name.duplicate();
    }
  }

  private static void source(Subject claim) {
    var byName = claim.has("resourceClaimName");
    var byTemplate = claim.has("resourceClaimTemplateName");
    if (byName && byTemplate) {
      shown(claim)
          .invalid(
              "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
    }
    if (!byName && !byTemplate) {
      shown(claim).invalid("must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
    }
  }

  private static Subject shown(Subject claim) {
    return claim.as("core/v1.PodResourceClaim");
  }

  private static void optionalName(Subject name) {
    if (name.isPresent()) {
      name.format(Format.DNS_SUBDOMAIN);
    }
  }
}
