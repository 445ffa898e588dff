package dev.timonier.nodeagent.server;

/// A request that cannot be granted; status and text are the answer.
final class KubeletFault extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  private KubeletFault(int status, String text) {
    super(text);
    this.status = status;
  }

  static KubeletFault badRequest(String text) {
    return new KubeletFault(400, text);
  }

  static KubeletFault unauthorized() {
    return new KubeletFault(401, "Unauthorized");
  }

  static KubeletFault forbidden(String text) {
    return new KubeletFault(403, text);
  }

  static KubeletFault notFound(String text) {
    return new KubeletFault(404, text);
  }

  static KubeletFault methodNotAllowed() {
    return new KubeletFault(405, "405: Method Not Allowed");
  }

  static KubeletFault internal(String text) {
    return new KubeletFault(500, text);
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
