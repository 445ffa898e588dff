package dev.timonier.storage.benchmark;

import dev.timonier.storage.StoreContext;
import dev.timonier.storage.etcd.EtcdOptions;
import dev.timonier.storage.etcd.EtcdStore;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/// The etcd of the path with its own defaults, on a disk that is named.
record EtcdServer(Process process, URI client) implements AutoCloseable {
  static EtcdServer start(Path directory) throws IOException {
    var random = RandomGenerator.of("SecureRandom");
    var host = "127.%d.%d.1".formatted(random.nextInt(1, 255), random.nextInt(256));
    var client = "http://" + host + ":2379";
    var peer = "http://" + host + ":2380";
    var process =
        new ProcessBuilder(
                "etcd",
                "--data-dir=" + directory,
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                "--quota-backend-bytes=8000000000",
                "--log-level=error")
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    return new EtcdServer(process, URI.create(client));
  }

  EtcdStore connect(StoreContext context) {
    return EtcdStore.connect(EtcdOptions.of(client), context);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
