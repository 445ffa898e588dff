package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.NodeSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What holds for one device of a slice.
final class DeviceRules {
  private static final int MOST_ATTRIBUTES = 32;
  private static final int MOST_TAINTS = 16;
  private static final int MOST_CONSUMPTIONS = 2;
  private static final int LONGEST_VALUE = 64;
  private static final List<String> VALUES =
      List.of("int", "bool", "string", "version", "ints", "bools", "strings", "versions");
  private static final Pattern VERSION =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
              + "(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
              + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");
  private static final String ONE =
      "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when"
          + " `perDeviceNodeSelection` is set to true in the ResourceSlice spec";

  private final boolean tellsNodes;
  private final Optional<JsonNode> old;

  /// @param tellsNodes whether each device tells on which nodes it is
  /// @param old the specification that is replaced
  DeviceRules(boolean tellsNodes, Optional<JsonNode> old) {
    this.tellsNodes = tellsNodes;
    this.old = old;
  }

  void validate(Subject device) {
    DeviceNames.label(device.at("name"));
    var attributes = device.at("attributes");
    var capacity = device.at("capacity");
    var size = attributes.value().size() + capacity.value().size();
    if (size > MOST_ATTRIBUTES) {
      device.invalid(
          Integer.toString(size),
          "the total number of attributes and capacities must not exceed " + MOST_ATTRIBUTES);
    }
    Bounded.map(attributes, Bounded.ANY, DeviceNames::qualified, DeviceRules::attribute);
    if (isChanged(device, "capacity")) {
      CapacityRules.validate(capacity, device.at("allowMultipleAllocations").isTrue());
    }
    if (isChanged(device, "taints")) {
      Bounded.list(device.at("taints"), MOST_TAINTS, TaintRules::taint);
    }
    Bounded.set(
        device.at("consumesCounters"),
        MOST_CONSUMPTIONS,
        c -> c.at("counterSet").text(),
        DeviceRules::consumption);
    nodes(device);
    BindingConditionRules.validate(device);
  }

  /// What was stored before is not examined again.
  private boolean isChanged(Subject device, String field) {
    var name = device.at("name").text();
    return old.stream()
        .flatMap(spec -> Trees.stream(spec.path("devices")))
        .filter(before -> Trees.text(before, "name").equals(name))
        .noneMatch(before -> before.path(field).equals(device.at(field).value()));
  }

  private static void attribute(Subject attribute) {
    tooLong(attribute.at("string"));
    version(attribute.at("version"));
    attribute.at("strings").elements().forEach(DeviceRules::tooLong);
    attribute.at("versions").elements().forEach(DeviceRules::version);
    var given = VALUES.stream().filter(value -> attribute.at(value).isPresent()).count();
    if (given == 0) {
      attribute.invalid("\"\"", "exactly one value must be specified");
    } else if (given > 1) {
      attribute.as("resource/v1.DeviceAttribute").invalid("exactly one value must be specified");
    }
  }

  private static void tooLong(Subject value) {
    if (value.text().length() > LONGEST_VALUE) {
      value.tooLong(LONGEST_VALUE);
    }
  }

  private static void version(Subject version) {
    if (version.isPresent() && !VERSION.matcher(version.text()).matches()) {
      version.invalid("must be a string compatible with semver.org spec 2.0.0");
    }
    tooLong(version);
  }

  private static void consumption(Subject consumption) {
    DeviceNames.counters(consumption.at("counterSet"));
    SliceRules.counters(consumption.at("counters"));
  }

  private void nodes(Subject device) {
    var name = device.at("nodeName");
    var selector = device.at("nodeSelector");
    var all = device.at("allNodes");
    if (tellsNodes) {
      oneOf(device, name, selector, all);
    } else if (name.isPresent() || selector.isPresent() || all.isPresent()) {
      device.invalid(
          "null",
          "`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection`"
              + " is set to true in the ResourceSlice spec");
    }
  }

  private static void oneOf(Subject device, Subject name, Subject selector, Subject all) {
    var given = new ArrayList<String>();
    if (SliceRules.node(name, "must not be empty")) {
      given.add("`nodeName`");
    }
    if (selector.isPresent()) {
      given.add("`nodeSelector`");
      NodeSelectorRules.validate(selector);
    }
    if (SliceRules.isTrue(all)) {
      given.add("`allNodes`");
    }
    if (given.isEmpty()) {
      device.required(ONE);
    } else if (given.size() > 1) {
      device.invalid(SliceRules.shown(given), ONE);
    }
  }
}
