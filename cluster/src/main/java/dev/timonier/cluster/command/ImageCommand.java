package dev.timonier.cluster.command;

import dev.timonier.cluster.node.LocalNode;
import dev.timonier.nodeagent.runtime.ImageFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `timonier image`.
@Command(name = "image", description = "Works with the images of this machine's node.")
final class ImageCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "load",
      description = "Loads images from a docker-archive or OCI layout tar file.")
  void load(
      @Parameters(paramLabel = "FILE", description = "the archive") Path file,
      @Mixin DataDirectoryOption data) {
    var directory = data.directory();
    if (directory.settings().isEmpty()) {
      throw new CommandFailure(
          "there is no cluster in " + directory.root() + "; timonier up makes one");
    }
    if (!Files.isReadable(file)) {
      throw new CommandFailure(file + " cannot be read");
    }
    try {
      for (var image : LocalNode.loadImages(directory, file)) {
        var names = image.tags().isEmpty() ? image.id() : String.join(", ", image.tags());
        spec.commandLine().getOut().println("Loaded image: " + names);
      }
    } catch (ImageFailure e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }
}
