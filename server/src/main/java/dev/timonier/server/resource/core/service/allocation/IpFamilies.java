package dev.timonier.server.resource.core.service.allocation;

import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Family;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.resource.core.service.ServiceView;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Settles which IP families a Service has, from what it asks for and what the cluster has
/// (<https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services>).
final class IpFamilies {
  private static final String SINGLE = "SingleStack";
  private static final String PREFER = "PreferDualStack";
  private static final String REQUIRE = "RequireDualStack";

  private final List<Family> configured;
  private final Family primary;

  IpFamilies(List<Family> configured) {
    this.configured = configured;
    this.primary = configured.getFirst();
  }

  /// Fills in `ipFamilyPolicy` and `ipFamilies`.
  ///
  /// @throws dev.timonier.machinery.status.ApiException when they cannot be had
  void settle(ApiObject object, Optional<ServiceView> old) {
    var service = ServiceView.of(object);
    if (service.is(ServiceView.EXTERNAL_NAME)
        || old.filter(before -> prefersTheSame(service, before)).isPresent()) {
      return;
    }
    if (!service.hasFamilyPolicy()) {
      service.setFamilyPolicy(policy(service, old));
    }
    var spec = Subject.of(object.root()).at("spec");
    service.checkClusterIps(spec);
    refuse(object, spec.faults());
    old.ifPresent(before -> reduce(service, before, spec));
    checkCounts(service, spec);
    infer(service, spec);
    refuse(object, spec.faults());
    if (service.isHeadlessWithoutSelector()) {
      settleHeadless(service);
      return;
    }
    checkConfigured(service, spec);
    refuse(object, spec.faults());
    complete(service);
  }

  /// A Service that merely prefers two families stays as it is when the cluster changes.
  private static boolean prefersTheSame(ServiceView next, ServiceView old) {
    return next.type().equals(old.type())
        && next.familyPolicy().equals(PREFER)
        && next.sameField(old, "ipFamilyPolicy")
        && next.sameField(old, "ipFamilies")
        && next.sameField(old, "clusterIPs");
  }

  private static String policy(ServiceView service, Optional<ServiceView> old) {
    return old.map(ServiceView::familyPolicy)
        .filter(policy -> !policy.isEmpty())
        .orElse(service.isHeadlessWithoutSelector() ? REQUIRE : SINGLE);
  }

  private static void refuse(ApiObject object, List<FieldError> faults) {
    if (!faults.isEmpty()) {
      throw ServiceAllocator.invalid(object, faults);
    }
  }

  /// Becoming single-stack is enough to give up what is second.
  private static void reduce(ServiceView next, ServiceView old, Subject spec) {
    if (next.familyPolicy().equals(SINGLE)) {
      if (next.sameField(old, "clusterIPs") && next.clusterIps().size() > 1) {
        next.setClusterIps(next.clusterIps().subList(0, 1));
      }
      if (next.sameField(old, "ipFamilies") && next.families().size() > 1) {
        next.setFamilies(next.families().subList(0, 1));
      }
      return;
    }
    var policy = spec.at("ipFamilyPolicy");
    if (isReduced(next.clusterIps(), old.clusterIps())) {
      policy.invalid("must be 'SingleStack' to release the secondary cluster IP");
    }
    if (isReduced(next.families(), old.families())) {
      policy.invalid("must be 'SingleStack' to release the secondary IP family");
    }
  }

  private static boolean isReduced(List<String> next, List<String> old) {
    return next.size() == 1 && old.size() > 1;
  }

  private static void checkCounts(ServiceView service, Subject spec) {
    if (!service.familyPolicy().equals(SINGLE)) {
      return;
    }
    var policy = spec.at("ipFamilyPolicy");
    var needed = "must be 'RequireDualStack' or 'PreferDualStack' when multiple ";
    if (service.clusterIps().size() == 2) {
      policy.invalid(needed + "cluster IPs are specified");
    }
    if (service.families().size() == 2) {
      policy.invalid(needed + "IP families are specified");
    }
  }

  /// Addresses tell families.
  private void infer(ServiceView service, Subject spec) {
    var families = new ArrayList<>(service.families());
    var addresses = service.clusterIps();
    for (var i = families.size(); i < addresses.size(); i++) {
      var address = Address.parse(addresses.get(i));
      if (address.isEmpty()) {
        return;
      }
      var family = address.get().family();
      if (configured.contains(family)) {
        families.add(family.toString());
        service.setFamilies(families);
      } else {
        var all = spec.at("clusterIPs");
        all.at(i).with(all.value()).invalid(family + " is not configured on this cluster");
      }
    }
  }

  /// What has no addresses of the cluster's may have families that the cluster has not.
  private void settleHeadless(ServiceView service) {
    var families = new ArrayList<>(service.families());
    if (families.isEmpty()) {
      families.add(primary.toString());
    }
    if (families.size() < 2 && !service.familyPolicy().equals(SINGLE)) {
      families.add(other(families.getFirst()));
    }
    service.setFamilies(families);
  }

  private static String other(String family) {
    return (family.equals(Family.IPV4.toString()) ? Family.IPV6 : Family.IPV4).toString();
  }

  private void checkConfigured(ServiceView service, Subject spec) {
    if (service.familyPolicy().equals(REQUIRE) && configured.size() < 2) {
      spec.at("ipFamilyPolicy").invalid("this cluster is not configured for dual-stack services");
    }
    for (var family : spec.at("ipFamilies").elements()) {
      if (configured.stream().noneMatch(f -> f.toString().equals(family.text()))) {
        family.invalid("not configured on this cluster");
      }
    }
  }

  private void complete(ServiceView service) {
    var families = new ArrayList<>(service.families());
    if (families.isEmpty()) {
      families.add(primary.toString());
    }
    var dual = !service.familyPolicy().equals(SINGLE) && configured.size() == 2;
    if (dual && families.size() == 1) {
      families.add(other(families.getFirst()));
    }
    service.setFamilies(families);
  }
}
