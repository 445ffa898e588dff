package dev.timonier.controllers;

import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import java.util.List;

/// A controller that the manager can run.
///
/// @param names the name, then older ones that are still understood
/// @param workers how many keys are reconciled side by side unless configured otherwise
record ControllerDescriptor(List<String> names, int workers, Maker maker) {
  /// Makes the controller.
  @FunctionalInterface
  interface Maker {
    Controller make(ControllerContext context, ManagerConfiguration configuration, int workers);
  }

  static ControllerDescriptor of(String name, int workers, Maker maker) {
    return new ControllerDescriptor(List.of(name), workers, maker);
  }

  static ControllerDescriptor of(String name, String alias, int workers, Maker maker) {
    return new ControllerDescriptor(List.of(name, alias), workers, maker);
  }

  String name() {
    return names.getFirst();
  }

  Controller make(ControllerContext context, ManagerConfiguration configuration) {
    var count = configuration.workers().getOrDefault(name(), workers);
    return maker.make(context, configuration, count);
  }
}
