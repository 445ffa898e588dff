package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;

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

  @Override
  public String toString() {
    var whole = driver + "/" + pool + "/" + device;
    return share.isEmpty() ? whole : whole + "/" + share;
  }
}
