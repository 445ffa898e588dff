package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.LinuxSecurity.Privilege;
import dev.timonier.nodeagent.runtime.process.StartPlan.DevicePlan;
import dev.timonier.nodeagent.runtime.process.StartPlan.ProcessNamespace;
import dev.timonier.nodeagent.runtime.process.cgroup.DeviceRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Prepares the start of a container: its control group, and all that its program needs to know.
final class StartPlans {
  private final Surroundings around;

  StartPlans(Surroundings around) {
    this.around = around;
  }

  StartPlan of(ContainerRecord record, Sandbox sandbox, ProcessNamespace processes)
      throws IOException {
    var config = record.config();
    var security = config.security();
    var devices = devices(record);
    createControlGroup(record, devices);
    return new StartPlan(
        around.state().container(record.id()),
        around.state().exit(record.id()),
        around.images().layerDirectory(),
        record.layers(),
        around.controlGroups().joinFiles(record.controlGroup()),
        around.controlGroups().views(),
        config.resources().oomScoreAdjust(),
        sandbox.entries(),
        processes,
        MountPlans.of(
            config.mounts(), around.images().union(record.layers()), sandbox, security.root()),
        devices,
        security.privilege(),
        security.root(),
        security.maskedPaths(),
        security.readOnlyPaths(),
        config.stdin(),
        record.process());
  }

  private static List<DevicePlan> devices(ContainerRecord record) throws IOException {
    if (isPrivileged(record)) {
      return Devices.all();
    }
    var devices = new ArrayList<DevicePlan>();
    for (var device : record.config().devices()) {
      devices.add(Devices.plan(device));
    }
    return devices;
  }

  private static boolean isPrivileged(ContainerRecord record) {
    return record.config().security().privilege() == Privilege.PRIVILEGED;
  }

  private void createControlGroup(ContainerRecord record, List<DevicePlan> devices)
      throws IOException {
    var groups = around.controlGroups();
    groups.create(record.controlGroup());
    groups.limit(record.controlGroup(), record.config().resources());
    groups.allowDevices(record.controlGroup(), rules(record, devices));
  }

  private static List<DeviceRule> rules(ContainerRecord record, List<DevicePlan> devices) {
    if (isPrivileged(record)) {
      return DeviceRule.ALL;
    }
    var rules = new ArrayList<>(DeviceRule.DEFAULT);
    for (var i = 0; i < devices.size(); i++) {
      var permissions = record.config().devices().get(i).permissions();
      rules.add(Devices.rule(devices.get(i), permissions.isEmpty() ? "rwm" : permissions));
    }
    return rules;
  }
}
