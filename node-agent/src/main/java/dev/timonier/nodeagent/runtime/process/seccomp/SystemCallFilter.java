package dev.timonier.nodeagent.runtime.process.seccomp;

import dev.timonier.nodeagent.linux.Architecture;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;

/// The filters of containers, eight bytes an instruction.
public final class SystemCallFilter {
  private SystemCallFilter() {}

  /// That of the profile `RuntimeDefault`.
  ///
  /// @param hasCapability of the container, by names such as `SYS_ADMIN`
  public static byte[] ofRuntimeDefault(Predicate<String> hasCapability) {
    return FilterCompiler.compile(DefaultProfile.of(Architecture.current(), hasCapability));
  }

  /// That of a profile in a file.
  ///
  /// @throws RuntimeFailure when there is none, or it is not understood
  public static byte[] ofFile(Path file) {
    try {
      var json = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return FilterCompiler.compile(ProfileFile.parse(json, Architecture.current()));
    } catch (NoSuchFileException e) {
      throw unreadable(file, "no such file or directory");
    } catch (IOException e) {
      throw unreadable(file, e.toString());
    } catch (IllegalArgumentException e) {
      throw new RuntimeFailure(
          "decoding seccomp profile failed \"" + file + "\": " + e.getMessage());
    }
  }

  private static RuntimeFailure unreadable(Path file, String why) {
    return new RuntimeFailure(
        "cannot load seccomp profile \"%1$s\": open %1$s: %2$s".formatted(file, why));
  }
}
