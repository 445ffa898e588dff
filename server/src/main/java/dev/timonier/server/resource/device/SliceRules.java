package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.volume.CsiRules;
import dev.timonier.server.validation.NodeSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What holds for a slice of the devices that a driver offers.
final class SliceRules {
  private static final int MOST_DEVICES = 128;
  private static final int MOST_ADVANCED_DEVICES = 64;
  private static final int MOST_COUNTER_SETS = 8;
  private static final int MOST_COUNTERS = 32;
  private static final String ONE =
      "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";

  private SliceRules() {}

  static void create(Subject spec) {
    CsiRules.driverName(spec.at("driver"));
    pool(spec.at("pool"));
    rest(spec, Optional.empty());
  }

  static void update(Subject spec, JsonNode old) {
    CsiRules.driverName(spec.at("driver"));
    pool(spec.at("pool"));
    spec.at("pool").at("name").immutable(old.path("pool").path("name"));
    spec.at("driver").immutable(old.path("driver"));
    spec.at("nodeName").immutable(old.path("nodeName"));
    rest(spec, Optional.of(old));
  }

  private static void pool(Subject pool) {
    DeviceNames.pool(pool.at("name"));
    var slices = pool.at("resourceSliceCount");
    if (slices.number() <= 0) {
      slices.invalid(Long.toString(slices.number()), "must be greater than zero");
    }
    if (pool.at("generation").number() < 0) {
      pool.at("generation").invalid("must be greater than or equal to zero");
    }
  }

  private static void rest(Subject spec, Optional<JsonNode> old) {
    nodes(spec);
    var devices = spec.at("devices");
    var counters = spec.at("sharedCounters");
    if (counters.isGiven() && devices.isGiven()) {
      spec.invalid("\"\"", "only one of `sharedCounters` or `devices` is allowed");
    }
    var rules = new DeviceRules(spec.at("perDeviceNodeSelection").isTrue(), old);
    Bounded.set(devices, mostDevices(devices.value()), d -> d.at("name").text(), rules::validate);
    Bounded.set(counters, MOST_COUNTER_SETS, set -> set.at("name").text(), SliceRules::counterSet);
  }

  private static int mostDevices(JsonNode devices) {
    var advanced =
        Trees.stream(devices)
            .anyMatch(d -> !d.path("taints").isEmpty() || !d.path("consumesCounters").isEmpty());
    return advanced ? MOST_ADVANCED_DEVICES : MOST_DEVICES;
  }

  private static void counterSet(Subject set) {
    DeviceNames.counters(set.at("name"));
    counters(set.at("counters"));
  }

  static void counters(Subject counters) {
    if (counters.isEmpty()) {
      counters.required();
    } else {
      Bounded.map(counters, MOST_COUNTERS, DeviceNames::counterKey, _ -> {});
    }
  }

  /// Where the devices are.
  private static void nodes(Subject spec) {
    var given = new ArrayList<String>();
    if (node(spec.at("nodeName"), "must be either unset or set to a non-empty string")) {
      given.add("`nodeName`");
    }
    if (spec.at("nodeSelector").isPresent()) {
      given.add("`nodeSelector`");
      selector(spec.at("nodeSelector"));
    }
    for (var field : List.of("allNodes", "perDeviceNodeSelection")) {
      if (isTrue(spec.at(field))) {
        given.add("`" + field + "`");
      }
    }
    if (given.isEmpty()) {
      spec.required(ONE);
    } else if (given.size() > 1) {
      spec.invalid(shown(given), ONE + ", but multiple fields are set");
    }
  }

  static String shown(List<String> given) {
    return Subject.quote("{" + String.join(", ", given) + "}");
  }

  /// Whether a node is named; faulty when its name is empty.
  static boolean node(Subject name, String whenEmpty) {
    if (name.isPresent() && name.isEmpty()) {
      name.invalid(whenEmpty);
    } else if (name.isPresent()) {
      name.format(Format.DNS_SUBDOMAIN);
    }
    return !name.isEmpty();
  }

  /// Whether a field is true; faulty when it is false.
  static boolean isTrue(Subject field) {
    if (field.isPresent() && !field.isTrue()) {
      field.invalid("must be either unset or set to true");
    }
    return field.isTrue();
  }

  private static void selector(Subject selector) {
    NodeSelectorRules.validate(selector);
    var terms = selector.at("nodeSelectorTerms");
    if (terms.value().size() != 1) {
      terms.asList("core/v1.NodeSelectorTerm").invalid("must have exactly one node selector term");
    }
  }
}
