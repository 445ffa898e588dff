package dev.timonier.nodeagent.runtime.process.seccomp;

import java.util.List;

/// What is done with some system calls when all conditions hold.
///
/// @param calls names; those that a processor does not have count for nothing there
record Rule(List<String> calls, Action action, List<Condition> conditions) {
  static Rule allow(List<String> calls, Condition... conditions) {
    return new Rule(calls, Action.ALLOW, List.of(conditions));
  }
}
