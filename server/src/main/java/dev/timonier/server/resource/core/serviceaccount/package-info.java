/// What is special about ServiceAccounts
/// (<https://kubernetes.io/docs/concepts/security/service-accounts/>).
@NullMarked
package dev.timonier.server.resource.core.serviceaccount;

import org.jspecify.annotations.NullMarked;
