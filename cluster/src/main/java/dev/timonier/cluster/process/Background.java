package dev.timonier.cluster.process;

import dev.timonier.nodeagent.linux.Descriptor;
import dev.timonier.nodeagent.linux.Kernel;
import dev.timonier.nodeagent.linux.KernelException;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.SystemCall;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;

/// A process that the launcher has put into the background, in a session of its own. The launcher
/// passes on what the process prints, up to a line that says with which exit code it may end:
///
/// ```
///   store          opened                                           38 ms
/// exit 0
/// ```
public final class Background {
  /// Set by the launcher.
  private static final String WAITED_FOR = "timonier.background";

  private static final int STANDARD_ERROR = 2;

  private Background() {}

  /// Lets the launcher end well. From here on nobody sees what the process prints; what the Java
  /// machine has to say of its own goes to the end of the log.
  public static void begin(Path log) {
    end(0);
    System.out.close();
    try (var file = Descriptor.open(log.toString(), Linux.O_WRONLY | Linux.O_APPEND)) {
      Kernel.call("redirect standard error", SystemCall.DUP3, file.number(), STANDARD_ERROR, 0);
    } catch (KernelException | LinkageError _) { // not Linux, for example
      System.err.close();
    }
  }

  /// Lets the launcher end, if there is one that waits.
  public static void end(int exitCode) {
    if (Boolean.getBoolean(WAITED_FOR)) {
      System.out.println("exit " + exitCode);
      System.out.flush();
    }
  }

  /// For how long this process runs already.
  public static Duration age() {
    return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
  }
}
