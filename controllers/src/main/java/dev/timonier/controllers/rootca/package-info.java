/// Publishes the certificate authority of the API server in every namespace.
@NullMarked
package dev.timonier.controllers.rootca;

import org.jspecify.annotations.NullMarked;
