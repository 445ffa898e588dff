/// Approves, signs and clears away CertificateSigningRequests
/// (<https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/>).
@NullMarked
package dev.timonier.controllers.certificates;

import org.jspecify.annotations.NullMarked;
