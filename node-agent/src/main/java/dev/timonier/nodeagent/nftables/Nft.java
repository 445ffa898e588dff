package dev.timonier.nodeagent.nftables;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The program `nft`, in the network namespace of the calling thread.
public final class Nft implements PacketFilter {
  @Override
  public void apply(String commands) throws IOException {
    var process = new ProcessBuilder("nft", "-f", "-").redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(commands.getBytes(StandardCharsets.UTF_8));
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (exitCode(process) != 0) {
      throw new IOException("nft: " + output.strip());
    }
  }

  private static int exitCode(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException interrupt) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("nft: interrupted", interrupt);
    }
  }
}
