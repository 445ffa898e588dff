package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.Plugin;

/// A plugin and how much its scores count.
record Weighted<P extends Plugin>(P plugin, int weight) {
  String name() {
    return plugin.name();
  }
}
