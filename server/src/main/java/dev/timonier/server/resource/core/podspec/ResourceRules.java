package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// What holds for the resources that containers and pods request and are limited to
/// (<https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/>).
public final class ResourceRules {
  private final Set<String> claims;
  private final NameRule names;

  /// Examines the name of a resource; faults are told of the amount's place.
  @FunctionalInterface
  private interface NameRule {
    void check(Subject amount, String name);
  }

  private ResourceRules(Set<String> claims, NameRule names) {
    this.claims = claims;
    this.names = names;
  }

  static ResourceRules ofContainer(PodContext pod) {
    return new ResourceRules(pod.claims(), ResourceNameRules::ofContainer);
  }

  /// Examines what a runtime takes beside the containers, as if it were their limits.
  ///
  /// @param amounts which faults tell of as the limits of the overhead
  public static void overhead(Subject overhead, JsonNode amounts) {
    var resources = JsonNodeFactory.instance.objectNode();
    resources.set("limits", amounts);
    new ResourceRules(Set.of(), ResourceNameRules::ofContainer).validate(overhead.with(resources));
  }

  static ResourceRules ofPod(PodContext pod) {
    return new ResourceRules(pod.claims(), ResourceNameRules::ofPod);
  }

  /// Examines limits, requests and claims.
  public void validate(Subject resources) {
    if (!resources.isPresent()) {
      return;
    }
    for (var name : sortedKeys(resources.at("limits"))) {
      amount(resources.at("limits").atKey(name), name);
    }
    for (var name : sortedKeys(resources.at("requests"))) {
      amount(resources.at("requests").atKey(name), name);
      request(resources, name);
    }
    hugePagesNeedCompany(resources);
    claims(resources.at("claims"));
  }

  private static Set<String> sortedKeys(Subject map) {
    return new TreeSet<>(map.keys());
  }

  private void amount(Subject subject, String name) {
    names.check(subject, name);
    var amount = Amount.parse(subject.text());
    quantity(subject, amount, name);
    if (ResourceNames.isHugePages(name) && !HugePages.isWholePages(name, amount)) {
      subject.invalid(subject.text() + " is not positive integer multiple of " + name);
    }
  }

  /// Amounts must not be negative, and whole where they count things.
  public static void quantity(Subject subject, Amount amount, String name) {
    if (amount.signum() < 0) {
      subject.invalid("must be greater than or equal to 0");
    }
    if (ResourceNames.isCounted(name) && !ByteWarnings.isWhole(subject.text())) {
      subject.invalid("must be an integer");
    }
  }

  /// A request is at most the limit, and exactly the limit where nothing can be promised twice.
  private static void request(Subject resources, String name) {
    var shared = ResourceNames.allowsOvercommit(name);
    var requests = resources.at("requests");
    var limits = resources.at("limits");
    if (!limits.has(name)) {
      if (!shared) {
        limits.required("Limit must be set for non overcommitable resources");
      }
      return;
    }
    var asked = requests.atKey(name);
    var limit = limits.atKey(name).text();
    var order = Amount.parse(asked.text()).compareTo(Amount.parse(limit));
    if (order != 0 && !shared) {
      requests.invalid(asked.shown(), "must be equal to " + name + " limit of " + limit);
    } else if (order > 0) {
      requests.invalid(
          asked.shown(), "must be less than or equal to " + name + " limit of " + limit);
    }
  }

  private static void hugePagesNeedCompany(Subject resources) {
    var names = new HashSet<>(resources.at("limits").keys());
    names.addAll(resources.at("requests").keys());
    if (names.stream().anyMatch(ResourceNames::isHugePages)
        && !names.contains("cpu")
        && !names.contains("memory")) {
      resources.forbidden("HugePages require cpu or memory");
    }
  }

  private void claims(Subject given) {
    var seen = new HashSet<String>();
    for (var claim : given.elements()) {
      var name = claim.at("name");
      if (name.isEmpty()) {
        claim.required();
        continue;
      }
      claimName(claim, seen);
      if (!claims.contains(name.text())) {
        claim.with(name.value()).notFound(unknownClaim());
      }
    }
  }

  private String unknownClaim() {
    return "must be one of the names in pod.spec.resourceClaims"
        + (claims.isEmpty() ? " which is empty" : ": " + String.join(", ", new TreeSet<>(claims)));
  }

  /// Who claims all requests of a claim claims each of them, also those that were claimed before.
  private static void claimName(Subject claim, Set<String> seen) {
    var name = claim.at("name").text();
    if (seen.contains(name)) {
      claim.duplicate(Subject.quote(name));
      return;
    }
    var request = claim.at("request");
    if (!request.isEmpty()) {
      request.format(Format.DNS_LABEL);
    }
    var key = request.isEmpty() ? name : name + "/" + request.text();
    if (seen.contains(key)) {
      claim.duplicate(Subject.quote(key));
    } else if (request.isEmpty()) {
      seen.stream()
          .filter(other -> other.startsWith(name + "/"))
          .forEach(_ -> claim.duplicate(Subject.quote(name)));
    }
    seen.add(key);
  }
}
