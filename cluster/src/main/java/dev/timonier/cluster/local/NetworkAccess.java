package dev.timonier.cluster.local;

import dev.timonier.cluster.pki.KeyAndCertificate;
import dev.timonier.cluster.pki.Pem;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/// How the user of a local client reaches the server over the network.
///
/// @param address as in `https://127.0.0.1:6443`
/// @param authority signs the server's certificate
/// @param credentials empty for a user who shows something else
public record NetworkAccess(
    String address, X509Certificate authority, Optional<KeyAndCertificate> credentials) {
  Config config() {
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(address)
            .withCaCertData(base64(Pem.write(authority)));
    credentials.ifPresent(shown -> show(config, shown));
    return config.build();
  }

  private static void show(ConfigBuilder config, KeyAndCertificate credentials) {
    config
        .withClientCertData(base64(Pem.write(credentials.certificate())))
        .withClientKeyData(base64(Pem.writePkcs8(credentials.key())))
        .withClientKeyAlgo(credentials.key().getAlgorithm());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
