package dev.timonier.controllers.service;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Arrays;
import java.util.Objects;

/// What the spec of a service says.
public final class Services {
  public static final String HEADLESS_LABEL = "service.kubernetes.io/headless";

  private Services() {}

  /// The controllers look after its endpoints: it selects pods.
  public static boolean isManaged(Service service) {
    var selector = service.getSpec().getSelector();
    return selector != null
        && !selector.isEmpty()
        && !"ExternalName".equals(service.getSpec().getType());
  }

  public static boolean isHeadless(Service service) {
    return "None".equals(service.getSpec().getClusterIP());
  }

  public static boolean publishesNotReady(Service service) {
    return Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
  }

  public static boolean selects(Service service, Pod pod) {
    return isManaged(service)
        && Selector.of(service.getSpec().getSelector()).matches(pod.getMetadata().getLabels());
  }

  /// The pod may be talked to: it has an address and has not ended.
  public static boolean reachable(Pod pod) {
    return !Pods.finished(pod)
        && pod.getStatus() != null
        && pod.getStatus().getPodIP() != null
        && !pod.getStatus().getPodIP().isEmpty();
  }

  /// The pod has a name of its own in the service's domain.
  public static boolean namesHost(Service service, Pod pod) {
    var hostname = Objects.requireNonNullElse(pod.getSpec().getHostname(), "");
    return !hostname.isEmpty()
        && service.getMetadata().getName().equals(pod.getSpec().getSubdomain())
        && service.getMetadata().getNamespace().equals(pod.getMetadata().getNamespace());
  }

  /// Something changed that the endpoints of a service could show.
  static boolean differ(Pod before, Pod now) {
    return !Objects.equals(before.getMetadata().getLabels(), now.getMetadata().getLabels())
        || Owners.terminates(before) != Owners.terminates(now)
        || Pods.ready(before) != Pods.ready(now)
        || Pods.finished(before) != Pods.finished(now)
        || !before.getSpec().equals(now.getSpec())
        || !Objects.equals(addresses(before), addresses(now));
  }

  private static Object addresses(Pod pod) {
    return pod.getStatus() == null
        ? ""
        : Arrays.asList(pod.getStatus().getPodIP(), pod.getStatus().getPodIPs());
  }
}
