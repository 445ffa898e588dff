package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.DeviceNode;
import dev.timonier.nodeagent.linux.Linux;

/// Fills `/dev`.
final class DeviceSteps {
  private static final int CHARACTER = Linux.S_IFCHR | 0666;
  private static final int NO_PROGRAMS = Linux.MS_NOSUID | Linux.MS_NOEXEC;
  private static final int NO_FILES_OF_USE = NO_PROGRAMS | Linux.MS_NODEV;

  private final Steps steps;
  private final StartPlan plan;

  DeviceSteps(Steps steps, StartPlan plan) {
    this.steps = steps;
    this.plan = plan;
  }

  void create() {
    steps.kernelDirectory("/dev");
    steps.mount(
        "tmpfs", "/dev", "tmpfs", Linux.MS_NOSUID | Linux.MS_STRICTATIME, "mode=755,size=65536k");
    nodes();
    links();
    steps.directories("/dev/pts");
    steps.mount(
        "devpts", "/dev/pts", "devpts", NO_PROGRAMS, "newinstance,ptmxmode=0666,mode=0620,gid=5");
    steps.directories("/dev/mqueue");
    steps.mount("mqueue", "/dev/mqueue", "mqueue", NO_FILES_OF_USE, "");
    steps.directories("/dev/shm");
  }

  private void nodes() {
    steps.node("/dev/null", CHARACTER, DeviceNode.number(1, 3));
    steps.node("/dev/zero", CHARACTER, DeviceNode.number(1, 5));
    steps.node("/dev/full", CHARACTER, DeviceNode.number(1, 7));
    steps.node("/dev/random", CHARACTER, DeviceNode.number(1, 8));
    steps.node("/dev/urandom", CHARACTER, DeviceNode.number(1, 9));
    steps.node("/dev/tty", CHARACTER, DeviceNode.number(5, 0));
    for (var device : plan.devices()) {
      steps.directories(parent(device.target()));
      steps.node(device.target(), device.mode(), device.device());
    }
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }

  private void links() {
    steps.link("/dev/fd", "/proc/self/fd");
    steps.link("/dev/stdin", "/proc/self/fd/0");
    steps.link("/dev/stdout", "/proc/self/fd/1");
    steps.link("/dev/stderr", "/proc/self/fd/2");
    steps.link("/dev/core", "/proc/kcore");
    steps.link("/dev/ptmx", "pts/ptmx");
  }
}
