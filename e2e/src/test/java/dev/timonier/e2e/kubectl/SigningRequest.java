package dev.timonier.e2e.kubectl;

/// A request for a certificate of the user `jane` in the group `team`.
final class SigningRequest {
  /// As a CertificateSigningRequest has it.
  static final String BASE64 =
      "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIWk1JR0FBZ0VBTUI0eERUQUxC"
          + "Z05WQkFvTUJIUmxZVzB4RFRBTEJnTlZCQU1NQkdwaGJtVXdXVEFUQmdjcQpoa2pPUFFJQkJnZ3Fo"
          + "a2pPUFFNQkJ3TkNBQVMzbDA2elNYeG5XWHJpOSt5R0o2MWVXUUN4dDl0d1BaVGp5dmFnCmhsOUk3"
          + "L2VDSWloSGQ4YnRLeHZYY0ExUzhSVGk5WEh6KzdncldFNUxBRWJ1U1RpWW9BQXdDZ1lJS29aSXpq"
          + "MEUKQXdJRFNBQXdSUUloQUpyM3ExdzBDdkVmU1NiZzFyRTlQMHJuOU5NcXk2dnR6bnJIZXl3UzV2"
          + "bytBaUJHMWhyTApDanF6d24rNnd5QjhyWVRwVnM4bFo1QWRGL3JDelRXeGl5ZkEwZz09Ci0tLS0t"
          + "RU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=";

  private SigningRequest() {}
}
