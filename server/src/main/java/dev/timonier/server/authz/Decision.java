package dev.timonier.server.authz;

/// What an authorizer thinks of a request.
///
/// @param reason for the message of a refusal; may be empty
public record Decision(Verdict verdict, String reason) {
  public static final Decision ALLOWED = new Decision(Verdict.ALLOW, "");
  public static final Decision NO_OPINION = new Decision(Verdict.NO_OPINION, "");

  /// Whether it may, may not, or another authorizer is to say.
  public enum Verdict {
    ALLOW,
    DENY,
    NO_OPINION
  }

  public boolean isAllowed() {
    return verdict == Verdict.ALLOW;
  }
}
