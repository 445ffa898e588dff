package dev.timonier.nodeagent.runtime.process;

import static dev.timonier.nodeagent.linux.SystemCall.CAPSET;
import static dev.timonier.nodeagent.linux.SystemCall.PRCTL;
import static dev.timonier.nodeagent.linux.SystemCall.SECCOMP;
import static dev.timonier.nodeagent.linux.SystemCall.SETGROUPS;
import static dev.timonier.nodeagent.linux.SystemCall.SETRESGID;
import static dev.timonier.nodeagent.linux.SystemCall.SETRESUID;
import static dev.timonier.nodeagent.runtime.process.program.Argument.number;

import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.runtime.LinuxSecurity.PrivilegeEscalation;
import dev.timonier.nodeagent.runtime.process.program.Argument;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Turns the process into the user that it is to be, with no more rights than that user shall have.
/// Without `no_new_privs` a system-call filter needs privileges to be set, so it comes before they
/// are given away; with it, it comes last.
final class PrivilegeSteps {
  private static final int CAPABILITY_VERSION = 0x20080522;
  private static final int FILTER_INSTRUCTION = 8;

  private final Steps steps;
  private final ProcessSpec process;
  private final int lastCapability;

  PrivilegeSteps(Steps steps, ProcessSpec process, int lastCapability) {
    this.steps = steps;
    this.process = process;
    this.lastCapability = lastCapability;
  }

  void drop() {
    var unprivileged = process.escalation() == PrivilegeEscalation.FORBIDDEN;
    if (!unprivileged) {
      filterSystemCalls();
    }
    dropBoundingSet();
    becomeUser();
    setCapabilities();
    if (unprivileged) {
      steps.call(
          "set no_new_privs",
          PRCTL,
          number(Linux.PR_SET_NO_NEW_PRIVS),
          number(1),
          number(0),
          number(0),
          number(0));
      filterSystemCalls();
    }
  }

  private void filterSystemCalls() {
    process.seccomp().ifPresent(this::filterSystemCalls);
  }

  private void filterSystemCalls(byte[] filter) {
    var program =
        new Argument.Words(
            List.of(number(filter.length / FILTER_INSTRUCTION), Argument.bytes(filter)));
    steps.call(
        "set system call filter",
        SECCOMP,
        number(Linux.SECCOMP_SET_MODE_FILTER),
        number(0),
        program);
  }

  private void dropBoundingSet() {
    for (var capability = 0; capability <= lastCapability; capability++) {
      if ((process.capabilities() & (1L << capability)) == 0) {
        steps.call(
            "drop capability " + capability,
            PRCTL,
            number(Linux.PR_CAPBSET_DROP),
            number(capability),
            number(0),
            number(0),
            number(0));
      }
    }
  }

  private void becomeUser() {
    var identity = process.identity();
    var groups = ByteBuffer.allocate(4 * identity.groups().size()).order(ByteOrder.LITTLE_ENDIAN);
    identity.groups().forEach(group -> groups.putInt(group.intValue()));
    steps.call("keep capabilities", PRCTL, number(Linux.PR_SET_KEEPCAPS), number(1));
    steps.call(
        "set groups", SETGROUPS, number(identity.groups().size()), Argument.bytes(groups.array()));
    var group = number(identity.group());
    steps.call("set group", SETRESGID, group, group, group);
    var user = number(identity.user());
    steps.call("set user", SETRESUID, user, user, user);
  }

  /// Effective and permitted; inheritable stays empty.
  private void setCapabilities() {
    var low = (int) process.capabilities();
    var high = (int) (process.capabilities() >> 32);
    var header = integers(CAPABILITY_VERSION, 0);
    steps.call("set capabilities", CAPSET, header, integers(low, low, 0, high, high, 0));
  }

  private static Argument integers(int... values) {
    var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (var value : values) {
      bytes.putInt(value);
    }
    return Argument.bytes(bytes.array());
  }
}
