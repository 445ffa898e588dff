package dev.timonier.cluster.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/// The commands by name. To look into all of them takes longer than most of them run, so that only
/// the one that is called is made.
final class Subcommands {
  private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("up", UpCommand.class);
    ALL.put("down", DownCommand.class);
    ALL.put("status", StatusCommand.class);
    ALL.put("kubeconfig", KubeconfigCommand.class);
    ALL.put("logs", LogsCommand.class);
    ALL.put("backup", BackupCommand.class);
    ALL.put("restore", RestoreCommand.class);
    ALL.put("store", StoreCommand.class);
    ALL.put("reset", ResetCommand.class);
    ALL.put("image", ImageCommand.class);
    ALL.put("apiserver", ApiserverCommand.class);
    ALL.put("scheduler", SchedulerCommand.class);
    ALL.put("controller-manager", ControllerManagerCommand.class);
    ALL.put("node", NodeCommand.class);
    ALL.put("version", VersionCommand.class);
    ALL.put("completion", CompletionCommand.class);
    ALL.put("rehearse", RehearseCommand.class);
    ALL.put("help", HelpCommand.class);
  }

  /// Those that tell of the others.
  private static final Set<String> NEED_ALL = Set.of("completion", "help");

  private Subcommands() {}

  /// Adds what a command line needs that begins with this word.
  static void add(CommandLine line, String first) {
    if (ALL.containsKey(first) && !NEED_ALL.contains(first)) {
      line.addSubcommand(first, ALL.get(first));
    } else {
      ALL.forEach(line::addSubcommand);
    }
  }
}
