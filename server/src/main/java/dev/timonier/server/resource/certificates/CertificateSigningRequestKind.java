package dev.timonier.server.resource.certificates;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.Ages;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;
import java.time.Duration;

/// The rules and columns of CertificateSigningRequests.
public final class CertificateSigningRequestKind {
  public static final KindRules RULES =
      new KindRules(
          new CertificateSigningRequestStrategy(),
          ColumnTable.named()
              .age()
              .text(
                  "SignerName",
                  "Who is to sign",
                  o -> Texts.orNone(o.path("spec").path("signerName")))
              .text("Requestor", "Who has asked", o -> o.path("spec").path("username").asText())
              .text(
                  "RequestedDuration",
                  "How long the certificate is to be valid",
                  CertificateSigningRequestKind::duration)
              .text(
                  "Condition", "What has become of it", CertificateSigningRequestKind::condition));

  private CertificateSigningRequestKind() {}

  private static Object duration(JsonNode object) {
    var seconds = object.path("spec").path("expirationSeconds");
    return seconds.isMissingNode() ? Texts.NONE : Ages.text(Duration.ofSeconds(seconds.asLong()));
  }

  private static Object condition(JsonNode object) {
    var status = object.path("status");
    var text = has(status, "Denied") ? "Denied" : has(status, "Approved") ? "Approved" : "Pending";
    return text
        + (has(status, "Failed") ? ",Failed" : "")
        + (status.path("certificate").isEmpty() && !status.has("certificate") ? "" : ",Issued");
  }

  private static boolean has(JsonNode status, String type) {
    return Trees.stream(status.path("conditions"))
        .anyMatch(condition -> condition.path("type").asText().equals(type));
  }
}
