package dev.timonier.server.authn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/// A user as reviews show it.
final class UserInfo {
  private UserInfo() {}

  static ObjectNode tree(User user) {
    var info = JsonNodeFactory.instance.objectNode();
    put(info, "username", user.name());
    put(info, "uid", user.uid());
    if (!user.groups().isEmpty()) {
      user.groups().forEach(info.putArray("groups")::add);
    }
    if (!user.extra().isEmpty()) {
      info.set("extra", extra(user));
    }
    return info;
  }

  private static void put(ObjectNode info, String field, String text) {
    if (!text.isEmpty()) {
      info.put(field, text);
    }
  }

  private static JsonNode extra(User user) {
    var extra = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(user.extra()).forEach((key, values) -> values.forEach(extra.putArray(key)::add));
    return extra;
  }
}
