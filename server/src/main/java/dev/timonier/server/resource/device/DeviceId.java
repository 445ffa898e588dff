package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;

/// Which device a claim has, or which share of it.
///
/// @param share empty for the whole device
record DeviceId(String driver, String pool, String device, String share) {
  static DeviceId of(JsonNode device) {
    return new DeviceId(
        Trees.text(device, "driver"),
        Trees.text(device, "pool"),
        Trees.text(device, "device"),
        Trees.text(device, "shareID"));
  }

  /// As messages show it.
  @Override
  public String toString() {
    var struct = JsonNodeFactory.instance.objectNode();
    struct.put("Driver", driver).put("Pool", pool).put("Device", device).put("ShareID", share);
    return Subject.shown(struct);
  }
}
