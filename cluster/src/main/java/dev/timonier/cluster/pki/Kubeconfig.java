package dev.timonier.cluster.pki;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;

/// The text of a kubeconfig file, as kubectl and every client read it.
public final class Kubeconfig {
  private Kubeconfig() {}

  /// @param cluster names cluster, context and, with the user, the credentials
  /// @param server as in `https://127.0.0.1:6443`
  public static String text(
      String cluster,
      String server,
      X509Certificate authority,
      String user,
      KeyAndCertificate credentials) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: %1$s
      cluster:
        server: %2$s
        certificate-authority-data: %3$s
    users:
    - name: %4$s
      user:
        client-certificate-data: %5$s
        client-key-data: %6$s
    contexts:
    - name: %4$s@%1$s
      context:
        cluster: %1$s
        user: %4$s
    current-context: %4$s@%1$s
    """
        .formatted(
            cluster,
            server,
            base64(Pem.write(authority)),
            user,
            base64(Pem.write(credentials.certificate())),
            base64(Pem.writePkcs8(credentials.key())));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
