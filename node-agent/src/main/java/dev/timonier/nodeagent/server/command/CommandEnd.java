package dev.timonier.nodeagent.server.command;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;

/// How a command came to its end, as clients are told over the error channel.
public sealed interface CommandEnd {
  /// It ended by itself.
  record Exited(int code, String command) implements CommandEnd {}

  /// It could not be run, or was lost.
  record Failed(String message) implements CommandEnd {}

  /// For clients that read a Status, which are those since version 4 of the protocol.
  default byte[] asStatus() {
    return new KubernetesSerialization().asJson(status()).getBytes(StandardCharsets.UTF_8);
  }

  /// For older clients, which take silence for success.
  default byte[] asText() {
    var message = status().getMessage();
    return message == null ? new byte[0] : message.getBytes(StandardCharsets.UTF_8);
  }

  private Status status() {
    return switch (this) {
      case Exited(var code, _) when code == 0 -> outcome("Success").build();
      case Exited(var code, var command) -> nonZero(code, command);
      case Failed(var message) -> internal("Internal error occurred: " + message, message);
    };
  }

  private static Status nonZero(int code, String command) {
    return outcome("Failure")
        .withReason("NonZeroExitCode")
        .withNewDetails()
        .addNewCause(null, Integer.toString(code), "ExitCode")
        .endDetails()
        .withMessage(
            "command terminated with non-zero exit code: error executing command "
                + command
                + ", exit code "
                + code)
        .build();
  }

  private static Status internal(String message, String cause) {
    return outcome("Failure")
        .withReason("InternalError")
        .withNewDetails()
        .addNewCause(null, cause, null)
        .endDetails()
        .withMessage(message)
        .withCode(500)
        .build();
  }

  /// Without its type, as kubelets write it.
  private static StatusBuilder outcome(String word) {
    return new StatusBuilder()
        .withApiVersion(null)
        .withKind(null)
        .withNewMetadata()
        .endMetadata()
        .withStatus(word);
  }
}
