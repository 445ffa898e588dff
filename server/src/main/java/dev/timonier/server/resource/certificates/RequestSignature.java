package dev.timonier.server.resource.certificates;

import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/// Whoever asks for a certificate shows by a signature that the key is theirs.
final class RequestSignature {
  private RequestSignature() {}

  /// What is wrong with the signature of a request.
  static Optional<String> fault(PKCS10CertificationRequest request) {
    try {
      var key = request.getSubjectPublicKeyInfo();
      var verifier = new JcaContentVerifierProviderBuilder().build(key);
      return request.isSignatureValid(verifier) ? Optional.empty() : Optional.of(failure(request));
    } catch (OperatorCreationException | PKCSException _) {
      return Optional.of("x509: cannot verify signature: algorithm unimplemented");
    }
  }

  private static String failure(PKCS10CertificationRequest request) {
    var algorithm = request.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
    return algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
        ? "x509: ECDSA verification failure"
        : "crypto/rsa: verification error";
  }
}
