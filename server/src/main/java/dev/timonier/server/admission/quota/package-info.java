/// Holds what is created in a namespace to its ResourceQuotas
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#resourcequota>).
/// Read [ResourceQuotaPlugin] first.
@NullMarked
package dev.timonier.server.admission.quota;

import org.jspecify.annotations.NullMarked;
