package dev.timonier.server.resource.core.secret;

import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.validation.Subject;
import java.util.Base64;
import java.util.Optional;

/// What the built-in types of Secrets demand
/// (<https://kubernetes.io/docs/concepts/configuration/secret/#secret-types>).
final class SecretTypes {
  static final String TLS = "kubernetes.io/tls";
  private static final String REDACTED = "\"<secret contents redacted>\"";

  private SecretTypes() {}

  static void validate(Subject secret) {
    var data = secret.at("data");
    switch (secret.at("type").text()) {
      case "kubernetes.io/service-account-token" ->
          secret
              .at("metadata")
              .at("annotations")
              .atKey("kubernetes.io/service-account.name")
              .mustBePresent("");
      case "kubernetes.io/dockercfg" -> json(data.atKey(".dockercfg"));
      case "kubernetes.io/dockerconfigjson" -> json(data.atKey(".dockerconfigjson"));
      case "kubernetes.io/basic-auth" -> userOrPassword(data);
      case "kubernetes.io/ssh-auth" -> data.atKey("ssh-privatekey").mustBePresent("");
      case TLS -> {
        mustExist(data.atKey("tls.crt"));
        mustExist(data.atKey("tls.key"));
      }
      default -> {}
    }
  }

  private static void userOrPassword(Subject data) {
    var user = data.atKey("username");
    var password = data.atKey("password");
    if (!user.isPresent() && !password.isPresent()) {
      user.required();
      password.required();
    }
  }

  /// The value may be empty.
  private static void mustExist(Subject value) {
    if (!value.isPresent()) {
      value.required();
    }
  }

  private static void json(Subject value) {
    if (!value.isPresent()) {
      value.required();
      return;
    }
    jsonFault(Base64.getDecoder().decode(value.text()))
        .ifPresent(fault -> value.invalid(REDACTED, fault));
  }

  private static Optional<String> jsonFault(byte[] text) {
    try {
      var tree = JsonReader.tree(text);
      var kind = tree.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
      return tree.isObject() || tree.isNull()
          ? Optional.empty()
          : Optional.of(
              "json: cannot unmarshal "
                  + (kind.equals("boolean") ? "bool" : kind)
                  + " into Go value of type map[string]interface {}");
    } catch (SyntaxException e) {
      return Optional.of(e.getMessage());
    }
  }
}
