package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.resource.core.volume.CsiRules;
import dev.timonier.server.validation.ConditionRules;
import dev.timonier.server.validation.NodeSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What holds for what has become of a claim of devices.
final class ClaimStatusRules {
  private static final int MOST_CONSUMERS = 256;
  private static final int MOST_RESULTS = 32;
  private static final int MOST_CONDITIONS = 8;
  private static final int LONGEST_DATA = 10 * 1024;
  private static final List<String> SOURCES = List.of("FromClaim", "FromClass");

  private final RequestNames names;

  private ClaimStatusRules(RequestNames names) {
    this.names = names;
  }

  static void validate(Subject claim, ApiObject old) {
    var names = RequestNames.of(claim.at("spec").at("devices").value());
    new ClaimStatusRules(names).status(claim, old);
  }

  private void status(Subject claim, ApiObject old) {
    var status = claim.at("status");
    var consumers = status.at("reservedFor");
    Bounded.set(consumers, MOST_CONSUMERS, c -> c.at("uid").text(), ClaimStatusRules::consumer);
    var allocation = status.at("allocation");
    var allocated = new HashSet<DeviceId>();
    for (var result : allocation.value().path("devices").path("results")) {
      allocated.add(DeviceId.of(result));
    }
    Bounded.set(
        status.at("devices"), Bounded.ANY, d -> DeviceId.of(d.value()), d -> device(d, allocated));
    reservation(claim, old);
    var before = old.status().path("allocation");
    if (allocation.isPresent() && before.isObject()) {
      allocation.immutable(before, "resource/v1.AllocationResult");
    } else if (allocation.isPresent()) {
      allocation(allocation);
    }
  }

  private static void consumer(Subject consumer) {
    for (var field : List.of("resource", "name", "uid")) {
      consumer.at(field).mustBePresent("");
    }
  }

  /// Who uses a claim that is to go may leave it, and nobody else may come.
  private static void reservation(Subject claim, ApiObject old) {
    var status = claim.at("status");
    var consumers = status.at("reservedFor");
    if (consumers.isEmpty()) {
      return;
    }
    if (!status.at("allocation").isPresent()) {
      consumers.forbidden("may not be specified when `allocated` is not set");
    } else if (claim.at("metadata").at("deletionTimestamp").isPresent()
        && !elements(old.status().path("reservedFor")).containsAll(elements(consumers.value()))) {
      consumers.forbidden(
          "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are"
              + " set");
    }
  }

  private static Set<JsonNode> elements(JsonNode list) {
    var elements = new HashSet<JsonNode>();
    list.forEach(elements::add);
    return elements;
  }

  private void allocation(Subject allocation) {
    var devices = allocation.at("devices");
    Bounded.list(devices.at("results"), MOST_RESULTS, this::result);
    Bounded.list(devices.at("config"), 2 * ConfigurationRules.MOST, this::configuration);
    if (allocation.at("nodeSelector").isPresent()) {
      NodeSelectorRules.validate(allocation.at("nodeSelector"));
    }
  }

  private void result(Subject result) {
    names.check(result.at("request"));
    identity(result);
    BindingConditionRules.validate(result);
    DeviceNames.uid(result.at("shareID"));
    result.at("tolerations").elements().forEach(TaintRules::toleration);
  }

  private void configuration(Subject configuration) {
    var source = configuration.at("source");
    source.mustKeep(it -> it.oneOf(SOURCES));
    Bounded.set(configuration.at("requests"), MOST_RESULTS, Subject::text, names::check);
    ConfigurationRules.configuration(configuration);
  }

  private static void identity(Subject device) {
    CsiRules.driverName(device.at("driver"));
    DeviceNames.pool(device.at("pool"));
    DeviceNames.label(device.at("device"));
  }

  private static void device(Subject device, Set<DeviceId> allocated) {
    identity(device);
    DeviceNames.uid(device.at("shareID"));
    var id = DeviceId.of(device.value());
    if (!allocated.contains(id)) {
      device.invalid(id.toString(), "must be an allocated device in the claim");
    }
    if (device.at("conditions").value().size() > MOST_CONDITIONS) {
      device.at("conditions").tooMany(MOST_CONDITIONS);
    }
    ConditionRules.validate(device.at("conditions"));
    if (device.at("data").isPresent()) {
      ConfigurationRules.parameters(device.at("data"), LONGEST_DATA);
    }
    NetworkDataRules.validate(device.at("networkData"));
  }
}
