/// What is special about Secrets (<https://kubernetes.io/docs/concepts/configuration/secret/>).
@NullMarked
package dev.timonier.server.resource.core.secret;

import org.jspecify.annotations.NullMarked;
