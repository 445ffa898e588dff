package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.LinuxSecurity.PrivilegeEscalation;
import dev.timonier.nodeagent.runtime.TerminalMode;
import java.util.List;
import java.util.Optional;

/// A process to start inside a container, with everything resolved.
///
/// @param environment `name=value`
/// @param capabilities as bits
/// @param escalation whether it may gain privileges
/// @param seccomp a compiled filter
record ProcessSpec(
    List<String> arguments,
    List<String> environment,
    String workingDirectory,
    Identity identity,
    long capabilities,
    PrivilegeEscalation escalation,
    Optional<byte[]> seccomp,
    TerminalMode terminal) {

  /// The same rights and environment for another command.
  ProcessSpec running(List<String> command, TerminalMode newTerminal) {
    return new ProcessSpec(
        command,
        Environment.withTerminal(environment, newTerminal),
        workingDirectory,
        identity,
        capabilities,
        escalation,
        seccomp,
        newTerminal);
  }

  List<String> searchPath() {
    return environment.stream()
        .filter(variable -> variable.startsWith("PATH="))
        .map(variable -> List.of(variable.substring("PATH=".length()).split(":", -1)))
        .findFirst()
        .orElse(List.of());
  }
}
