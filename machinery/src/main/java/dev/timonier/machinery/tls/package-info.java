/// Certificates and keys from PEM files, as TLS takes them.
@NullMarked
package dev.timonier.machinery.tls;

import org.jspecify.annotations.NullMarked;
