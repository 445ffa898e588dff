package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/// An extended BPF program in the kernel.
public final class BpfProgram implements AutoCloseable {
  private static final int LOAD = 5;
  private static final int ATTACH = 8;
  private static final int CGROUP_DEVICE_PROGRAM = 15;
  private static final int CGROUP_DEVICE_ATTACHMENT = 6;
  private static final int ATTRIBUTES = 128;
  private static final int INSTRUCTION = 8;

  private final Descriptor descriptor;

  private BpfProgram(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /// Loads a program that decides about devices; it lasts as long as a group has it.
  public static BpfProgram loadDeviceFilter(byte[] code) throws KernelException {
    try (var arena = Arena.ofConfined()) {
      var attributes = arena.allocate(ATTRIBUTES, 8);
      attributes.set(ValueLayout.JAVA_INT, 0, CGROUP_DEVICE_PROGRAM);
      attributes.set(ValueLayout.JAVA_INT, 4, code.length / INSTRUCTION);
      attributes.set(ValueLayout.JAVA_LONG, 8, Kernel.address(arena, code));
      attributes.set(ValueLayout.JAVA_LONG, 16, Kernel.address(arena, "Apache"));
      return new BpfProgram(
          new Descriptor(
              Kernel.call(
                  "load device filter", SystemCall.BPF, LOAD, attributes.address(), ATTRIBUTES)));
    }
  }

  public void attachTo(Descriptor cgroup) throws KernelException {
    try (var arena = Arena.ofConfined()) {
      var attributes = arena.allocate(ATTRIBUTES, 8);
      attributes.set(ValueLayout.JAVA_INT, 0, cgroup.number());
      attributes.set(ValueLayout.JAVA_INT, 4, descriptor.number());
      attributes.set(ValueLayout.JAVA_INT, 8, CGROUP_DEVICE_ATTACHMENT);
      Kernel.call("attach device filter", SystemCall.BPF, ATTACH, attributes.address(), ATTRIBUTES);
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
