package dev.timonier.server.resource.certificates;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/// Whose certificate a request asks for.
public record RequestSubject(X500Name name) {
  /// @param base64 a request in PEM
  /// @return empty where it cannot be read
  public static Optional<RequestSubject> of(String base64) {
    try {
      return RequestRules.block(base64)
          .map(block -> block.getContent())
          .filter(content -> DerFaults.of(content).isEmpty())
          .map(CertificationRequest::getInstance)
          .map(request -> request.getCertificationRequestInfo().getSubject())
          .map(RequestSubject::new);
    } catch (RuntimeException _) { // whatever the content makes the decoder stumble over
      return Optional.empty();
    }
  }

  public List<String> organizations() {
    return all(BCStyle.O);
  }

  /// The last one; empty where there is none.
  public String commonName() {
    var names = all(BCStyle.CN);
    return names.isEmpty() ? "" : names.getLast();
  }

  private List<String> all(ASN1ObjectIdentifier type) {
    return Arrays.stream(name.getRDNs(type))
        .flatMap(names -> Arrays.stream(names.getTypesAndValues()))
        .filter(attribute -> attribute.getType().equals(type))
        .map(attribute -> IETFUtils.valueToString(attribute.getValue()))
        .toList();
  }
}
