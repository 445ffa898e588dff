/// Holds pods and claims to the limits of their namespace
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#limitranger>).
@NullMarked
package dev.timonier.server.admission.limitranger;

import org.jspecify.annotations.NullMarked;
