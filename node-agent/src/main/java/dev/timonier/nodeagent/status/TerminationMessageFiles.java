package dev.timonier.nodeagent.status;

import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Reads termination messages from the files that containers write, or, when the pod asks for that,
/// from the end of the logs of containers that failed.
public final class TerminationMessageFiles implements TerminationMessages {
  private static final int MOST_BYTES = 4096;
  private static final int MOST_LOG_BYTES = 2048;
  private static final int MOST_LOG_LINES = 80;

  private final Function<ContainerStatus, Optional<Path>> file;
  private final BiFunction<Path, LogTail, String> logs;

  /// How much of the end of a log.
  public record LogTail(int lines, int bytes) {}

  /// @param file where a container's message file lies
  /// @param logs reads the end of a container's log file
  public TerminationMessageFiles(
      Function<ContainerStatus, Optional<Path>> file, BiFunction<Path, LogTail, String> logs) {
    this.file = file;
    this.logs = logs;
  }

  @Override
  public String of(ContainerStatus exited) {
    var message = file.apply(exited).map(TerminationMessageFiles::read).orElse("");
    return message.isEmpty() && fallsBack(exited) ? tail(exited) : message;
  }

  private static String read(Path path) {
    try (var in = Files.newInputStream(path)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return "";
    } catch (IOException e) {
      return "Error on reading termination log " + path + ": " + e.getMessage();
    }
  }

  private static boolean fallsBack(ContainerStatus exited) {
    var policy = exited.annotations().get(RuntimeLabels.TERMINATION_MESSAGE_POLICY);
    return "FallbackToLogsOnError".equals(policy)
        && exited.state() instanceof State.Exited end
        && end.exitCode() != 0;
  }

  private String tail(ContainerStatus exited) {
    return logs.apply(exited.logPath(), new LogTail(MOST_LOG_LINES, MOST_LOG_BYTES));
  }
}
