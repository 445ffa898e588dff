package dev.timonier.cluster.command;

import dev.timonier.cluster.NoConnection;
import dev.timonier.cluster.UnusableMachine;
import dev.timonier.cluster.directory.UnusableDirectory;
import dev.timonier.cluster.directory.UnusableStorage;
import dev.timonier.cluster.process.Background;
import picocli.CommandLine;

/// Where `./timonier` begins.
public final class Main {
  private Main() {}

  @EndsTheProcess
  public static void main(String[] args) {
    var code = run(args);
    Background.end(code);
    System.exit(code);
  }

  /// Runs a command and returns its exit code. A failure that a user can mend is one line.
  static int run(String... args) {
    return commandLine(args.length == 0 ? "" : args[0]).execute(args);
  }

  /// @param first the first word after the program's name
  static CommandLine commandLine(String first) {
    var line = new CommandLine(new TimonierCommand());
    Subcommands.add(line, first);
    line.setExecutionExceptionHandler(Main::explain);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  private static int explain(Exception cause, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (cause instanceof CommandFailure
        || cause instanceof NoConnection
        || cause instanceof UnusableDirectory
        || cause instanceof UnusableStorage
        || cause instanceof UnusableMachine) {
      line.getErr().println("timonier: " + cause.getMessage());
      return 1;
    }
    throw cause;
  }
}
