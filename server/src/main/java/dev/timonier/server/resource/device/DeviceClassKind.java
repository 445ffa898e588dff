package dev.timonier.server.resource.device;

import dev.timonier.server.registry.Strategy;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.NameAndAge;

/// DeviceClasses count the changes of their specifications.
public final class DeviceClassKind {
  public static final KindRules RULES = new KindRules(new Rules(), new NameAndAge());

  private DeviceClassKind() {}

  private static final class Rules implements Strategy {
    @Override
    public Generation generation() {
      return Generation.COUNTED;
    }
  }
}
