package dev.timonier.cluster.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.cluster.network.NetworkNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkClaimsTest {
  private static final int CLUSTERS = 20;

  @TempDir private Path root;
  private NetworkClaims claims;

  @BeforeEach
  void makeClaims() {
    claims = new NetworkClaims(root.resolve("networks"));
  }

  private NetworkNumber open(String directory) {
    return DataDirectory.of(root.resolve(directory)).open(new SecureRandom(), claims).network();
  }

  @Test
  void aClusterKeepsItsNumber() {
    var first = open("first");

    assertThat(open("second")).isNotEqualTo(first);
    assertThat(open("first")).isEqualTo(first);
  }

  @Test
  void clustersThatStartAtOnceGetDifferentNumbers() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts = new ArrayList<Callable<NetworkNumber>>();
      for (var i = 0; i < CLUSTERS; i++) {
        var directory = "cluster-" + i;
        starts.add(() -> open(directory));
      }

      var numbers = new ArrayList<NetworkNumber>();
      for (var start : executor.invokeAll(starts)) {
        numbers.add(start.get());
      }

      assertThat(numbers).hasSize(CLUSTERS).doesNotHaveDuplicates();
    }
  }

  @Test
  void theNumberOfAClusterThatWasRemovedIsFree() throws IOException {
    var number = open("first");
    try (var files = Files.list(root.resolve("first"))) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }

    assertThat(open("second")).isEqualTo(number);
  }

  @Test
  void theNumberOfAClusterThatWasReleasedIsFree() {
    var number = open("first");
    DataDirectory.of(root.resolve("first")).release(claims);

    assertThat(root.resolve("networks").resolve(Integer.toString(number.value()))).doesNotExist();
  }

  @Test
  void aClusterThatWasMovedKeepsItsNumber() throws IOException {
    var number = open("first");
    Files.move(root.resolve("first"), root.resolve("moved"));

    assertThat(open("moved")).isEqualTo(number);
    assertThat(open("second")).isNotEqualTo(number);
  }

  @Test
  void aDirectoryThatIsDamagedKeepsItsNumber() throws IOException {
    var number = open("first");
    Files.writeString(root.resolve("first").resolve("cluster.properties"), "nonsense");

    assertThat(open("second")).isNotEqualTo(number);
  }

  @Test
  void whereNothingCanBeWrittenAClusterStillGetsANumber() throws IOException {
    Files.createFile(root.resolve("networks"));

    assertThat(open("first").value()).isNotNegative();
  }
}
