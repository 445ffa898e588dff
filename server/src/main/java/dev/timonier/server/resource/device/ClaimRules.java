package dev.timonier.server.resource.device;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the specification of a claim of devices.
final class ClaimRules {
  private static final int MOST_REQUESTS = 32;
  private static final int MOST_CHOICES = 8;
  private static final List<String> MODES = List.of("All", "ExactCount");
  private static final String ONE_OF_BOTH =
      "exactly one of `exactly` or `firstAvailable` is required";

  private final RequestNames names;

  private ClaimRules(RequestNames names) {
    this.names = names;
  }

  static void validate(Subject spec) {
    var devices = spec.at("devices");
    new ClaimRules(RequestNames.of(devices.value())).devices(devices);
  }

  private void devices(Subject devices) {
    Bounded.set(
        devices.at("requests"), MOST_REQUESTS, r -> r.at("name").text(), ClaimRules::request);
    Bounded.list(devices.at("constraints"), ConfigurationRules.MOST, this::constraint);
    Bounded.list(devices.at("config"), ConfigurationRules.MOST, this::configuration);
  }

  private static void request(Subject request) {
    DeviceNames.label(request.at("name"));
    var exactly = request.at("exactly");
    var choices = request.at("firstAvailable");
    if (exactly.isPresent() && !choices.isEmpty()) {
      request.invalid("null", ONE_OF_BOTH + ", but multiple fields are set");
    } else if (exactly.isPresent()) {
      exactly(exactly);
    } else if (choices.isEmpty()) {
      request.required(ONE_OF_BOTH);
    } else {
      Bounded.set(choices, MOST_CHOICES, c -> c.at("name").text(), ClaimRules::choice);
    }
  }

  private static void choice(Subject choice) {
    DeviceNames.label(choice.at("name"));
    exactly(choice);
  }

  private static void exactly(Subject request) {
    var type = request.at("deviceClassName");
    type.mustKeep(it -> it.format(Format.DNS_SUBDOMAIN));
    Bounded.list(request.at("selectors"), ConfigurationRules.MOST, ConfigurationRules::selector);
    mode(request.at("allocationMode"), request.at("count"));
    request.at("tolerations").elements().forEach(TaintRules::toleration);
  }

  private static void mode(Subject mode, Subject count) {
    switch (mode.text()) {
      case "All" -> {
        if (count.number() != 0) {
          count.invalid("must not be specified when allocationMode is 'All'");
        }
      }
      case "ExactCount" -> {
        if (count.number() <= 0) {
          count.invalid(Long.toString(count.number()), "must be greater than zero");
        }
      }
      default -> mode.notSupported(MODES);
    }
  }

  private void constraint(Subject constraint) {
    requests(constraint.at("requests"));
    var match = constraint.at("matchAttribute");
    var distinct = constraint.at("distinctAttribute");
    if (match.isPresent()) {
      DeviceNames.fullyQualified(match);
    } else if (distinct.isPresent()) {
      DeviceNames.fullyQualified(distinct);
    } else {
      constraint.required(
          "exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple"
              + " fields are set");
    }
  }

  private void configuration(Subject configuration) {
    requests(configuration.at("requests"));
    ConfigurationRules.configuration(configuration);
  }

  private void requests(Subject requests) {
    Bounded.set(requests, MOST_REQUESTS, Subject::text, names::check);
  }
}
