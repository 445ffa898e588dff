package dev.timonier.cluster.command;

import dev.timonier.cluster.ApiServerComponent;
import dev.timonier.cluster.KubeletTrust;
import dev.timonier.cluster.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `timonier apiserver`.
@Command(
    name = "apiserver",
    description = "Runs the API server and its store as a process of their own, until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class ApiserverCommand implements Runnable {
  @Mixin private DataDirectoryOption data = new DataDirectoryOption();
  @Mixin private ServerFlags flags = new ServerFlags();
  @Mixin private ServingFlags serving = new ServingFlags();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kubelet-certificate-authority",
      paramLabel = "FILE",
      description = "who signs the certificates of nodes (default: they are not verified)")
  private @Nullable Path kubeletAuthority;

  @Override
  public void run() {
    LogFile.configureConsole();
    flags.check();
    var options = flags.options().withKubelets(kubelets()).withServing(serving.serving());
    try (var server = ApiServerComponent.start(data.directory(), options, Progress.LOGGED)) {
      spec.commandLine().getOut().println("The API server serves at " + server.address());
      spec.commandLine().getOut().flush();
      Foreground.run(server);
    }
  }

  private KubeletTrust kubelets() {
    if (kubeletAuthority == null) {
      return new KubeletTrust.Everyone();
    }
    if (!Files.isReadable(kubeletAuthority)) {
      throw new CommandFailure(kubeletAuthority + " cannot be read");
    }
    return new KubeletTrust.Authority(kubeletAuthority);
  }
}
