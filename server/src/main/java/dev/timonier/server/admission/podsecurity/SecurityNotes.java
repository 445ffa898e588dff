package dev.timonier.server.admission.podsecurity;

import dev.timonier.server.admission.AdmissionRequest;

/// Is told what becomes of the writes that the standards are for.
public interface SecurityNotes {
  SecurityNotes NONE =
      new SecurityNotes() {
        @Override
        public void evaluated(
            AdmissionRequest request, Mode mode, Standard standard, Verdict verdict) {}

        @Override
        public void exempted(AdmissionRequest request) {}

        @Override
        public void mistaken(AdmissionRequest request) {}
      };

  /// What a standard is for.
  enum Mode {
    ENFORCE,
    WARN
  }

  /// What comes of it.
  enum Verdict {
    ALLOW,
    DENY
  }

  /// A standard was held against a pod. Only of standards that are enforced it is told that they
  /// allow it.
  void evaluated(AdmissionRequest request, Mode mode, Standard standard, Verdict verdict);

  /// The configuration spares it.
  void exempted(AdmissionRequest request);

  /// The labels of the namespace make no sense, so that the strictest standard is taken.
  void mistaken(AdmissionRequest request);
}
