package dev.timonier.server.resource.core.secret;

import java.util.Arrays;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/// How a private key stands to a public one.
enum KeyMatch {
  SAME,
  OTHER_TYPE,
  OTHER_KEY;

  static KeyMatch of(AsymmetricKeyParameter publicKey, AsymmetricKeyParameter privateKey) {
    return switch (publicKey) {
      case RSAKeyParameters rsa when privateKey instanceof RSAKeyParameters key ->
          same(rsa.getModulus().equals(key.getModulus()));
      case ECPublicKeyParameters point when privateKey instanceof ECPrivateKeyParameters key ->
          same(isPointOf(point, key));
      case Ed25519PublicKeyParameters point
          when privateKey instanceof Ed25519PrivateKeyParameters key ->
          same(Arrays.equals(point.getEncoded(), key.generatePublicKey().getEncoded()));
      default -> OTHER_TYPE;
    };
  }

  private static boolean isPointOf(ECPublicKeyParameters point, ECPrivateKeyParameters key) {
    return key.getParameters().getCurve().equals(point.getParameters().getCurve())
        && key.getParameters().getG().multiply(key.getD()).normalize().equals(point.getQ());
  }

  private static KeyMatch same(boolean same) {
    return same ? SAME : OTHER_KEY;
  }
}
