package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Those in a pod that set something forbidden, shown as in `pod and containers "a", "b"`.
///
/// @param pod whether the pod as a whole does
record Setters(boolean pod, List<String> containers) {
  static Setters where(SecuredPod pod, Predicate<JsonNode> securityContext) {
    return new Setters(
        securityContext.test(pod.securityContext()), pod.securedWhere(securityContext));
  }

  boolean isEmpty() {
    return !pod && containers.isEmpty();
  }

  List<String> shown() {
    var shown = new ArrayList<String>();
    if (pod) {
      shown.add("pod");
    }
    if (!containers.isEmpty()) {
      shown.add(Wording.containers(containers));
    }
    return shown;
  }

  @Override
  public String toString() {
    return String.join(" and ", shown());
  }
}
