package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.network.AddressWarnings;
import dev.timonier.server.validation.Subject;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a pod's author had better not write, though it is allowed.
public final class PodWarnings {
  /// With more, Kubernetes takes an amount for a big number.
  private static final int MOST_DIGITS = 18;

  private static final Map<String, String> OLD_LABELS =
      Map.of(
          "beta.kubernetes.io/arch",
          "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
          "beta.kubernetes.io/os",
          "deprecated since v1.14; use \"kubernetes.io/os\" instead",
          "failure-domain.beta.kubernetes.io/region",
          "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
          "failure-domain.beta.kubernetes.io/zone",
          "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
          "beta.kubernetes.io/instance-type",
          "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead");
  private static final Map<String, String> OLD_VOLUMES =
      Map.of(
          "gitRepo", "deprecated in v1.11, and disabled by default in v1.33+",
          "glusterfs", "deprecated in v1.25, non-functional in v1.26+",
          "rbd", "deprecated in v1.28, non-functional in v1.31+",
          "cephfs", "deprecated in v1.28, non-functional in v1.31+",
          "scaleIO", "deprecated in v1.16, non-functional in v1.22+",
          "flocker", "deprecated in v1.22, non-functional in v1.25+",
          "quobyte", "deprecated in v1.22, non-functional in v1.25+",
          "photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+",
          "storageos", "deprecated in v1.22, non-functional in v1.25+");
  private static final String NO_SECCOMP =
      "non-functional in v1.27+; use the \"seccompProfile\" field instead";
  private static final String NO_SYSCTLS =
      "non-functional in v1.11+; use the \"sysctls\" field instead";
  private static final Map<String, String> OLD_ANNOTATIONS =
      new TreeMap<>(
          Map.of(
              "seccomp.security.alpha.kubernetes.io/pod",
              NO_SECCOMP,
              "security.alpha.kubernetes.io/sysctls",
              NO_SYSCTLS,
              "security.alpha.kubernetes.io/unsafe-sysctls",
              NO_SYSCTLS,
              "scheduler.alpha.kubernetes.io/critical-pod",
              "non-functional in v1.16+; use the \"priorityClassName\" field instead"));
  private static final String SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
  private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";

  private final Subject pod;
  private final Subject spec;
  private final List<String> warnings = new ArrayList<>();

  private PodWarnings(Subject pod) {
    this.pod = pod;
    this.spec = pod.at("spec");
  }

  /// Warnings of a pod, or of a template at its path in an object.
  public static List<String> of(Subject pod) {
    var found = new PodWarnings(pod);
    found.placement();
    found.annotations();
    found.spec();
    for (var list : List.of("initContainers", "containers")) {
      found.spec.at(list).elements().forEach(found::container);
    }
    found.warnings.addAll(PortWarnings.of(spec(pod)));
    found.grace();
    found.podAffinity();
    return found.warnings;
  }

  private static Subject spec(Subject pod) {
    return pod.at("spec");
  }

  private void grace() {
    var grace = spec.at("terminationGracePeriodSeconds");
    if (grace.number() < 0) {
      warn(grace, "must be >= 0; negative values are invalid and will be treated as 1");
    }
  }

  private void podAffinity() {
    for (var kind : List.of("podAffinity", "podAntiAffinity")) {
      var affinity = spec.at("affinity").at(kind);
      affinity.at(AffinityValidation.REQUIRED).elements().forEach(this::selector);
      affinity
          .at(AffinityValidation.PREFERRED)
          .elements()
          .forEach(preferred -> selector(preferred.at("podAffinityTerm")));
    }
  }

  private void selector(Subject term) {
    if (!term.has("labelSelector")) {
      warn(term.at("labelSelector"), "a null labelSelector results in matching no pod");
    }
  }

  /// What hosts are called that are named like pods.
  public static List<String> ofHostName(String name, String use) {
    var faults = Format.DNS_LABEL.check(name);
    return faults.isEmpty()
        ? List.of()
        : List.of(
            "metadata.name: this is used in "
                + use
                + ", which can result in surprising behavior; a DNS label is recommended: ["
                + String.join(" ", faults)
                + "]");
  }

  private void warn(Subject place, String warning) {
    warnings.add(place.path() + ": " + warning);
  }

  private void placement() {
    for (var key : spec.at("nodeSelector").keys()) {
      if (OLD_LABELS.containsKey(key)) {
        warn(spec.at("nodeSelector").atKey(key), OLD_LABELS.get(key));
      }
    }
    var affinity = spec.at("affinity").at("nodeAffinity");
    for (var term : affinity.at(AffinityValidation.REQUIRED).at("nodeSelectorTerms").elements()) {
      term(term);
    }
    for (var term : affinity.at(AffinityValidation.PREFERRED).elements()) {
      term(term.at("preference"));
    }
    for (var constraint : spec.at("topologySpreadConstraints").elements()) {
      oldLabel(constraint.at("topologyKey"));
      if (!constraint.has("labelSelector")) {
        warn(constraint.at("labelSelector"), "a null labelSelector results in matching no pod");
      }
    }
  }

  private void term(Subject term) {
    for (var expression : term.at("matchExpressions").elements()) {
      oldLabel(expression.at("key"));
      expression.at("values").elements().forEach(this::labelValue);
    }
  }

  private void labelValue(Subject value) {
    for (var fault : Format.LABEL_VALUE.check(value.text())) {
      warn(value, value.text() + " is invalid, " + fault);
    }
  }

  private void oldLabel(Subject key) {
    if (OLD_LABELS.containsKey(key.text())) {
      warn(key, key.text() + " is " + OLD_LABELS.get(key.text()));
    }
  }

  private void spec() {
    for (var volume : spec.at("volumes").elements()) {
      for (var source : volume.keys()) {
        if (OLD_VOLUMES.containsKey(source)) {
          var shown = source.equals("storageos") ? "storageOS" : source;
          warn(volume.at(shown), OLD_VOLUMES.get(source));
        }
      }
    }
    warnings.addAll(VolumeWarnings.of(spec.at("volumes")));
    for (var alias : spec.at("hostAliases").elements()) {
      var address = alias.at("ip");
      warnings.addAll(AddressWarnings.ofAddress(address.path(), address.text()));
    }
    repeated(spec.at("hostAliases"), "ip");
    repeated(spec.at("imagePullSecrets"), "name");
    for (var secret : spec.at("imagePullSecrets").elements()) {
      if (secret.at("name").isEmpty()) {
        warn(secret.at("name"), "invalid empty name \"\"");
      }
    }
  }

  private void repeated(Subject list, String field) {
    var seen = new HashSet<String>();
    for (var element : list.elements()) {
      var text = element.at(field).text();
      if (!seen.add(text)) {
        warn(element.at(field), "duplicate " + field + " " + Subject.quote(text));
      }
    }
  }

  private void container(Subject container) {
    appArmor(container);
    var names = new HashSet<String>();
    for (var variable : container.at("env").elements()) {
      var name = variable.at("name").text();
      if (!names.add(name)) {
        warn(
            variable,
            "hides previous definition of "
                + Subject.quote(name)
                + ", which may be dropped when using apply");
      }
    }
    for (var name : List.of("memory", "ephemeral-storage")) {
      for (var side : List.of("limits", "requests")) {
        bytes(container.at("resources").at(side).atKey(name));
      }
    }
  }

  private void bytes(Subject amount) {
    if (amount.isPresent() && !isWhole(amount.text())) {
      warn(
          amount,
          "fractional byte value "
              + Subject.quote(amount.text())
              + " is invalid, must be an integer");
    }
  }

  /// Kubernetes looks at the thousandths as a 64-bit number, in which huge amounts look fractional
  /// unless they are written with few digits: then they are zero.
  private static boolean isWhole(String amount) {
    var thousandths =
        Amount.parse(amount).number().movePointRight(3).setScale(0, RoundingMode.UP).toBigInteger();
    var overflown = thousandths.bitLength() >= Long.SIZE;
    return (overflown && amount.length() < MOST_DIGITS && !amount.endsWith("i"))
        || thousandths.longValue() % 1000 == 0;
  }

  private void annotations() {
    var annotations = pod.at("metadata").at("annotations");
    OLD_ANNOTATIONS.forEach(
        (key, warning) -> {
          if (annotations.has(key)) {
            warn(annotations.atKey(key), warning);
          }
        });
    for (var key : annotations.keys()) {
      if (key.startsWith(SECCOMP)) {
        warn(annotations.atKey(key), NO_SECCOMP);
      }
    }
  }

  /// Whoever creates a pod is told when the annotation is put where it belongs.
  private void appArmor(Subject container) {
    var annotation =
        pod.at("metadata").at("annotations").atKey(APP_ARMOR + container.at("name").text());
    if (!pod.path().isEmpty()
        && annotation.isPresent()
        && !container.at("securityContext").has("appArmorProfile")) {
      warn(annotation, "deprecated since v1.30; use the \"appArmorProfile\" field instead");
    }
  }
}
