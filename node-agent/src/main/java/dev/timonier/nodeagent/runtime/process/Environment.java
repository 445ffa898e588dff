package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.TerminalMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The environment of a container's process.
final class Environment {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Environment() {}

  /// The image's variables, then the pod's; what neither sets and every process needs.
  static List<String> of(
      List<String> image,
      List<ContainerConfig.Variable> pod,
      String hostname,
      String home,
      TerminalMode terminal) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("PATH", PATH);
    variables.put("HOSTNAME", hostname);
    image.forEach(variable -> put(variables, variable));
    pod.forEach(variable -> variables.put(variable.name(), variable.value()));
    variables.putIfAbsent("HOME", home);
    return withTerminal(texts(variables), terminal);
  }

  static List<String> withTerminal(List<String> environment, TerminalMode terminal) {
    var variables = new LinkedHashMap<String, String>();
    environment.forEach(variable -> put(variables, variable));
    if (terminal == TerminalMode.TERMINAL) {
      variables.putIfAbsent("TERM", "xterm");
    }
    return texts(variables);
  }

  private static void put(Map<String, String> variables, String variable) {
    var equals = variable.indexOf('=');
    if (equals > 0) {
      variables.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
  }

  private static List<String> texts(Map<String, String> variables) {
    return variables.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .toList();
  }
}
