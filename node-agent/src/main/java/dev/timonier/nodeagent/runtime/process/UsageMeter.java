package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.FileTree;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerUsage;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures what running containers use.
final class UsageMeter {
  private static final Logger LOG = LoggerFactory.getLogger(UsageMeter.class);

  private final Surroundings around;

  UsageMeter(Surroundings around) {
    this.around = around;
  }

  Map<ContainerId, ContainerUsage> measure(Collection<Container> containers) {
    var usage = new HashMap<ContainerId, ContainerUsage>();
    for (var container : containers) {
      if (container.isRunning()) {
        measure(container, usage);
      }
    }
    return usage;
  }

  private void measure(Container container, Map<ContainerId, ContainerUsage> usage) {
    try {
      var used = around.controlGroups().usage(container.record().controlGroup());
      usage.put(
          container.id(),
          new ContainerUsage(
              around.time().instant(),
              used.cpuNanos(),
              used.memoryBytes(),
              used.workingSetBytes(),
              FileTree.size(container.directory().resolve("upper"))));
    } catch (IOException gone) {
      LOG.debug("container {} is gone: {}", container.id(), gone.getMessage());
    }
  }
}
