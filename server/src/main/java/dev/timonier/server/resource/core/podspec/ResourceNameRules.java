package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;

/// What resources may be called: by Kubernetes' own names, or with a domain.
public final class ResourceNameRules {
  private ResourceNameRules() {}

  /// A name that containers may use.
  public static void ofContainer(Subject place, String name) {
    ofAny(place, name);
    if (name.indexOf('/') < 0) {
      if (!ResourceNames.isForContainers(name)) {
        place.invalid(Subject.quote(name), "must be a standard resource for containers");
      }
    } else if (!ResourceNames.isNative(name) && !ResourceNames.isExtended(name)) {
      place.invalid(Subject.quote(name), "doesn't follow extended resource name standard");
    }
  }

  /// A name that a pod as a whole may use.
  static void ofPod(Subject place, String name) {
    var faults = place.faults().size();
    ofAny(place, name);
    if (place.faults().size() == faults && !ResourceNames.isForPods(name)) {
      place.with(TextNode.valueOf(name)).notSupported(ResourceNames.OF_PODS);
    }
  }

  /// A name that any kind may use.
  public static void ofAny(Subject place, String name) {
    var faults = Format.checkQualifiedName(name);
    place.faulty(Subject.quote(name), faults);
    if (faults.isEmpty() && name.indexOf('/') < 0 && !ResourceNames.isStandard(name)) {
      place.invalid(Subject.quote(name), "must be a standard resource type or fully qualified");
    }
  }
}
