package dev.timonier.nodeagent.runtime.process.cgroup;

import dev.timonier.nodeagent.linux.KernelException;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.Processes;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Reads and writes the files of groups, and takes groups away.
final class GroupFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private GroupFiles() {}

  static void write(Path file, String value) throws IOException {
    Files.writeString(file, value);
  }

  static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  /// The value behind a key in a file of lines `key value`; 0 when the key is missing.
  static long keyed(Path file, String key) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key + " "))
          .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
          .findFirst()
          .orElse(0);
    }
  }

  /// A group and those below it, the innermost first.
  static List<Path> tree(Path group) throws IOException {
    if (!Files.isDirectory(group)) {
      return List.of();
    }
    try (var paths = Files.find(group, 32, (_, attributes) -> attributes.isDirectory())) {
      return paths.sorted(Comparator.comparing(Path::getNameCount).reversed()).toList();
    }
  }

  /// Kills each process in the group and below, until none is listed.
  static void killEach(Path group) throws IOException {
    for (var member : tree(group)) {
      for (var pid : Files.readAllLines(member.resolve("cgroup.procs"))) {
        kill(Long.parseLong(pid.strip()));
      }
    }
  }

  private static void kill(long pid) throws IOException {
    if (pid == 0) {
      return; // a process that this process namespace does not see
    }
    try (var process = Processes.handle(pid)) {
      Processes.signal(process, Linux.SIGKILL);
    } catch (KernelException gone) {
      // as wanted
    }
  }

  /// Removes a group and those below it. The kernel refuses while a killed process is still on its
  /// way out, and has no event for its end, so this asks again until it agrees.
  static void remove(Path group) throws IOException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        for (var member : tree(group)) {
          Files.deleteIfExists(member);
        }
        return;
      } catch (FileSystemException busy) {
        giveUpAfter(deadline, busy);
      }
      killEach(group);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private static void giveUpAfter(long deadline, FileSystemException failure)
      throws FileSystemException {
    if (System.nanoTime() > deadline) {
      throw failure;
    }
  }
}
