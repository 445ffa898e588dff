package dev.timonier.nodeagent.runtime.process;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records as JSON files that are there completely or not at all. They need not outlast a power
/// cut: no container does.
final class StateFiles {
  private static final Logger LOG = LoggerFactory.getLogger(StateFiles.class);
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private StateFiles() {}

  static void write(Path file, Object record) throws IOException {
    var arriving = file.resolveSibling(file.getFileName() + ".new");
    Files.write(arriving, MAPPER.writeValueAsBytes(record));
    Files.move(arriving, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// What a file holds; empty when there is none, or none that can be read.
  static <T> Optional<T> read(Path file, Class<T> type) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(file.toFile(), type));
    } catch (IOException failure) {
      LOG.warn("cannot read {}: {}", file, failure.getMessage());
      return Optional.empty();
    }
  }
}
